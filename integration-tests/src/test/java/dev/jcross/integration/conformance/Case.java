package dev.jcross.integration.conformance;

import java.util.List;
import java.util.Objects;

/**
 * A command line in a directory, and what must come of it.
 *
 * @param title a sentence
 * @param words what follows {@code jcross}
 * @param process whether it is run by the launcher too, and not only inside this process
 */
public record Case(
    String row,
    String title,
    Given given,
    List<String> words,
    boolean process,
    Expectation expected) {
  public Case {
    Objects.requireNonNull(row);
    Objects.requireNonNull(title);
    Objects.requireNonNull(given);
    words = List.copyOf(words);
    Objects.requireNonNull(expected);
  }

  @Override
  public String toString() {
    return row + ": " + title;
  }
}
