package dev.jcross.plan;

import java.util.Objects;
import java.util.Optional;

/**
 * A file in a volume that says: this was done. Its name follows from everything that the work
 * depends on.
 *
 * @param directory where the volume is mounted, such as {@code /cargo}
 * @param name letters and digits
 * @param unlessProgram a program that makes the mark needless where the image has it
 */
public record Mark(String directory, String name, Optional<String> unlessProgram) {
  public Mark {
    Objects.requireNonNull(directory);
    Objects.requireNonNull(name);
    Objects.requireNonNull(unlessProgram);
  }

  static Mark of(String directory, String name) {
    return new Mark(directory, name, Optional.empty());
  }

  /** In the container. */
  public String path() {
    return directory + "/.jcross/" + name;
  }
}
