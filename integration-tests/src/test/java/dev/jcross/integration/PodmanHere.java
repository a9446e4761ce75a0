package dev.jcross.integration;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    assumeTrue(
        OrdinaryUser.isRoot(), "images of podman's would have to be copied for another user");
    directory = cache();
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
            .formatted(
                Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers")) ? "crun" : "runc"));
    Files.writeString(
        directory.resolve("storage.conf"),
        """
        [storage]
        driver = "overlay"
        graphroot = "%s"
        runroot = "%s"
        """
            .formatted(directory.resolve("storage"), directory.resolve("run")));
    if (Commands.run(environment(), "podman", "images", "-q", EngineContractIT.IMAGE).isBlank()) {
      load();
    }
  }

  private static Path cache() throws IOException {
    var cache = System.getenv("XDG_CACHE_HOME");
    var base = cache == null || cache.isEmpty() ? home().resolve(".cache") : Path.of(cache);
    return Files.createDirectories(base.resolve("jcross-tests/podman"));
  }

  private void load() throws IOException {
    var archive = directory.resolve("image.tar");
    try (var saved = Workbench.client().saveImageCmd(EngineContractIT.IMAGE).exec()) {
      Files.copy(saved, archive, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    Commands.run(environment(), "podman", "load", "-i", archive.toString());
    Files.delete(archive);
  }

  /** Only where catatonit is installed, which Debian's package merely recommends. */
  @Override
  boolean hasInit() {
    return Stream.of("/usr/libexec/podman", "/usr/bin", "/usr/local/libexec/podman")
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "catatonit")));
  }

  @Override
  Map<String, String> environment() {
    var environment = new HashMap<>(plainEnvironment());
    environment.put("CROSS_CONTAINER_ENGINE", "podman");
    environment.put("CONTAINERS_CONF", directory.resolve("containers.conf").toString());
    environment.put("CONTAINERS_STORAGE_CONF", directory.resolve("storage.conf").toString());
    return environment;
  }
}
