package dev.jcross.integration;

import java.util.List;

/** A check of a target went wrong. */
final class CheckFailed extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int LENGTH = 160;

  CheckFailed(String line) {
    super(line);
  }

  /** Of a command that should have succeeded: the first line that says why not. */
  static CheckFailed of(Result result) {
    var lines = result.errors().lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    return new CheckFailed(
        lines.stream()
            .filter(line -> line.startsWith("error"))
            .findFirst()
            .orElseGet(() -> lines.isEmpty() ? "status " + result.status() : last(lines)));
  }

  private static String last(List<String> lines) {
    return lines.getLast();
  }

  /** One line, of a length that fits in a table. */
  String line() {
    var text = String.valueOf(getMessage());
    return text.length() > LENGTH ? text.substring(0, LENGTH) + "…" : text;
  }
}
