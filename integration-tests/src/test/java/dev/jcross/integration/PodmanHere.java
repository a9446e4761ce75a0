package dev.jcross.integration;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The {@code podman} program of this machine, with images and settings of its own: those of the
 * user stay as they are. No service runs; jcross has to start one.
 */
final class PodmanHere extends EngineWay {
  private Path directory = Path.of("/");

  PodmanHere() {
    super("podman, served by jcross");
  }

  @Override
  void start() throws IOException {
    program("podman");
    assumeTrue(OrdinaryUser.isRoot(), "see the podman of an ordinary user");
    directory = Files.createDirectories(cache().resolve("podman"));
    writeConfiguration(directory, directory, directory.resolve("run"));
    if (Commands.run(environment(), "podman", "images", "-q", EngineContractIT.IMAGE).isBlank()) {
      var archive = directory.resolve("image.tar");
      saveImage(archive);
      Commands.run(environment(), "podman", "load", "-i", archive.toString());
      Files.delete(archive);
    }
  }

  /** Where tests keep what later runs can use: engines, and what was compiled. */
  static Path cache() {
    var cache = System.getenv("XDG_CACHE_HOME");
    var base = cache == null || cache.isEmpty() ? home().resolve(".cache") : Path.of(cache);
    return base.resolve("jcross-tests");
  }

  /** Settings that work on machines without systemd, and with old control groups, too. */
  static void writeConfiguration(Path directory, Path store, Path run) throws IOException {
    boolean newGroups = Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"));
    Files.writeString(
        directory.resolve("containers.conf"),
        """
        [engine]
        runtime = "%s"
        cgroup_manager = "cgroupfs"
        events_logger = "file"
        [containers]
        default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]
        """
            .formatted(newGroups ? "crun" : "runc"));
    Files.writeString(
        directory.resolve("storage.conf"),
        """
        [storage]
        driver = "overlay"
        graphroot = "%s"
        runroot = "%s"
        """
            .formatted(store.resolve("storage"), run));
  }

  /** The variables by which podman finds {@link #writeConfiguration these}. */
  static void configured(Map<String, String> environment, Path directory) {
    environment.put("CONTAINERS_CONF", directory.resolve("containers.conf").toString());
    environment.put("CONTAINERS_STORAGE_CONF", directory.resolve("storage.conf").toString());
  }

  /** The base image of the engine that the other tests use. */
  static void saveImage(Path archive) throws IOException {
    try (var saved = Workbench.client().saveImageCmd(EngineContractIT.IMAGE).exec()) {
      Files.copy(saved, archive, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Those of jcross, which would else wait for the next command. */
  void removeContainers() {
    for (var name :
        Commands.run(environment(), "podman", "ps", "-aq", "--filter", "name=^jcross-")
            .lines()
            .toList()) {
      Commands.run(environment(), "podman", "rm", "-f", name);
    }
  }

  @Override
  boolean hasInit() {
    return hasCatatonit();
  }

  /** Debian's package of podman merely recommends it. */
  static boolean hasCatatonit() {
    return Stream.of("/usr/libexec/podman", "/usr/bin", "/usr/local/libexec/podman")
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "catatonit")));
  }

  @Override
  Map<String, String> environment() {
    var environment = new HashMap<>(plainEnvironment());
    environment.put("CROSS_CONTAINER_ENGINE", "podman");
    configured(environment, directory);
    return environment;
  }
}
