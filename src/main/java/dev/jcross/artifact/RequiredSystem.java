package dev.jcross.artifact;

import java.util.Objects;
import java.util.Optional;

/**
 * The operating system that a file names, as its loader checks it.
 *
 * @param name such as {@code macOS}, {@code Windows}, {@code Linux}, {@code WASI}
 * @param minimum the oldest version that loads the file; of Android the API level, of Linux the
 *     kernel
 * @param subsystem of Windows: {@code console}, {@code gui}, {@code native}
 */
public record RequiredSystem(String name, Optional<Version> minimum, Optional<String> subsystem) {
  public RequiredSystem {
    Objects.requireNonNull(name);
    Objects.requireNonNull(minimum);
    Objects.requireNonNull(subsystem);
  }

  static RequiredSystem named(String name) {
    return new RequiredSystem(name, Optional.empty(), Optional.empty());
  }

  static RequiredSystem from(String name, Version minimum) {
    return new RequiredSystem(name, Optional.of(minimum), Optional.empty());
  }
}
