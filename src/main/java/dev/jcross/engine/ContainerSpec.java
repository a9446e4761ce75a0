package dev.jcross.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A container to create. It has an init that reaps, no new privileges, and is removed by the engine
 * when it ends.
 *
 * @param image a reference or id that exists locally
 * @param user {@code uid:gid}
 * @param network {@code none} or {@code bridge}
 * @param capabilities what is left of them; usually empty
 * @param processLimit how many processes it may hold
 * @param readOnlyRoot whether only mounts can be written
 * @param platform such as {@code linux/amd64}; empty: the engine's own
 * @param userNamespace such as {@code host} or {@code keep-id}; empty: as the engine is set up
 * @param options what the user asks for beyond; where one contradicts the rest, it wins
 */
public record ContainerSpec(
    String name,
    String image,
    List<String> command,
    String user,
    String workingDirectory,
    String network,
    List<Mount> mounts,
    Map<String, String> environment,
    Map<String, String> labels,
    List<String> capabilities,
    int processLimit,
    boolean readOnlyRoot,
    Optional<String> platform,
    Optional<String> userNamespace,
    List<Option> options) {

  /**
   * A flag of {@code docker run} in its long form.
   *
   * @param flag without dashes, such as {@code memory}; one of {@link #FLAGS}
   * @param value as typed, such as {@code 2g}; {@code true} or {@code false} for a switch. Paths of
   *     the host are absolute
   */
  public record Option(String flag, String value) {
    /** Those that can be handed over. */
    public static final Set<String> FLAGS =
        Set.of(
            "add-host",
            "cap-add",
            "cap-drop",
            "cgroup-parent",
            "cpu-shares",
            "cpus",
            "cpuset-cpus",
            "device",
            "dns",
            "dns-search",
            "env",
            "gpus",
            "group-add",
            "hostname",
            "ipc",
            "label",
            "memory",
            "memory-swap",
            "mount",
            "network",
            "oom-score-adj",
            "pid",
            "pids-limit",
            "platform",
            "privileged",
            "read-only",
            "runtime",
            "security-opt",
            "shm-size",
            "stop-timeout",
            "sysctl",
            "tmpfs",
            "ulimit",
            "user",
            "userns",
            "volume",
            "workdir");

    /** Those of them that take no value on a command line: {@code --privileged}. */
    public static final Set<String> SWITCHES = Set.of("privileged", "read-only");

    public Option {
      if (!FLAGS.contains(flag)) {
        throw new IllegalArgumentException("no option of a container: " + flag);
      }
    }
  }

  /** What a container sees of the outside. */
  public sealed interface Mount {
    /** A file or directory of the engine's machine. */
    record Bind(String source, String target, boolean readOnly) implements Mount {}

    /** A named volume. */
    record Volume(String name, String target, boolean readOnly) implements Mount {}

    /** Memory that anybody in the container may write and execute from. */
    record Memory(String target) implements Mount {}
  }

  public ContainerSpec {
    command = List.copyOf(command);
    mounts = List.copyOf(mounts);
    environment = Map.copyOf(environment);
    labels = Map.copyOf(labels);
    capabilities = List.copyOf(capabilities);
    options = List.copyOf(options);
  }
}
