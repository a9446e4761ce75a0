package dev.jcross.image;

import java.util.Optional;

/**
 * What may stand for the whole name of an image: {@code :tag}, {@code @sha256:…}, or {@code
 * -variant} of jcross's own image for the target.
 */
public final class PartialName {
  private PartialName() {}

  /** Whether this is no whole name. */
  public static boolean is(String written) {
    return !written.isEmpty() && ":@-".indexOf(written.charAt(0)) >= 0;
  }

  /**
   * The whole name.
   *
   * @param registry what stands in front of the triple
   * @param version the tag that a variant is of; empty if there is none
   * @return empty for a variant of nothing
   */
  public static Optional<String> complete(
      String written, String registry, String triple, Optional<String> version) {
    var repository = registry + "/" + triple;
    return written.startsWith("-")
        ? version.map(tag -> repository + ":" + tag + written)
        : Optional.of(repository + written);
  }
}
