package dev.jcross.plan;

import dev.jcross.trust.TrustPolicy;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How images come, and what their builds need to get through to servers. None of it decides what
 * comes out, so none of it is part of an image's name.
 *
 * @param arguments build arguments, sorted by name
 * @param caBundle PEM certificates
 * @param pull when images of registries are pulled
 * @param trust who must have signed them
 * @param network what the build's commands reach: {@code host}, or a network's name; empty: the
 *     engine's usual network
 */
public record Downloads(
    Map<String, String> arguments,
    Optional<Path> caBundle,
    Pull pull,
    TrustPolicy trust,
    Optional<String> network) {
  public Downloads {
    arguments = Collections.unmodifiableMap(new TreeMap<>(arguments));
    Objects.requireNonNull(caBundle);
    Objects.requireNonNull(pull);
    Objects.requireNonNull(trust);
    Objects.requireNonNull(network);
  }

  /** With the engine's usual network; what is missing is pulled. */
  public Downloads(Map<String, String> arguments, Optional<Path> caBundle) {
    this(arguments, caBundle, Pull.MISSING, TrustPolicy.NONE, Optional.empty());
  }
}
