package dev.jcross.plan;

import dev.jcross.image.Contents;
import java.util.Map;
import java.util.Objects;

/** What a target's image must turn out to be. */
public sealed interface ImageLock {
  /**
   * An image that is pulled by its digest.
   *
   * @param id {@code sha256:…}, of its configuration
   */
  record Id(String id) implements ImageLock {
    public Id {
      Objects.requireNonNull(id);
    }
  }

  /**
   * An image that is built.
   *
   * @param contents all that it consists of
   * @param below the same of images that it is built on, by their references
   */
  record Made(Contents contents, Map<String, Contents> below) implements ImageLock {
    public Made {
      Objects.requireNonNull(contents);
      below = Map.copyOf(below);
    }
  }
}
