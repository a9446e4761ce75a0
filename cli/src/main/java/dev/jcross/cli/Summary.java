package dev.jcross.cli;

import dev.jcross.run.Outcome;
import java.util.List;
import java.util.Locale;

/** What came of several targets, one line each. */
final class Summary {
  private Summary() {}

  /** The lines; none if there was only one target. */
  static List<String> of(Outcome outcome) {
    int width =
        outcome.targets().stream()
            .mapToInt(one -> one.target().toString().length())
            .max()
            .orElse(0);
    return outcome.targets().stream()
        .map(
            one ->
                String.format(
                    Locale.ROOT,
                    "jcross: %-" + width + "s  %s after %.1f s",
                    one.target(),
                    one.exitStatus() == 0 ? "done" : "failed with status " + one.exitStatus(),
                    one.duration().toMillis() / 1000.0))
        .toList();
  }
}
