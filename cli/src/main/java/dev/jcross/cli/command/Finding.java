package dev.jcross.cli.command;

import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What one check of the doctor found.
 *
 * @param check what was looked at, in one or two words
 * @param message what was found, in one line
 * @param details further lines, such as an address or a reason
 * @param help what to type, a command a line
 * @param code of an error, which decides the exit status
 */
record Finding(
    Level level,
    String check,
    String message,
    List<String> details,
    Optional<String> help,
    Optional<ProblemCode> code) {

  /** How bad it is. */
  enum Level {
    OK,
    /** Works, and could be better. */
    NOTE,
    WARNING,
    ERROR;

    /** As printed. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Finding {
    Objects.requireNonNull(level);
    Objects.requireNonNull(check);
    Objects.requireNonNull(message);
    details = List.copyOf(details);
    Objects.requireNonNull(help);
    if ((level == Level.ERROR) != code.isPresent()) {
      throw new IllegalArgumentException("an error, and only an error, has a code: " + message);
    }
  }

  static Finding ok(String check, String message) {
    return of(Level.OK, check, message, Optional.empty());
  }

  static Finding note(String check, String message, String help) {
    return of(Level.NOTE, check, message, Optional.of(help));
  }

  static Finding warning(String check, String message, String help) {
    return of(Level.WARNING, check, message, Optional.of(help));
  }

  private static Finding of(Level level, String check, String message, Optional<String> help) {
    return new Finding(level, check, message, List.of(), help, Optional.empty());
  }

  /** A problem that a build would meet, with all that it tells. */
  static Finding of(String check, Problem problem) {
    var details = new ArrayList<String>();
    problem.place().ifPresent(place -> details.add("--> " + place));
    details.addAll(problem.details());
    return new Finding(
        problem.isError() ? Level.ERROR : Level.WARNING,
        check,
        problem.summary(),
        details,
        problem.help(),
        problem.isError() ? Optional.of(problem.code()) : Optional.empty());
  }
}
