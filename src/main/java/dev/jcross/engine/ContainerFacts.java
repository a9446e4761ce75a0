package dev.jcross.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container as the engine sees it.
 *
 * @param image its image's id, or its name where a list gives only that
 * @param mounts what it sees of the outside; empty in a list
 * @param rootDirectory where its root file system is mounted on the engine's machine; empty in a
 *     list, and where the engine does not tell (the containerd image store)
 */
public record ContainerFacts(
    String id,
    String name,
    State state,
    Instant created,
    Map<String, String> labels,
    String image,
    List<Mount> mounts,
    Optional<String> rootDirectory) {
  /** How far it is. */
  public enum State {
    CREATED,
    RUNNING,
    ENDED
  }

  /**
   * One mount of a container.
   *
   * @param type {@code bind}, {@code volume} or {@code tmpfs}
   * @param name of a volume; else empty
   * @param source on the engine's machine; empty for {@code tmpfs}
   * @param destination in the container
   */
  public record Mount(
      String type, String name, String source, String destination, boolean readOnly) {}

  public ContainerFacts {
    labels = Map.copyOf(labels);
    mounts = List.copyOf(mounts);
  }
}
