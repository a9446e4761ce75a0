package dev.jcross.integration;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.ExecConfig;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A container as CI makes them for jobs: with jcross, Java and the socket of the engine that runs
 * it, and nothing else of the machine.
 */
final class JobContainer implements AutoCloseable {
  private static final String JCROSS = "/opt/jcross";
  private static final String JAVA = "/opt/java";
  private static final String SOCKET = "/var/run/docker.sock";
  private static final Duration LIFE = Duration.ofMinutes(15);

  private final GenericContainer<?> container;
  private final Map<String, String> environment;

  private JobContainer(GenericContainer<?> container, Map<String, String> environment) {
    this.container = container;
    this.environment = environment;
  }

  /**
   * Starts one.
   *
   * @param mounts host directories and names of volumes, by their places in it
   */
  static JobContainer start(Map<String, String> mounts) {
    return start(mounts, Map.of());
  }

  /**
   * Starts one with variables.
   *
   * @param mounts host directories and names of volumes, by their places in it
   */
  static JobContainer start(Map<String, String> mounts, Map<String, String> variables) {
    var container =
        new GenericContainer<>(DockerImageName.parse("debian:trixie-slim"))
            .withFileSystemBind(java().toString(), JAVA, BindMode.READ_ONLY)
            .withFileSystemBind(Workbench.distribution().toString(), JCROSS, BindMode.READ_ONLY)
            .withFileSystemBind(SOCKET, SOCKET, BindMode.READ_WRITE)
            // It ends by itself, should nobody be left to end it.
            .withCommand("sleep", Long.toString(LIFE.toSeconds()));
    // Testcontainers would take the name of a volume for a path.
    container.withCreateContainerCmdModifier(
        command -> {
          var host = Objects.requireNonNull(command.getHostConfig());
          var binds = new ArrayList<>(List.of(host.getBinds()));
          mounts.forEach((place, source) -> binds.add(new Bind(source, new Volume(place))));
          host.withBinds(binds);
        });
    container.start();
    var environment = new HashMap<>(variables);
    environment.put("JAVA_HOME", JAVA);
    // Containers that end with their commands: nobody comes back to a job.
    environment.put("CROSS_BUILD_SESSION_TIMEOUT", "0");
    return new JobContainer(container, environment);
  }

  private static Path java() {
    try {
      return Path.of(System.getProperty("java.home", "")).toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Result jcross(String directory, String... words) {
    var command = new ArrayList<>(List.of("sh", JCROSS + "/bin/jcross"));
    command.addAll(List.of(words));
    return run(directory, command);
  }

  Result shell(String line) {
    return run("/", List.of("sh", "-euc", line)).hasStatus(0);
  }

  private Result run(String directory, List<String> command) {
    try {
      var result =
          container.execInContainer(
              ExecConfig.builder()
                  .command(command.toArray(String[]::new))
                  .workDir(directory)
                  .envVars(environment)
                  .build());
      return new Result(command, result.getExitCode(), result.getStdout(), result.getStderr());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    container.close();
  }
}
