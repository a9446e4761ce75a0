package dev.jcross.plan;

import dev.jcross.config.Settings;
import dev.jcross.image.ImageSource;
import dev.jcross.target.Target;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known of one target before anything is decided.
 *
 * @param origin who named the target
 * @param image what its settings, or jcross's recipes, make of its image; empty if there is none
 */
public record TargetInput(
    Target target, String origin, Settings settings, Optional<ImageSource> image) {
  public TargetInput {
    Objects.requireNonNull(target);
    Objects.requireNonNull(origin);
    Objects.requireNonNull(settings);
    Objects.requireNonNull(image);
  }
}
