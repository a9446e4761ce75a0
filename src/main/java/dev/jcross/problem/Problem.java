package dev.jcross.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing that is wrong, told so that its reader can mend it.
 *
 * @param summary one sentence without a full stop, names in single quotes
 * @param place where the cause stands
 * @param details further lines, such as the end of a log; may be empty
 * @param help the next thing to type or to write
 */
public record Problem(
    Severity severity,
    ProblemCode code,
    String summary,
    Optional<Place> place,
    List<String> details,
    Optional<String> help) {

  /** Whether the run can go on. */
  public enum Severity {
    WARNING,
    ERROR;

    /** As printed: {@code warning} or {@code error}. */
    public String word() {
      return this == WARNING ? "warning" : "error";
    }
  }

  public Problem {
    Objects.requireNonNull(severity);
    Objects.requireNonNull(code);
    Objects.requireNonNull(summary);
    Objects.requireNonNull(place);
    details = List.copyOf(details);
    Objects.requireNonNull(help);
  }

  /** A problem that stops the run. */
  public static Problem error(ProblemCode code, String summary) {
    return new Problem(
        Severity.ERROR, code, summary, Optional.empty(), List.of(), Optional.empty());
  }

  /** A problem that the run survives. */
  public static Problem warning(ProblemCode code, String summary) {
    return new Problem(
        Severity.WARNING, code, summary, Optional.empty(), List.of(), Optional.empty());
  }

  /** The same problem with its place. */
  public Problem at(Place where) {
    return new Problem(severity, code, summary, Optional.of(where), details, help);
  }

  /** The same problem with further lines. */
  public Problem with(List<String> lines) {
    return new Problem(severity, code, summary, place, lines, help);
  }

  /** The same problem with what to do about it. */
  public Problem help(String hint) {
    return new Problem(severity, code, summary, place, details, Optional.of(hint));
  }

  /** The same problem with a hint, if there is one. */
  public Problem help(Optional<String> hint) {
    return new Problem(severity, code, summary, place, details, hint);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** Ends the run with this problem. */
  public ProblemException asException() {
    return new ProblemException(List.of(this));
  }

  /** As shown to a person, without colours; one element a line. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(severity.word() + "[" + code + "]: " + summary);
    place.ifPresent(where -> lines.add("  --> " + where));
    details.forEach(line -> lines.add("  | " + line));
    help.ifPresent(
        hint -> {
          var first = true;
          for (var line : hint.split("\n", -1)) {
            lines.add((first ? "  help: " : "        ") + line);
            first = false;
          }
        });
    return lines;
  }
}
