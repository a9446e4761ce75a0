package dev.jcross.problem;

import java.util.Objects;

/**
 * Where a problem or a setting stands: a file as the user would name it, or a variable.
 *
 * @param source a path, or the name of an environment variable or flag
 * @param line from 1, or 0 when the whole source is meant
 * @param column from 1, or 0 when the whole line is meant
 */
public record Place(String source, int line, int column) implements Comparable<Place> {
  public Place {
    Objects.requireNonNull(source);
    if (line < 0 || column < 0) {
      throw new IllegalArgumentException("negative position in " + source);
    }
  }

  /** A whole file, variable or flag. */
  public static Place of(String source) {
    return new Place(source, 0, 0);
  }

  @Override
  public int compareTo(Place other) {
    int bySource = source.compareTo(other.source);
    if (bySource != 0) {
      return bySource;
    }
    return line != other.line
        ? Integer.compare(line, other.line)
        : Integer.compare(column, other.column);
  }

  /** {@code file}, {@code file:line} or {@code file:line:column}. */
  @Override
  public String toString() {
    return source + (line == 0 ? "" : ":" + line + (column == 0 ? "" : ":" + column));
  }
}
