package dev.jcross.invocation;

import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Judges the name behind {@code +}. */
final class ToolchainWord {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /** A channel of rust-lang's, a date, and then the platform that it runs on. */
  private static final Pattern WITH_PLATFORM =
      Pattern.compile(
          "((?:stable|beta|nightly|\\d+\\.\\d+(?:\\.\\d+)?(?:-beta(?:\\.\\d+)?)?)"
              + "(?:-\\d{4}-\\d{2}-\\d{2})?)-(?!beta|\\d).+");

  private ToolchainWord() {}

  static Optional<Problem> check(String name) {
    if (name.isEmpty()) {
      return Optional.of(
          Problem.error(ProblemCode.TOOLCHAIN_NAME, "no toolchain is named behind '+'")
              .help("+stable, +nightly or +1.85"));
    }
    if (!NAME.matcher(name).matches()) {
      return Optional.of(
          Problem.error(ProblemCode.TOOLCHAIN_NAME, "'" + name + "' is no name of a toolchain")
              .help("+stable, +nightly or +1.85"));
    }
    var platform = WITH_PLATFORM.matcher(name);
    return platform.matches()
        ? Optional.of(
            Problem.error(
                    ProblemCode.TOOLCHAIN_NAME,
                    "the toolchain '"
                        + name
                        + "' names the platform that it runs on, which is the container's to"
                        + " choose")
                .help("+" + platform.group(1)))
        : Optional.empty();
  }
}
