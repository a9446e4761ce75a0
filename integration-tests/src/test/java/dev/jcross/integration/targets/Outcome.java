package dev.jcross.integration.targets;

import java.util.Optional;

/** What came of one check. */
public sealed interface Outcome {
  /**
   * It did what it should.
   *
   * @param how far that went: {@code checked}, {@code built}, {@code ran}, with the runners
   */
  record Passed(String how) implements Outcome {}

  /** It cannot be: the target has nothing of the kind, or it is a known exception. */
  record Impossible(String reason) implements Outcome {}

  /**
   * It should have worked.
   *
   * @param line the first line that says why
   */
  record Failed(String line) implements Outcome {}

  /** As it stands in a file, and for the most part on the page. */
  default String text() {
    return switch (this) {
      case Passed(var how) -> how;
      case Impossible(var reason) -> "no: " + reason;
      case Failed(var line) -> "failed: " + line;
    };
  }

  /** The outcome that is written so. */
  static Outcome parse(String text) {
    return after("no: ", text)
        .<Outcome>map(Impossible::new)
        .or(() -> after("failed: ", text).map(Failed::new))
        .orElseGet(() -> new Passed(text));
  }

  private static Optional<String> after(String prefix, String text) {
    return text.startsWith(prefix)
        ? Optional.of(text.substring(prefix.length()))
        : Optional.empty();
  }
}
