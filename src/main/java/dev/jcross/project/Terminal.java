package dev.jcross.project;

import java.util.Objects;
import java.util.Optional;

/**
 * How cargo is to speak unless a flag says otherwise: {@code term.verbose}, {@code term.quiet} and
 * {@code term.color}, from {@code --config}, {@code CARGO_TERM_…} or .cargo/config.toml.
 *
 * @param verbose such as {@code true}
 * @param color such as {@code always}; what cargo does not take is kept
 */
public record Terminal(
    Optional<Project.Located> verbose,
    Optional<Project.Located> quiet,
    Optional<Project.Located> color) {
  public Terminal {
    Objects.requireNonNull(verbose);
    Objects.requireNonNull(quiet);
    Objects.requireNonNull(color);
  }

  /** Nobody says anything. */
  public static final Terminal SILENT =
      new Terminal(Optional.empty(), Optional.empty(), Optional.empty());
}
