package dev.jcross.cli;

import dev.jcross.host.HostFacts;
import dev.jcross.invocation.Invocation;
import dev.jcross.problem.Checked;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.project.Project;
import dev.jcross.project.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How much jcross says and in what colours: flags, else what cargo is told by {@code term.…}.
 *
 * @param verbosity as {@link Invocation#verbosity()}
 * @param color auto, always or never
 */
public record Voice(int verbosity, String color) {
  private static final Set<String> COLORS = Set.of("auto", "always", "never");

  /** Each makes jcross tell as much as {@code -v} does; cargo hears nothing of it. */
  private static final List<String> CROSS_VARIABLES = List.of("CROSS_VERBOSE", "CROSS_DEBUG");

  /**
   * What holds for a command line.
   *
   * @return with VARIABLE_VALUE for values that cargo does not take either, and USAGE for both
   *     {@code term.verbose} and {@code term.quiet}
   */
  static Checked<Voice> of(Invocation invocation, Terminal terminal, HostFacts host) {
    var problems = new ArrayList<Problem>();
    boolean verbose = isTrue(terminal.verbose(), problems);
    boolean quiet = isTrue(terminal.quiet(), problems);
    int verbosity = invocation.verbosity();
    if (verbosity == 0) {
      if (verbose && quiet) {
        problems.add(
            Problem.error(ProblemCode.USAGE, "'term.verbose' and 'term.quiet' exclude each other")
                .at(terminal.quiet().orElseThrow().place())
                .help("take back one of them"));
      }
      verbosity = verbose ? 1 : quiet ? -1 : 0;
    }
    if (verbosity == 0 && CROSS_VARIABLES.stream().anyMatch(name -> isSet(host, name))) {
      verbosity = 1;
    }
    return new Checked<>(
        new Voice(verbosity, invocation.color().or(() -> color(terminal, problems)).orElse("auto")),
        problems);
  }

  private static boolean isTrue(Optional<Project.Located> said, List<Problem> problems) {
    if (said.isPresent() && !Set.of("true", "false").contains(said.get().value())) {
      problems.add(wrong(said.get(), "true or false"));
    }
    return said.filter(value -> value.value().equals("true")).isPresent();
  }

  private static Optional<String> color(Terminal terminal, List<Problem> problems) {
    var said = terminal.color();
    if (said.isPresent() && !COLORS.contains(said.get().value())) {
      problems.add(wrong(said.get(), "auto, always or never"));
      return Optional.empty();
    }
    return said.map(Project.Located::value);
  }

  private static Problem wrong(Project.Located said, String expected) {
    return Problem.error(ProblemCode.VARIABLE_VALUE, "'" + said.value() + "' is not " + expected)
        .at(said.place())
        .help("cargo takes " + expected + " there");
  }

  private static boolean isSet(HostFacts host, String name) {
    return host.variable(name)
        .filter(value -> !value.equals("0") && !value.equals("false"))
        .isPresent();
  }

  /** The colours before anything is read: of the words themselves, or of the variable. */
  static String early(List<String> words, HostFacts host) {
    for (int i = 0; i < words.size(); i++) {
      var word = words.get(i);
      if (word.equals("--")) {
        break;
      }
      if (word.startsWith("--color=")) {
        return word.substring("--color=".length());
      }
      if (word.equals("--color") && i + 1 < words.size()) {
        return words.get(i + 1);
      }
    }
    return host.variable("CARGO_TERM_COLOR").orElse("auto");
  }

  boolean quiet() {
    return verbosity < 0;
  }

  boolean verbose() {
    return verbosity > 0;
  }
}
