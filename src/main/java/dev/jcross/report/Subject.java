package dev.jcross.report;

import java.util.Objects;

/**
 * A file that a statement is about.
 *
 * @param name relative to the folder of the results: {@code hello}, {@code examples/demo}
 * @param sha256 64 hexadecimal digits
 */
public record Subject(String name, String sha256) {
  public Subject {
    Objects.requireNonNull(name);
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a SHA-256: '" + sha256 + "'");
    }
  }
}
