package dev.jcross.config;

import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Checks what several statements say together. */
final class Relations {
  private static final Place NOWHERE = Place.of("\uFFFF");

  private Relations() {}

  /** In the order of a file's lines, as its reader goes through it; those without a place last. */
  static List<Problem> byPlace(List<Problem> problems) {
    return problems.stream()
        .sorted(Comparator.comparing((Problem problem) -> problem.place().orElse(NOWHERE)))
        .toList();
  }

  static List<Problem> check(Statements statements) {
    var problems = new ArrayList<Problem>();
    for (var said : statements.all()) {
      switch (said.key()) {
        case IMAGE_TOOLCHAIN -> lonely(said, Key.IMAGE, statements, problems);
        case ZIG_IMAGE_TOOLCHAIN -> lonely(said, Key.ZIG_IMAGE, statements, problems);
        case DOCKERFILE_CONTEXT, DOCKERFILE_BUILD_ARGS ->
            lonely(said, Key.DOCKERFILE, statements, problems);
        default -> {}
      }
      if (said.origin().layer() == Origin.Layer.CARGO_TOML) {
        twice(said, statements, problems);
      }
    }
    return problems;
  }

  /**
   * The statements on a CA bundle that cannot be used. Only those are checked that would count: a
   * stale variable of another program does no harm while Cross.toml names a bundle.
   */
  static List<Said> brokenBundles(Statements statements, List<Problem> problems) {
    var broken = new ArrayList<Said>();
    for (var said : statements.ofBuild(Key.CA_BUNDLE)) {
      var problem = ValueRules.certificates(said);
      problem.ifPresent(problems::add);
      if (problem.isEmpty() || problem.get().isError()) {
        break;
      }
      broken.add(said);
    }
    return broken;
  }

  /** Part of a table whose main key nobody sets. */
  private static void lonely(Said said, Key owner, Statements statements, List<Problem> problems) {
    var owned =
        statements.all().stream()
            .filter(other -> other.key() == owner)
            .anyMatch(
                other ->
                    said.target().isEmpty()
                        || other.target().isEmpty()
                        || other.target().equals(said.target()));
    if (!owned) {
      problems.add(
          Problem.error(
                  ProblemCode.KEY_VALUE,
                  said.subject() + " is set, but no '" + owner.toml() + "' that it belongs to")
              .at(said.origin().place())
              .help("add " + owner.tableForm().orElse(owner.toml()) + " to " + said.table()));
    }
  }

  private static void twice(Said said, Statements statements, List<Problem> problems) {
    statements.all().stream()
        .filter(other -> other.origin().layer() == Origin.Layer.CROSS_TOML)
        .filter(other -> other.key() == said.key() && other.target().equals(said.target()))
        .findFirst()
        .ifPresent(
            other ->
                problems.add(
                    Problem.warning(
                            ProblemCode.KEY_TWICE,
                            said.subject()
                                + " of "
                                + said.table()
                                + " stands in "
                                + other.origin().place()
                                + " too, which wins")
                        .at(said.origin().place())
                        .help("delete one of them")));
  }
}
