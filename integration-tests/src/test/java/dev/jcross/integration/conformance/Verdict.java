package dev.jcross.integration.conformance;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a behaviour of jcross compares with cross's. */
enum Verdict {
  SAME("same"),
  BETTER("better"),
  DIFFERENT("different"),
  UNSUPPORTED("not supported");

  private final String shown;

  Verdict(String shown) {
    this.shown = shown;
  }

  String shown() {
    return shown;
  }

  static Optional<Verdict> named(String word) {
    return Arrays.stream(values())
        .filter(verdict -> verdict.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst();
  }
}
