package dev.jcross.plan;

import dev.jcross.image.ImageSource;
import dev.jcross.target.Target;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What will be done for one target.
 *
 * @param targetOrigin who named the target
 * @param imageOrigin who decided on the image: a place in a file, or {@code default}
 * @param lock what the image must turn out to be
 * @param downloads what downloads need while the image is built
 * @param paths how the container's paths are called on the host
 * @param results what is looked at behind a step that compiles
 * @param gate what is looked at more closely then
 */
public record TargetPlan(
    Target target,
    String targetOrigin,
    ImageSource image,
    String imageOrigin,
    Optional<ImageLock> lock,
    Downloads downloads,
    Toolchain toolchain,
    PathMap paths,
    List<Step> steps,
    Optional<Results> results,
    Optional<GlibcGate> gate) {

  public TargetPlan {
    Objects.requireNonNull(target);
    Objects.requireNonNull(targetOrigin);
    Objects.requireNonNull(image);
    Objects.requireNonNull(imageOrigin);
    Objects.requireNonNull(lock);
    Objects.requireNonNull(downloads);
    Objects.requireNonNull(toolchain);
    Objects.requireNonNull(paths);
    steps = List.copyOf(steps);
    Objects.requireNonNull(results);
    Objects.requireNonNull(gate);
  }

  /** Names what must have been fetched for the steps to run; empty if nothing. */
  public Optional<String> fetchStamp() {
    return steps.stream()
        .flatMap(step -> step.makes().stream())
        .filter(mark -> mark.directory().equals(Mounts.CARGO))
        .map(Mark::name)
        .findFirst();
  }

  /** What runs the target's programs; empty if the image decides or has nothing that could. */
  public Optional<EnvironmentValue> runner() {
    return Optional.ofNullable(main().container().environment().get(Runners.VARIABLE))
        .filter(runner -> !runner.value().isEmpty());
  }

  /** The step that the user asked for: the last one. */
  public Step main() {
    return steps.getLast();
  }
}
