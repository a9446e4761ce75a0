package dev.jcross.engine.docker;

import java.util.ArrayList;
import java.util.List;

/**
 * What an engine tells of itself.
 *
 * @param architecture as Rust names it
 * @param security such as {@code name=seccomp,profile=default}
 * @param rootless whether root inside is an ordinary user outside
 * @param init whether it can put an init in front of a command, as far as it knows
 */
record EngineInfo(
    String operatingSystem,
    String architecture,
    List<String> security,
    boolean rootless,
    boolean init,
    String dataDirectory) {

  static EngineInfo of(Json info) {
    var security = new ArrayList<String>();
    info.path("SecurityOptions").forEach(option -> security.add(option.asText()));
    return new EngineInfo(
        info.path("OSType").asText(),
        architecture(info.path("Architecture").asText()),
        security,
        // The one is Podman's word for it, the other Docker's.
        info.path("Rootless").asBoolean(false) || secures(security, "rootless"),
        // Docker's word for a docker-init that it does not find.
        !info.path("InitCommit").path("ID").asText().equals("N/A"),
        info.path("DockerRootDir").asText());
  }

  /** Docker tells the kernel's names, Podman those of Go. */
  private static String architecture(String name) {
    return switch (name) {
      case "amd64" -> "x86_64";
      case "arm64" -> "aarch64";
      case "386", "i386" -> "i686";
      case "ppc64le" -> "powerpc64le";
      default -> name;
    };
  }

  boolean selinux() {
    return secures(security, "selinux");
  }

  private static boolean secures(List<String> security, String name) {
    return security.stream().anyMatch(option -> (option + ",").contains("name=" + name + ","));
  }
}
