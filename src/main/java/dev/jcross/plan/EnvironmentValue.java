package dev.jcross.plan;

import java.util.Objects;

/**
 * A variable of the container.
 *
 * @param origin who said so: {@code jcross}, a place in a file, or a variable of the host
 */
public record EnvironmentValue(String value, String origin) {
  public EnvironmentValue {
    Objects.requireNonNull(value);
    Objects.requireNonNull(origin);
  }
}
