package dev.jcross.target;

import java.util.Objects;

/** A Rust target triple that rustc knows. */
public record TargetTriple(String name) {
  public TargetTriple {
    Objects.requireNonNull(name);
  }

  @Override
  public String toString() {
    return name;
  }
}
