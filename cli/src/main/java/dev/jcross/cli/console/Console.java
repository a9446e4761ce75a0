package dev.jcross.cli.console;

import dev.jcross.host.HostFacts;
import dev.jcross.problem.Problem;
import java.io.PrintStream;
import java.util.List;

/**
 * What jcross says: results to standard output, everything else to standard error, coloured where
 * that is a terminal and nobody forbids it. What is quoted cannot draw on the terminal.
 */
public final class Console {
  private static final String RED = "\u001B[1;31m";
  private static final String YELLOW = "\u001B[1;33m";
  private static final String GREEN = "\u001B[1;32m";
  private static final String BLUE = "\u001B[1;34m";
  private static final String PLAIN = "\u001B[0m";

  private final PrintStream output;
  private final PrintStream errors;
  private final HostFacts host;
  private final boolean colours;

  /**
   * A console.
   *
   * @param colour the value of {@code --color}: always, never, or auto
   */
  public Console(PrintStream output, PrintStream errors, HostFacts host, String colour) {
    this.output = output;
    this.errors = errors;
    this.host = host;
    this.colours =
        switch (colour) {
          case "always" -> true;
          case "never" -> false;
          default ->
              host.terminal().stderr()
                  && host.variable("NO_COLOR").isEmpty()
                  && !host.variable("TERM").orElse("").equals("dumb");
        };
  }

  /** The same console in other colours: always, never, or auto. */
  public Console in(String colour) {
    return new Console(output, errors, host, colour);
  }

  /** A line of a result. */
  public void print(String line) {
    output.println(Harmless.text(line));
  }

  /** A line that is coloured already, and quotes nobody. */
  public void printColoured(String line) {
    output.println(line);
  }

  /** A line about what is going on. */
  public void say(String line) {
    errors.println(Harmless.text(line));
  }

  /** A line with a word in front that tells what happened, aligned as cargo does it. */
  public void say(String verb, String rest) {
    errors.println(paint(GREEN, padded(Harmless.line(verb))) + " " + Harmless.text(rest));
  }

  private static String padded(String verb) {
    return " ".repeat(Math.max(0, 12 - verb.length())) + verb;
  }

  /** Problems, with an empty line between them. */
  public void problems(List<Problem> problems) {
    for (var problem : problems) {
      var lines = problem.lines().stream().map(Console::oneProblem).toList();
      var head = lines.getFirst();
      int end = head.indexOf(": ");
      errors.println(
          paint(problem.isError() ? RED : YELLOW, head.substring(0, end)) + head.substring(end));
      for (var line : lines.subList(1, lines.size())) {
        errors.println(
            line.startsWith("  help:") ? "  " + paint(BLUE, "help:") + line.substring(7) : line);
      }
    }
  }

  /** A line break inside must not begin what looks like another problem. */
  private static String oneProblem(String line) {
    return Harmless.text(line).replace("\n", "\n  | ");
  }

  boolean colours() {
    return colours;
  }

  String green(String text) {
    return paint(GREEN, text);
  }

  /** Where the board is drawn. */
  PrintStream errors() {
    return errors;
  }

  private String paint(String colour, String text) {
    return colours ? colour + text + PLAIN : text;
  }
}
