package dev.jcross.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    Optional<String> platform) {

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
  }
}
