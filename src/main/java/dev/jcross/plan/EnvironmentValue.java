package dev.jcross.plan;

import java.util.Objects;

/**
 * A variable of the container.
 *
 * @param origin who said so: {@code jcross}, a place in a file, or a variable of the host
 * @param secret whether it is never printed
 */
public record EnvironmentValue(String value, String origin, boolean secret) {
  public EnvironmentValue {
    Objects.requireNonNull(value);
    Objects.requireNonNull(origin);
  }

  public EnvironmentValue(String value, String origin) {
    this(value, origin, false);
  }

  /** A secret is for nobody's eyes. */
  @Override
  public String toString() {
    return (secret ? "…" : value) + " (" + origin + ")";
  }
}
