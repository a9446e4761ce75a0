package dev.jcross.report;

import java.util.Objects;
import java.util.Optional;

/**
 * What a file is to have been built from, and by whom; what is empty may be anything.
 *
 * @param source the repository, with or without {@code git+}
 * @param commit the full id; changes that are not in it are none of it
 * @param image {@code sha256:…}: the digest in a registry, or the id
 * @param builder an URI
 */
public record Expectation(
    Optional<String> source,
    Optional<String> commit,
    Optional<String> image,
    Optional<String> builder) {
  public Expectation {
    Objects.requireNonNull(source);
    Objects.requireNonNull(commit);
    Objects.requireNonNull(image);
    Objects.requireNonNull(builder);
  }
}
