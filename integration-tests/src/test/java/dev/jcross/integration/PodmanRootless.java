package dev.jcross.integration;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
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
 * The podman of an ordinary user, who has to exist and to be named by {@code jcross.rootless.user}:
 * only an administrator can give a user the subordinate ids that it takes.
 */
final class PodmanRootless extends EngineWay {
  private static final String USER = System.getProperty("jcross.rootless.user", "");

  private Path directory = Path.of("/");
  private Optional<Process> service = Optional.empty();

  PodmanRootless() {
    super("podman of an ordinary user");
  }

  @Override
  void start() throws IOException {
    assumeTrue(!USER.isEmpty(), "no ordinary user is named: -Djcross.rootless.user=NAME");
    assumeTrue(OrdinaryUser.isRoot(), "only root becomes another user");
    program("podman");
    directory = Files.createTempDirectory("jcross-it-rootless-").toRealPath();
    var run = Files.createDirectory(directory.resolve("run"));
    PodmanHere.writeConfiguration(directory, home(USER).resolve(".cache/jcross-tests"), run);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Commands.run(List.of("chown", "-R", USER, directory.toString()));
    if (asUser("podman", "images", "-q", EngineContractIT.IMAGE).isBlank()) {
      var archive = directory.resolve("image.tar");
      PodmanHere.saveImage(archive);
      asUser("podman", "load", "-i", archive.toString());
    }
    var command =
        command("podman", "system", "service", "--time=0", "unix://" + directory.resolve("s"));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(userEnvironment());
    service = Optional.of(builder.redirectOutput(directory.resolve("log").toFile()).start());
    Eventually.within(
        Duration.ofSeconds(30), "podman listens", () -> Files.exists(directory.resolve("s")));
  }

  private static Path home(String user) {
    return Path.of(Commands.run(List.of("getent", "passwd", user)).split(":", -1)[5]);
  }

  private static List<String> command(String... words) {
    var command = new ArrayList<>(List.of("setpriv", "--reuid", USER, "--regid", USER));
    command.add("--init-groups");
    command.addAll(List.of(words));
    return command;
  }

  private String asUser(String... words) {
    return Commands.run(userEnvironment(), command(words).toArray(String[]::new));
  }

  private Map<String, String> userEnvironment() {
    var environment = new HashMap<String, String>();
    environment.put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    environment.put("HOME", home(USER).toString());
    environment.put("USER", USER);
    environment.put("XDG_RUNTIME_DIR", directory.resolve("run").toString());
    PodmanHere.configured(environment, directory);
    return environment;
  }

  @Override
  boolean hasInit() {
    return PodmanHere.hasCatatonit();
  }

  /** The old ones belong to root alone. */
  @Override
  boolean limitsResources() {
    return Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"));
  }

  @Override
  Map<String, String> environment() {
    var environment = new HashMap<>(plainEnvironment());
    environment.put("DOCKER_HOST", "unix://" + directory.resolve("s"));
    return environment;
  }

  @Override
  void stop() {
    service.ifPresent(
        process -> {
          process.descendants().forEach(ProcessHandle::destroy);
          process.destroy();
        });
    if (!directory.equals(Path.of("/"))) {
      Workbench.deleteAll(directory);
    }
  }
}
