package dev.jcross.plan;

import dev.jcross.host.HostFacts;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether warnings stop the command, as they do with cross: {@code CROSS_NO_WARNINGS} says so, else
 * they do in CI, where nobody reads them.
 */
final class Warnings {
  private static final String VARIABLE = "CROSS_NO_WARNINGS";

  private Warnings() {}

  /** The problems, and an error behind them if there are warnings that stop the command. */
  static List<Problem> judge(List<Problem> problems, HostFacts host) {
    if (problems.stream().allMatch(Problem::isError)) {
      return problems;
    }
    var said = host.environment().get(VARIABLE);
    if (said == null ? !host.continuousIntegration() : !isTrue(said)) {
      return problems;
    }
    var all = new ArrayList<>(problems);
    all.add(
        Problem.error(
                ProblemCode.WARNINGS,
                said == null
                    ? "warnings stop the command in CI"
                    : "warnings stop the command, as " + VARIABLE + " asks for it")
            .at(Place.of(said == null ? "CI" : VARIABLE))
            .help("mend what they tell of, or go on in spite of them: export " + VARIABLE + "=0"));
    return all;
  }

  /** As cross reads its variables: a word for a truth value, or a number, or anything at all. */
  private static boolean isTrue(String value) {
    return !(value.isEmpty() || value.equals("false") || value.matches("[+-]?0+"));
  }
}
