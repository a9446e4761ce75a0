package dev.jcross.engine;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A volume.
 *
 * @param sizeBytes what its files take, where the engine counts it
 * @param inUse whether a container, running or not, mounts it
 */
public record VolumeFacts(
    String name,
    Map<String, String> labels,
    Instant created,
    OptionalLong sizeBytes,
    boolean inUse) {
  public VolumeFacts {
    labels = Map.copyOf(labels);
  }
}
