package dev.jcross.engine.docker;

import java.util.List;
import java.util.Map;

/** Variables as the engine's API takes them. */
final class Environment {
  private Environment() {}

  /** {@code NAME=value}, sorted by name. */
  static List<String> lines(Map<String, String> environment) {
    return environment.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .toList();
  }
}
