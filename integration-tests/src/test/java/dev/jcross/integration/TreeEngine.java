package dev.jcross.integration;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An engine of another Debian release, in a tree and in namespaces of its own. Trees are made once
 * and kept with the user's caches.
 */
final class TreeEngine extends EngineWay {
  private final String release;
  private final String engine;
  private final List<String> options;
  private final Map<String, String> variables;
  private Path directory = Path.of("/");
  private Optional<Process> process = Optional.empty();

  /**
   * An engine.
   *
   * @param release of Debian
   * @param engine {@code docker} or {@code podman}
   * @param options of dockerd
   * @param variables of dockerd
   */
  TreeEngine(
      String name,
      String release,
      String engine,
      List<String> options,
      Map<String, String> variables) {
    super(name);
    this.release = release;
    this.engine = engine;
    this.options = options;
    this.variables = variables;
  }

  @Override
  void start() throws IOException {
    assumeTrue(OrdinaryUser.isRoot(), "only root makes trees and namespaces");
    for (var needed : List.of("mmdebstrap", "unshare", "flock", "ip")) {
      program(needed);
    }
    // A short name, for the path of a socket may have a hundred characters only.
    directory = Files.createTempDirectory(Path.of("/tmp"), "jcross-it-tree-").toRealPath();
    var script = directory.resolve("engine-tree");
    try (var resource = TreeEngine.class.getResourceAsStream("engines/engine-tree")) {
      Files.write(script, java.util.Objects.requireNonNull(resource).readAllBytes());
    }
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    var tree = PodmanHere.cache().resolve("trees").resolve(release);
    make(script, tree);
    var command =
        new ArrayList<>(List.of(script.toString(), engine, tree.toString(), socket().toString()));
    command.addAll(options);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("DOCKER_"));
    builder.environment().putAll(variables);
    process = Optional.of(builder.redirectOutput(log().toFile()).start());
    await();
    load();
  }

  private static void make(Path script, Path tree) {
    try {
      Commands.run(
          List.of(script.toString(), "make", tree.getFileName().toString(), tree.toString()));
    } catch (IllegalStateException e) {
      abort("no tree of " + tree.getFileName() + ": " + e.getMessage());
    }
  }

  private Path socket() {
    return directory.resolve("socket");
  }

  private Path log() {
    return directory.resolve("log");
  }

  private void await() throws IOException {
    try {
      Eventually.within(
          Duration.ofMinutes(2),
          "it answers",
          () -> {
            if (process.filter(Process::isAlive).isEmpty()) {
              throw new IllegalStateException("it ended");
            }
            return Files.exists(socket()) && answers();
          });
    } catch (AssertionError | IllegalStateException e) {
      var said = Files.readString(log());
      stop();
      throw new IllegalStateException(this + " does not start:\n" + said, e);
    }
  }

  private boolean answers() {
    try (var client = client()) {
      client.pingCmd().exec();
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private void load() throws IOException {
    try (var client = client()) {
      if (client.listImagesCmd().withReferenceFilter(EngineContractIT.IMAGE).exec().isEmpty()) {
        try (var saved = Workbench.client().saveImageCmd(EngineContractIT.IMAGE).exec()) {
          client.loadImageCmd(saved).exec();
        }
      }
    }
  }

  private DockerClient client() {
    var config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost("unix://" + socket())
            .build();
    return DockerClientImpl.getInstance(
        config, new ApacheDockerHttpClient.Builder().dockerHost(config.getDockerHost()).build());
  }

  @Override
  Map<String, String> environment() {
    var environment = new HashMap<>(plainEnvironment());
    environment.put("DOCKER_HOST", "unix://" + socket());
    return environment;
  }

  @Override
  void stop() {
    process.ifPresent(
        running -> {
          try {
            running.getOutputStream().close();
            if (!running.waitFor(30, java.util.concurrent.TimeUnit.SECONDS)) {
              running.descendants().forEach(ProcessHandle::destroyForcibly);
              running.destroyForcibly();
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    if (!directory.equals(Path.of("/"))) {
      Workbench.deleteAll(directory);
      directory = Path.of("/");
    }
  }
}
