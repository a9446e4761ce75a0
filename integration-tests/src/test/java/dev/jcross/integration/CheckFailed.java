package dev.jcross.integration;

import dev.jcross.integration.targets.FirstError;

/** A check of a target went wrong. */
final class CheckFailed extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int LENGTH = 160;

  CheckFailed(String line) {
    super(line);
  }

  /** Of a command that should have succeeded: the first line that says why not. */
  static CheckFailed of(Result result) {
    var line = FirstError.in(result.errors(), result.output());
    return new CheckFailed(line.isEmpty() ? "status " + result.status() : line);
  }

  /** One line, of a length that fits in a table. */
  String line() {
    var text = String.valueOf(getMessage());
    return text.length() > LENGTH ? text.substring(0, LENGTH) + "…" : text;
  }
}
