package dev.jcross.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where an engine may answer.
 *
 * @param uri {@code unix://…} or {@code tcp://…}
 * @param origin who named it, such as {@code DOCKER_HOST} or {@code context 'desktop-linux'}
 */
public record DockerEndpoint(URI uri, String origin) {

  /**
   * The endpoint to use: {@code CROSS_CONTAINER_ENGINE}, {@code DOCKER_HOST}, the current Docker
   * context, then the usual sockets of Docker and of Podman. The first that is named or exists.
   *
   * @throws dev.jcross.problem.ProblemException ENGINE_MISSING if there is none
   */
  public static DockerEndpoint locate(Map<String, String> environment, Path home) {
    var wanted = Optional.ofNullable(environment.get("CROSS_CONTAINER_ENGINE")).orElse("");
    boolean podman = wanted.substring(wanted.lastIndexOf('/') + 1).startsWith("podman");
    if (!podman) {
      var host = environment.get("DOCKER_HOST");
      if (host != null && !host.isEmpty()) {
        return new DockerEndpoint(parse(host, "DOCKER_HOST"), "DOCKER_HOST");
      }
      var context = context(environment, home);
      if (context.isPresent()) {
        return context.get();
      }
    }
    var sockets = podman ? podmanSockets(environment) : sockets(environment, home);
    return sockets.stream()
        .filter(Files::exists)
        .findFirst()
        .map(socket -> new DockerEndpoint(unix(socket), socket.toString()))
        .orElseThrow(() -> missing(sockets));
  }

  private static URI unix(Path socket) {
    try {
      return new URI("unix", "", socket.toString(), null);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("an absolute path makes a URI", e);
    }
  }

  private static List<Path> sockets(Map<String, String> environment, Path home) {
    var sockets = new ArrayList<Path>();
    runtimeDirectory(environment).ifPresent(run -> sockets.add(run.resolve("docker.sock")));
    sockets.add(Path.of("/var/run/docker.sock"));
    sockets.add(home.resolve(".docker/run/docker.sock"));
    sockets.addAll(podmanSockets(environment));
    return sockets;
  }

  private static List<Path> podmanSockets(Map<String, String> environment) {
    var sockets = new ArrayList<Path>();
    runtimeDirectory(environment).ifPresent(run -> sockets.add(run.resolve("podman/podman.sock")));
    sockets.add(Path.of("/run/podman/podman.sock"));
    return sockets;
  }

  private static Optional<Path> runtimeDirectory(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("XDG_RUNTIME_DIR"))
        .filter(directory -> !directory.isEmpty())
        .map(Path::of);
  }

  /** The layout of ~/.docker/contexts is that of docker/cli, cli/context/store. */
  private static Optional<DockerEndpoint> context(Map<String, String> environment, Path home) {
    var config =
        Optional.ofNullable(environment.get("DOCKER_CONFIG"))
            .map(Path::of)
            .orElseGet(() -> home.resolve(".docker"));
    var name =
        Optional.ofNullable(environment.get("DOCKER_CONTEXT"))
            .filter(value -> !value.isEmpty())
            .or(() -> text(config.resolve("config.json"), "currentContext"));
    if (name.isEmpty() || name.get().equals("default")) {
      return Optional.empty();
    }
    var file = config.resolve("contexts/meta").resolve(sha256(name.get())).resolve("meta.json");
    var host = text(file, "Endpoints", "docker", "Host");
    var origin = "context '" + name.get() + "'";
    if (host.isEmpty()) {
      throw Problem.error(
              ProblemCode.ENGINE_MISSING,
              "the Docker context '" + name.get() + "' does not exist or names no host")
          .at(Place.of(file.toString()))
          .help("docker context ls")
          .asException();
    }
    return Optional.of(new DockerEndpoint(parse(host.get(), origin), origin));
  }

  private static URI parse(String host, String origin) {
    URI uri;
    try {
      uri = URI.create(host);
    } catch (IllegalArgumentException e) {
      throw unusable(host, origin, "unix:///var/run/docker.sock or tcp://host:2375");
    }
    var scheme = Optional.ofNullable(uri.getScheme()).orElse("");
    return switch (scheme) {
      case "unix", "tcp", "npipe" -> uri;
      case "http", "https" -> URI.create("tcp" + host.substring(scheme.length()));
      default -> throw unusable(host, origin, "unix:///var/run/docker.sock or tcp://host:2375");
    };
  }

  private static RuntimeException unusable(String host, String origin, String example) {
    return Problem.error(
            ProblemCode.ENGINE_UNREACHABLE, "jcross cannot use the engine address '" + host + "'")
        .at(Place.of(origin))
        .help("use an address such as " + example)
        .asException();
  }

  private static RuntimeException missing(List<Path> sockets) {
    return Problem.error(ProblemCode.ENGINE_MISSING, "no container engine found")
        .with(
            List.of(
                "looked for: " + String.join(", ", sockets.stream().map(Path::toString).toList())))
        .help(
            "install Docker or Podman and start it, for example: sudo apt-get install docker.io\n"
                + "then look again with: jcross doctor")
        .asException();
  }

  private static Optional<String> text(Path file, String... path) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      JsonNode node = new ObjectMapper().readTree(file.toFile());
      for (var name : path) {
        node = node.path(name);
      }
      return Optional.of(node.asText("")).filter(value -> !value.isEmpty());
    } catch (IOException e) {
      throw Problem.error(ProblemCode.FILE, "cannot read Docker's configuration: " + e.getMessage())
          .at(Place.of(file.toString()))
          .asException();
    }
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
