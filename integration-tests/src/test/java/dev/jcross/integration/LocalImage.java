package dev.jcross.integration;

import com.github.dockerjava.api.exception.NotFoundException;
import java.util.Objects;

/** What the engine knows of an image. */
final class LocalImage {
  private LocalImage() {}

  static boolean exists(String reference) {
    try {
      Workbench.client().inspectImageCmd(reference).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  /** In bytes, with all below it. */
  static long size(String reference) {
    return Objects.requireNonNull(
        Workbench.client().inspectImageCmd(reference).exec().getSize(), reference);
  }
}
