package dev.jcross.artifact;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A version of numbers and dots, such as glibc's {@code 2.17} or {@code 2.2.5}.
 *
 * @param parts one to four numbers from 0 to 999 999 999, the most significant first
 */
public record Version(List<Integer> parts) implements Comparable<Version> {
  private static final Pattern FORM = Pattern.compile("\\d{1,9}(\\.\\d{1,9}){0,3}");

  public Version {
    parts = List.copyOf(parts);
    if (parts.isEmpty() || parts.size() > 4 || parts.stream().anyMatch(part -> part < 0)) {
      throw new IllegalArgumentException("not a version: " + parts);
    }
  }

  /** The version that the text spells, or nothing if it is no version. */
  public static Optional<Version> parse(String text) {
    if (!FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    var parts = new ArrayList<Integer>();
    int from = 0;
    for (int dot; (dot = text.indexOf('.', from)) >= 0; from = dot + 1) {
      parts.add(Integer.valueOf(text.substring(from, dot)));
    }
    parts.add(Integer.valueOf(text.substring(from)));
    return Optional.of(new Version(parts));
  }

  /** By number, so 2.9 is older than 2.17; 2.2 is older than 2.2.5. */
  @Override
  public int compareTo(Version other) {
    for (int i = 0; i < Math.min(parts.size(), other.parts.size()); i++) {
      int order = parts.get(i).compareTo(other.parts.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(parts.size(), other.parts.size());
  }

  @Override
  public String toString() {
    return parts.stream().map(String::valueOf).collect(Collectors.joining("."));
  }
}
