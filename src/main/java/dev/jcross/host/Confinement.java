package dev.jcross.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether this process runs in a container itself, and in which.
 *
 * @param contained whether it does
 * @param containerId the container's id, 64 hexadecimal digits, where it can be seen from inside
 * @param hostname what the machine, or the container, calls itself; may be empty
 * @param machine what tells this machine, or container, from others; never empty
 * @param mounts the file systems that can be seen, in no order; empty where nobody tells
 */
public record Confinement(
    boolean contained,
    Optional<String> containerId,
    String hostname,
    String machine,
    List<Mount> mounts) {

  /**
   * A file system that is mounted.
   *
   * @param type such as {@code ext4}
   */
  public record Mount(Path point, String type) {}

  /** What every engine puts into a container, and nobody else mounts. */
  private static final Set<String> GIVEN_FILES =
      Set.of("/etc/hostname", "/etc/hosts", "/etc/resolv.conf", "/run/.containerenv");

  /** Of Docker, Podman: {@code …/containers/<id>/hostname}, {@code …/overlay-containers/<id>/…}. */
  private static final Pattern CONTAINER_FILE = Pattern.compile("containers/([0-9a-f]{64})/");

  private static final Pattern PODMAN_ID = Pattern.compile("(?m)^id=\"([0-9a-f]{64})\"$");

  public Confinement {
    Objects.requireNonNull(containerId);
    Objects.requireNonNull(hostname);
    Objects.requireNonNull(machine);
    mounts = List.copyOf(mounts);
  }

  /** Looks at what the kernel and the engine show to a process. */
  public static Confinement read(HostFacts host) {
    return read(host, Path.of("/"));
  }

  /**
   * The same in a tree that may be another.
   *
   * @param root where {@code proc}, {@code etc} and {@code run} lie
   */
  static Confinement read(HostFacts host, Path root) {
    var mounts = MountInfo.parse(text(root.resolve("proc/self/mountinfo")));
    var given = mounts.stream().filter(mount -> GIVEN_FILES.contains(mount.mountPoint())).toList();
    var podman = root.resolve("run/.containerenv");
    var id =
        given.stream()
            .map(mount -> CONTAINER_FILE.matcher(mount.root()))
            .filter(java.util.regex.Matcher::find)
            .map(found -> found.group(1))
            .findFirst()
            .or(
                () -> {
                  var said = PODMAN_ID.matcher(text(podman));
                  return said.find() ? Optional.of(said.group(1)) : Optional.empty();
                });
    // A file /.dockerenv alone proves nothing: machines that were made from images have it too.
    boolean contained =
        switches(host, "CROSS_CONTAINER_IN_CONTAINER")
            .or(() -> switches(host, "CROSS_DOCKER_IN_DOCKER"))
            .orElseGet(
                () ->
                    id.isPresent()
                        || !given.isEmpty()
                        || Files.exists(podman)
                        || (mounts.isEmpty() && Files.exists(root.resolve(".dockerenv"))));
    var hostname =
        Optional.of(text(root.resolve("proc/sys/kernel/hostname")).strip())
            .filter(name -> !name.isEmpty())
            .or(() -> host.variable("HOSTNAME"))
            .orElse("");
    return new Confinement(
        contained,
        contained ? id : Optional.empty(),
        hostname,
        machine(contained, id, hostname, root),
        mounts.stream()
            .map(mount -> new Mount(Path.of(mount.mountPoint()), mount.type()))
            .toList());
  }

  /** All containers of an image share its machine-id. */
  private static String machine(
      boolean contained, Optional<String> id, String hostname, Path root) {
    var machine = text(root.resolve("etc/machine-id")).strip();
    var name = hostname.isEmpty() ? "unnamed" : hostname;
    return contained ? id.orElse(name) : machine.isEmpty() ? name : machine;
  }

  /** As cross reads it: true, false, or a number. */
  private static Optional<Boolean> switches(HostFacts host, String name) {
    return host.variable(name).map(word -> !word.equals("false") && !word.matches("0+"));
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      return "";
    }
  }
}
