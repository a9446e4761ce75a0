package dev.jcross.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a reader made of its source, and everything it found wrong on the way. The value is usable
 * even if there are errors: what could not be read has its default.
 */
public record Checked<T>(T value, List<Problem> problems) {
  public Checked {
    Objects.requireNonNull(value);
    problems = List.copyOf(problems);
  }

  public static <T> Checked<T> of(T value) {
    return new Checked<>(value, List.of());
  }

  /** The same value, with these problems as well. */
  public Checked<T> and(List<Problem> more) {
    var all = new ArrayList<>(problems);
    all.addAll(more);
    return new Checked<>(value, all);
  }
}
