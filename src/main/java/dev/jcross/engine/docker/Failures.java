package dev.jcross.engine.docker;

import com.github.dockerjava.api.exception.DockerException;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Turns what docker-java throws into problems. */
final class Failures {
  private static final Pattern MESSAGE =
      Pattern.compile("\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

  private Failures() {}

  /** The failure of a call, told as what it means for the user. */
  static ProblemException of(Throwable failure, DockerEndpoint endpoint) {
    return of(failure, endpoint, Optional.empty());
  }

  /**
   * The failure of a call.
   *
   * @param trouble what the way to the engine has to say, if anything
   */
  static ProblemException of(Throwable failure, DockerEndpoint endpoint, Optional<String> trouble) {
    if (failure instanceof ProblemException problem) {
      return problem;
    }
    var text = reason(failure);
    if (text.toLowerCase(Locale.ROOT).contains("no space left on device")) {
      return of(diskFull(text), failure);
    }
    if (failure instanceof DockerException || failure instanceof HijackedStream.Refused) {
      return of(
          Problem.error(ProblemCode.ENGINE_REFUSED, "the container engine refused: " + text)
              .at(Place.of(endpoint.text())),
          failure);
    }
    var said = trouble.stream().flatMap(String::lines).filter(line -> !line.equals(text)).toList();
    return of(
        Problem.error(ProblemCode.ENGINE_LOST, "the container engine went away: " + text)
            .at(Place.of(endpoint.text()))
            .with(said)
            .help("look at the engine with: jcross doctor"),
        failure);
  }

  /** Why the first call failed. */
  static ProblemException unreachable(Throwable failure, DockerEndpoint endpoint) {
    return of(describe(failure, endpoint).at(Place.of(endpoint.text())), failure);
  }

  private static Problem describe(Throwable failure, DockerEndpoint endpoint) {
    var text = reason(failure);
    if (failure instanceof SshLink.Failed) {
      return ssh(text, endpoint);
    }
    if (failure instanceof SSLException || TlsFailures.isHangUp(text, endpoint)) {
      return TlsFailures.describe(text, endpoint);
    }
    if (text.equals(EngineConnection.NoEngine.WANTS_TLS)) {
      return TlsFailures.wanted(endpoint);
    }
    if (text.contains("Permission denied")) {
      return Problem.error(
              ProblemCode.ENGINE_PERMISSION,
              "you may not use the container engine's socket (permission denied)")
          .help(
              "sudo usermod -aG docker \"$USER\"   and log in again,\n"
                  + "or use a rootless engine");
    }
    return Problem.error(
            ProblemCode.ENGINE_UNREACHABLE, "the container engine does not answer: " + text)
        .help(start(endpoint));
  }

  private static String start(DockerEndpoint endpoint) {
    if (endpoint.address() instanceof Address.PodmanProgram(var program)) {
      return "see what is wrong with: " + program + " info";
    }
    if (!endpoint.origin().startsWith("/")) {
      return "is the address of " + endpoint.origin() + " right, and the engine up?";
    }
    var rootless = endpoint.origin().startsWith("/run/user/");
    return "start it, for example with: "
        + (rootless ? "systemctl --user start " : "sudo systemctl start ")
        + (endpoint.origin().contains("podman") ? "podman.socket" : "docker");
  }

  private static Problem ssh(String said, DockerEndpoint endpoint) {
    var host =
        endpoint.address() instanceof Address.Ssh ssh
            ? ssh.port().stream().mapToObj(port -> "-p " + port + " ").findFirst().orElse("")
                + ssh.destination()
            : "";
    boolean podman = said.contains("podman");
    return Problem.error(
            ProblemCode.ENGINE_UNREACHABLE, "the container engine cannot be reached by ssh")
        .with(said.lines().toList())
        .help(
            podman && said.contains("socket")
                ? "ssh " + host + " systemctl --user enable --now podman.socket"
                : "does this work?  ssh "
                    + host
                    + (podman ? " podman version" : " docker version"));
  }

  /**
   * Whether an engine says that a container is gone. Podman has no status of its own for one that
   * is going at that very moment.
   */
  static boolean gone(@Nullable String reason) {
    return reason != null && reason.contains("no such container");
  }

  static Problem diskFull(String text) {
    return Problem.error(ProblemCode.DISK_FULL, "the container engine's disk is full")
        .with(List.of(text))
        .help("see what takes the room with: docker system df");
  }

  /** The sentence inside: the engine's own message, without JSON and class names. */
  static String reason(Throwable failure) {
    @Nullable Throwable inner = failure;
    String last = failure.getClass().getSimpleName();
    for (int depth = 0; inner != null && depth < 10; depth++) {
      var text = Optional.ofNullable(inner.getMessage()).orElse("");
      if (!text.isBlank()) {
        last = text;
      }
      inner = inner.getCause();
    }
    var message = MESSAGE.matcher(last);
    if (message.find()) {
      last = message.group(1).replace("\\\"", "\"").replace("\\n", " ").replace("\\\\", "\\");
    }
    return last.strip().replaceFirst("^Status \\d+: ", "");
  }

  private static ProblemException of(Problem problem, Throwable cause) {
    return new ProblemException(List.of(problem), cause);
  }
}
