package dev.jcross.config;

import dev.jcross.host.HostFacts;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.Spelling;
import java.util.List;

/** Checks the variables of cross that are no keys. */
final class OtherVariables {
  private static final String PROGRESS = "CROSS_BUILD_PROGRESS";
  private static final String NEW_NAME = "CROSS_CONTAINER_IN_CONTAINER";
  private static final String OLD_NAME = "CROSS_DOCKER_IN_DOCKER";

  private OtherVariables() {}

  static void check(HostFacts host, List<Problem> problems) {
    var words = List.of("plain", "auto", "tty");
    host.variable(PROGRESS)
        .filter(word -> !words.contains(word))
        .ifPresent(
            word ->
                problems.add(
                    Problem.error(
                            ProblemCode.VARIABLE_VALUE,
                            "'" + PROGRESS + "' is '" + word + "', which it does not take")
                        .at(Place.of(PROGRESS))
                        .help(Spelling.hint(word, words).orElse("it takes plain, auto, tty"))));
    if (host.variable(NEW_NAME).isPresent() && host.variable(OLD_NAME).isPresent()) {
      problems.add(
          Problem.warning(
                  ProblemCode.KEY_TWICE,
                  "'" + OLD_NAME + "' is the old name of '" + NEW_NAME + "', and both are set")
              .at(Place.of(OLD_NAME))
              .help("unset " + OLD_NAME));
    }
  }
}
