package dev.jcross.plan;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The container of a step. Steps with equal containers share one.
 *
 * @param user {@code uid:gid}
 * @param environment sorted by name; what the image sets comes on top of nothing and below this
 * @param keepSeconds how long it lives when nobody uses it; 0: it ends with its step
 */
public record ContainerPlan(
    String user,
    String workingDirectory,
    Network network,
    Map<String, EnvironmentValue> environment,
    List<MountPlan> mounts,
    int keepSeconds) {

  public ContainerPlan {
    Objects.requireNonNull(user);
    Objects.requireNonNull(workingDirectory);
    Objects.requireNonNull(network);
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    mounts = List.copyOf(mounts);
  }
}
