package dev.jcross.config;

import java.util.Objects;

/** A value and who said it. */
public record Setting<T>(T value, Origin origin) {
  public Setting {
    Objects.requireNonNull(value);
    Objects.requireNonNull(origin);
  }

  /** What holds when nobody says anything. */
  public static <T> Setting<T> byDefault(T value) {
    return new Setting<>(value, Origin.BUILT_IN);
  }
}
