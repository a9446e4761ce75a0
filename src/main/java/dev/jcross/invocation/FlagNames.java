package dev.jcross.invocation;

import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.Spelling;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Judges the names of flags that jcross does not know. */
final class FlagNames {
  /** What jcross itself must understand: misspelt, each of them would silently become cargo's. */
  private static final List<String> OWN =
      List.of(
          "--attest",
          "--attest-builder",
          "--attest-key",
          "--attest-keyless",
          "--fresh",
          "--host",
          "--manifest-path",
          "--max-glibc",
          "--target",
          "--target-dir");

  /** What {@code exec} and {@code shell} take, besides short flags. */
  private static final List<String> OF_OTHER_WORK =
      List.of(
          "--color",
          "--fresh",
          "--frozen",
          "--locked",
          "--manifest-path",
          "--offline",
          "--quiet",
          "--target",
          "--target-dir",
          "--verbose");

  private FlagNames() {}

  /** The problem with a flag that cargo does not know, if it is near to one of jcross's. */
  static Optional<Problem> misspelt(String flag) {
    return CargoFlags.isKnown(flag)
        ? Optional.empty()
        : Spelling.nearest(flag.substring(2), OWN.stream().map(own -> own.substring(2)).toList())
            .map(
                near ->
                    Problem.error(
                            ProblemCode.FLAG_UNKNOWN,
                            "neither jcross nor cargo has a flag '" + flag + "'")
                        .help("did you mean '--" + near + "'?"));
  }

  /**
   * The problem with a flag in front of a program or a shell.
   *
   * @param command such as {@code jcross exec}
   */
  static Optional<Problem> unknownTo(String command, String flag) {
    return Stream.of(flag)
        .filter(name -> !OF_OTHER_WORK.contains(name) && !name.matches("-(v+|q)"))
        .map(
            name ->
                Problem.error(
                        ProblemCode.FLAG_UNKNOWN, "'" + command + "' has no flag '" + name + "'")
                    .help(Spelling.hint(name, OF_OTHER_WORK)))
        .findFirst();
  }
}
