package dev.jcross.engine;

/**
 * Who answers.
 *
 * @param name {@code Docker} or {@code Podman}
 * @param endpoint where it was found, as a URI
 * @param operatingSystem of the containers, such as {@code linux}
 * @param architecture of the containers as Rust names it, such as {@code x86_64}
 * @param rootless whether the engine runs without root, so that root inside is the caller outside
 * @param selinux whether SELinux confines what runs in containers
 * @param dataDirectory where images lie on the engine's machine; may be empty
 */
public record EngineFacts(
    String name,
    String version,
    String apiVersion,
    String endpoint,
    String operatingSystem,
    String architecture,
    boolean rootless,
    boolean selinux,
    String dataDirectory) {
  /** Whether it is Podman, which differs from Docker here and there. */
  public boolean podman() {
    return name.equals("Podman");
  }
}
