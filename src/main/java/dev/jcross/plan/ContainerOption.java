package dev.jcross.plan;

import java.util.Objects;

/**
 * One of the flags for containers that the user asked for.
 *
 * @param flag as {@code docker run} calls it in its long form, without dashes: {@code memory}
 * @param value as typed; {@code true} for a flag without one
 */
public record ContainerOption(String flag, String value) {
  public ContainerOption {
    Objects.requireNonNull(flag);
    Objects.requireNonNull(value);
  }
}
