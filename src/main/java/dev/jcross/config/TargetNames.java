package dev.jcross.config;

import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import dev.jcross.target.Target;
import dev.jcross.target.TargetTriple;
import java.util.Optional;

/** Checks the targets that a configuration names. */
final class TargetNames {
  private TargetNames() {}

  /**
   * Checks the T of {@code [target.T]}: an error if it is a slip, as its settings would be lost; a
   * warning if it looks like nothing that rustc knows, as cross accepts custom targets.
   */
  static Optional<Problem> inHeader(String triple, Place place) {
    if (TargetTriple.isKnown(triple)) {
      return Optional.empty();
    }
    var renamed = TargetTriple.renamed(triple);
    if (renamed.isPresent()) {
      return Optional.of(
          Problem.warning(
                  ProblemCode.TARGET_MISSPELT,
                  "'"
                      + triple
                      + "' in [target."
                      + triple
                      + "] is called '"
                      + renamed.get()
                      + "' now")
              .at(place)
              .help("write [target." + renamed.get() + "]"));
    }
    if (TargetTriple.known().stream().anyMatch(known -> known.name().startsWith(triple + "."))) {
      return Optional.of(
          misspelt(Problem.Severity.ERROR, triple, place)
              .help("put a triple with a dot in quotes: [target.\"" + triple + ".…\"]"));
    }
    try {
      var target = Target.parse(triple);
      return Optional.of(
          misspelt(Problem.Severity.ERROR, triple, place)
              .help("write [target." + target.triple() + "]: it counts for every glibc"));
    } catch (ProblemException e) {
      var problem = e.problems().getFirst();
      var severity =
          TargetTriple.meant(triple).isPresent()
              ? Problem.Severity.ERROR
              : Problem.Severity.WARNING;
      return Optional.of(misspelt(severity, triple, place).help(problem.help()));
    }
  }

  /** Whether {@link #inHeader} says this of that name. */
  static boolean isAbout(Problem problem, String triple) {
    return problem.code() == ProblemCode.TARGET_MISSPELT
        && problem.summary().equals(summary(triple));
  }

  /** Checks a value that names a target. */
  static Optional<Problem> inValue(String subject, String target, Place place) {
    try {
      Target.parse(target);
      return Optional.empty();
    } catch (ProblemException e) {
      var problem = e.problems().getFirst();
      return Optional.of(
          Problem.error(ProblemCode.TARGET_MISSPELT, subject + ": " + problem.summary())
              .at(place)
              .help(problem.help()));
    }
  }

  private static String summary(String triple) {
    return "'" + triple + "' in [target." + triple + "] is no Rust target";
  }

  private static Problem misspelt(Problem.Severity severity, String triple, Place place) {
    var summary = summary(triple);
    return (severity == Problem.Severity.ERROR
            ? Problem.error(ProblemCode.TARGET_MISSPELT, summary)
            : Problem.warning(ProblemCode.TARGET_MISSPELT, summary))
        .at(place);
  }
}
