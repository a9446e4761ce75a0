package dev.jcross.engine.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.AuthConfigurations;
import dev.jcross.engine.RegistryLogin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What {@code docker login} and {@code podman login} left: in their files, or with a program that
 * keeps it (docker/cli, cli/config).
 */
final class RegistryLogins {
  /** Docker Hub's name in these files. */
  private static final String HUB = AuthConfig.DEFAULT_SERVER_ADDRESS;

  private static final int HELPER_SECONDS = 30;

  private final Machine machine;
  private final boolean podman;

  RegistryLogins(Machine machine, boolean podman) {
    this.machine = machine;
    this.podman = podman;
  }

  Optional<AuthConfig> forImage(String image) {
    return forRegistry(registry(image));
  }

  /** As Docker tells a host from the first part of a path (distribution/reference). */
  static String registry(String image) {
    int slash = image.indexOf('/');
    var first = slash < 0 ? "" : image.substring(0, slash);
    boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
    return !host || first.equals("docker.io") || first.equals("index.docker.io") ? HUB : first;
  }

  /** For every registry that a Dockerfile may name. */
  AuthConfigurations all() {
    var all = new AuthConfigurations();
    for (var file : files()) {
      for (var registry : registries(file)) {
        if (!all.getConfigs().containsKey(registry)) {
          login(file, registry).ifPresent(all::addConfig);
        }
      }
    }
    return all;
  }

  private static Set<String> registries(Json file) {
    var names = new LinkedHashSet<String>();
    file.path("credHelpers").names().forEach(names::add);
    file.path("auths").names().forEach(names::add);
    return names;
  }

  private Optional<AuthConfig> forRegistry(String registry) {
    return files().stream()
        .map(file -> login(file, registry))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private List<Json> files() {
    var docker = DockerContexts.read(machine.dockerConfig().resolve("config.json"));
    if (!podman) {
      return List.of(docker);
    }
    var own =
        machine
            .directory("REGISTRY_AUTH_FILE")
            .or(
                () ->
                    machine
                        .directory("XDG_RUNTIME_DIR")
                        .map(run -> run.resolve("containers/auth.json")));
    return own.map(file -> List.of(DockerContexts.read(file), docker))
        .orElseGet(() -> List.of(docker));
  }

  private Optional<AuthConfig> login(Json file, String registry) {
    var helper = file.path("credHelpers").path(registry).asText();
    if (helper.isEmpty()) {
      helper = file.path("credsStore").asText();
    }
    if (!helper.isEmpty()) {
      var kept = ask(helper, registry);
      if (kept.isPresent()) {
        return kept;
      }
    }
    var auths = file.path("auths");
    var entry = auths.path(registry);
    if (entry.members().isEmpty()) {
      // Older clients wrote the registry as a URL.
      entry = auths.path("https://" + registry);
    }
    if (entry.members().isEmpty() && registry.equals(HUB)) {
      entry = auths.path("docker.io");
    }
    return read(entry, registry);
  }

  private static Optional<AuthConfig> read(Json entry, String registry) {
    var token = entry.path("identitytoken").asText();
    var auth = entry.path("auth").asText();
    if (token.isEmpty() && auth.isEmpty()) {
      return Optional.empty();
    }
    var login = new AuthConfig().withRegistryAddress(registry);
    if (!token.isEmpty()) {
      login.withIdentityToken(token);
    }
    try {
      var pair = new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8).split(":", 2);
      if (pair.length == 2) {
        login.withUsername(pair[0]).withPassword(pair[1].replaceFirst("\0+$", ""));
      }
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return Optional.of(login);
  }

  /** A program that keeps secrets knows none for most registries, and says so with its status. */
  private Optional<AuthConfig> ask(String helper, String registry) {
    var program = machine.program("docker-credential-" + helper);
    if (program.isEmpty()) {
      return Optional.empty();
    }
    try {
      var process =
          machine
              .process(List.of(program.get().toString(), "get"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (var input = process.getOutputStream()) {
        input.write(registry.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // One that knows a single registry need not read which is asked for.
      }
      var answer = process.getInputStream().readAllBytes();
      if (!process.waitFor(HELPER_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroy();
        return Optional.empty();
      }
      return secret(answer, registry);
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Without the words of Docker's client. */
  static Optional<RegistryLogin> plain(AuthConfig login) {
    return Optional.ofNullable(login.getIdentitytoken())
        .filter(token -> !token.isEmpty())
        .map(token -> new RegistryLogin("", token))
        .or(
            () ->
                Optional.ofNullable(login.getPassword())
                    .map(
                        password ->
                            new RegistryLogin(
                                Optional.ofNullable(login.getUsername()).orElse(""), password)));
  }

  private static Optional<AuthConfig> secret(byte[] answer, String registry)
      throws JsonProcessingException, IOException {
    var node = Json.read(answer);
    var name = node.path("Username").asText();
    var secret = node.path("Secret").asText();
    if (secret.isEmpty()) {
      return Optional.empty();
    }
    var login = new AuthConfig().withRegistryAddress(registry);
    return Optional.of(
        name.equals("<token>")
            ? login.withIdentityToken(secret)
            : login.withUsername(name).withPassword(secret));
  }
}
