package dev.jcross.integration;

import java.util.List;
import java.util.Map;

/** Every engine, and every way to one, that the contract is held against. */
final class Engines {
  private Engines() {}

  static List<EngineWay> all() {
    return List.of(
        new DockerHere(),
        new DockerByTls(),
        new DockerBySsh(),
        new PodmanHere(),
        new PodmanRootless(),
        docker("Docker of Debian 13", "trixie", List.of(), Map.of()),
        // As Docker 29 comes: it keeps images with containerd, and forgot what is older than 1.44.
        docker(
            "Docker of Debian 14 with containerd's images",
            "forky",
            List.of("--feature=containerd-snapshotter=true", "--data-root=/var/lib/docker-2"),
            Map.of("DOCKER_MIN_API_VERSION", "1.44")),
        podman("Podman of Debian 13", "trixie"),
        podman("Podman of Debian 14", "forky"));
  }

  private static EngineWay docker(
      String name, String release, List<String> options, Map<String, String> variables) {
    return new TreeEngine(name, release, "docker", options, variables);
  }

  private static EngineWay podman(String name, String release) {
    return new TreeEngine(name, release, "podman", List.of(), Map.of());
  }
}
