package dev.jcross.target;

import java.util.Objects;
import java.util.Optional;

/**
 * What to build for: a triple, and the glibc to link against if the user named one.
 *
 * @param glibc such as {@code 2.17}, from a suffix of the triple
 */
public record Target(TargetTriple triple, Optional<String> glibc) {
  public Target {
    Objects.requireNonNull(triple);
    Objects.requireNonNull(glibc);
  }

  public static Target of(TargetTriple triple) {
    return new Target(triple, Optional.empty());
  }

  /** As typed: {@code aarch64-unknown-linux-gnu.2.17}. */
  @Override
  public String toString() {
    return triple.name() + glibc.map(version -> "." + version).orElse("");
  }
}
