package dev.jcross.plan;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the build of an image needs to get through to its servers. None of it decides what comes
 * out, so none of it is part of an image's name.
 *
 * @param arguments build arguments, sorted by name
 * @param caBundle PEM certificates
 */
public record Downloads(Map<String, String> arguments, Optional<Path> caBundle) {
  public Downloads {
    arguments = Collections.unmodifiableMap(new TreeMap<>(arguments));
    Objects.requireNonNull(caBundle);
  }
}
