package dev.jcross.engine.docker;

import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The contexts of Docker's client, laid out as docker/cli does it (cli/context/store). */
final class DockerContexts {
  private final Machine machine;

  DockerContexts(Machine machine) {
    this.machine = machine;
  }

  /** That of the current context; empty if it is the default one. */
  Optional<DockerEndpoint> current() {
    var config = machine.dockerConfig();
    var name =
        machine
            .variable("DOCKER_CONTEXT")
            .or(() -> text(read(config.resolve("config.json")).path("currentContext")));
    if (name.isEmpty() || name.get().equals("default")) {
      return Optional.empty();
    }
    var origin = "context '" + name.get() + "'";
    var id = sha256(name.get());
    var file = config.resolve("contexts/meta").resolve(id).resolve("meta.json");
    var docker = read(file).path("Endpoints").path("docker");
    var host = text(docker.path("Host")).orElseThrow(() -> missing(name.get(), file));
    boolean verify = !docker.path("SkipTLSVerify").asBoolean(false);
    var tls = TlsMaterial.in(config.resolve("contexts/tls").resolve(id).resolve("docker"), verify);
    var security = tls.empty() && verify ? Optional.<TlsMaterial>empty() : Optional.of(tls);
    var address = new AddressParser(origin, security, Optional.empty(), false).parse(host);
    return Optional.of(new DockerEndpoint(host, origin, address, machine));
  }

  private static RuntimeException missing(String name, Path file) {
    return Problem.error(
            ProblemCode.ENGINE_MISSING,
            "the Docker context '" + name + "' does not exist or names no host")
        .at(Place.of(file.toString()))
        .help("docker context ls")
        .asException();
  }

  private static Optional<String> text(Json node) {
    return Optional.of(node.asText()).filter(value -> !value.isEmpty());
  }

  /** A file that does not exist says nothing. */
  static Json read(Path file) {
    if (!Files.isRegularFile(file)) {
      return Json.empty();
    }
    try {
      return Json.read(Files.readAllBytes(file));
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
