package dev.jcross.engine.docker;

import com.github.dockerjava.api.exception.DockerException;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Who answers, and which version of the API both sides know. An engine keeps what an older version
 * of its API promises, so the newest that jcross was tested with is asked for, or the engine's own
 * if that is older.
 *
 * @param podman whether it is Podman
 * @param version the engine's, such as {@code 28.2.2}
 * @param engineApi the newest version of the API that the engine knows
 * @param api the one that is spoken
 */
record Handshake(boolean podman, String version, String engineApi, String api) {
  /** Docker 20.10. */
  private static final Api OLDEST = new Api(1, 41);

  /** Docker 28. */
  private static final Api NEWEST = new Api(1, 51);

  /** Of the engine's API. */
  record Api(int major, int minor) implements Comparable<Api> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})");

    static Api parse(String text) throws IOException {
      var match = FORM.matcher(text);
      if (!match.matches()) {
        throw new EngineConnection.NoEngine("what answers is no container engine");
      }
      return new Api(Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)));
    }

    @Override
    public int compareTo(Api other) {
      return major == other.major
          ? Integer.compare(minor, other.minor)
          : Integer.compare(major, other.major);
    }

    @Override
    public String toString() {
      return major + "." + minor;
    }
  }

  /**
   * Asks the engine.
   *
   * @throws dev.jcross.problem.ProblemException ENGINE_TOO_OLD if it is
   * @throws IOException if nothing answers, or no engine
   */
  static Handshake with(EngineLink link) throws IOException {
    Json answer;
    try {
      answer = new RawCalls(link, "").get("/version");
    } catch (DockerException e) {
      throw noEngine(e);
    }
    boolean podman = false;
    for (var component : answer.path("Components")) {
      podman |= component.path("Name").asText().startsWith("Podman");
    }
    var version = answer.path("Version").asText();
    var engines = Api.parse(answer.path("ApiVersion").asText());
    if (engines.compareTo(OLDEST) < 0) {
      throw tooOld(podman, version, engines, link.place());
    }
    var least = answer.path("MinAPIVersion").asText();
    var wanted = engines.compareTo(NEWEST) < 0 ? engines : NEWEST;
    // An engine of the future may have forgotten what jcross knows. Much stays as it is.
    if (!least.isEmpty() && Api.parse(least).compareTo(wanted) > 0) {
      wanted = Api.parse(least);
    }
    return new Handshake(podman, version, engines.toString(), wanted.toString());
  }

  /** Go's server says so in the clear when it expected TLS (net/http, server.go). */
  private static IOException noEngine(DockerException e) {
    var text = Text.of(e.getMessage());
    return new EngineConnection.NoEngine(
        text.contains("HTTP request to an HTTPS server")
            ? EngineConnection.NoEngine.WANTS_TLS
            : "what answers is no container engine (HTTP status " + e.getHttpStatus() + ")");
  }

  private static RuntimeException tooOld(
      boolean podman, String version, Api engines, String place) {
    return Problem.error(
            ProblemCode.ENGINE_TOO_OLD,
            (podman ? "Podman " : "Docker ")
                + version
                + " is too old: it speaks version "
                + engines
                + " of the engine's API, and jcross needs "
                + OLDEST)
        .at(Place.of(place))
        .help(
            podman
                ? "install Podman 4.3 or newer: https://podman.io/docs/installation"
                : "install Docker 20.10 or newer: https://docs.docker.com/engine/install")
        .asException();
  }
}
