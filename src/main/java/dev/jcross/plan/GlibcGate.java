package dev.jcross.plan;

import dev.jcross.config.Setting;
import dev.jcross.target.TargetTriple;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a build's programs and libraries may need of the system that they are for. It is looked at
 * as soon as they are compiled, and before any of them runs.
 *
 * @param newest the newest glibc that will be there, such as {@code 2.28}
 * @param origin who said so
 * @param listing asks cargo for the files, all of which are there by then
 */
public record GlibcGate(String newest, String origin, Step listing) {
  /** Those that leave programs or libraries in {@code target/<triple>}. */
  private static final Set<String> MAKING = Set.of("build", "rustc", "run", "test", "bench");

  public GlibcGate {
    Objects.requireNonNull(newest);
    Objects.requireNonNull(origin);
    Objects.requireNonNull(listing);
  }

  /**
   * The gate behind a step that compiles.
   *
   * @param canonical the subcommand that was typed
   */
  static Optional<GlibcGate> of(
      Optional<Setting<String>> newest, TargetTriple triple, String canonical, List<Step> steps) {
    if (!triple.usesGlibc() || !MAKING.contains(canonical)) {
      return Optional.empty();
    }
    return newest.flatMap(
        setting ->
            steps.stream()
                .filter(step -> step.phase() == Phase.COMPILE)
                .findFirst()
                .map(
                    step ->
                        new GlibcGate(
                            setting.value(), setting.origin().toString(), CargoListing.of(step))));
  }
}
