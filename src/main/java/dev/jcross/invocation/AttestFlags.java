package dev.jcross.invocation;

import java.util.Objects;
import java.util.Optional;

/**
 * {@code --attest}: that a build is to say what it was made of, signed.
 *
 * @param directory where that is written; empty: beside what was built
 * @param key {@code --attest-key}: a file, or {@code env://NAME}; empty if sigstore signs
 * @param keyless {@code --attest-keyless}: sigstore signs, through cosign
 * @param builder {@code --attest-builder}: who builds, if not just some machine
 */
public record AttestFlags(
    Optional<String> directory, Optional<String> key, boolean keyless, Optional<String> builder) {
  public AttestFlags {
    Objects.requireNonNull(directory);
    Objects.requireNonNull(key);
    Objects.requireNonNull(builder);
  }
}
