package dev.jcross.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * That somebody said something: one value of one key, in one place.
 *
 * @param target the triple whose table or variable this is; empty for {@code [build]}
 * @param directory what its relative paths start at; absolute
 */
record Said(Key key, Optional<String> target, Value value, Origin origin, Path directory) {
  Said {
    Objects.requireNonNull(key);
    Objects.requireNonNull(target);
    Objects.requireNonNull(value);
    Objects.requireNonNull(origin);
    Objects.requireNonNull(directory);
  }

  boolean inVariable() {
    return origin.layer() == Origin.Layer.VARIABLE;
  }

  /** The key, or the variable, as a message names it. */
  String subject() {
    return "'" + (inVariable() ? origin.place().source() : key.toml()) + "'";
  }

  /** {@code [build]} or {@code [target.aarch64-unknown-linux-gnu]}. */
  String table() {
    return target.map(triple -> "[target." + triple + "]").orElse("[build]");
  }

  /** Whether another program's variable says it, which counts when nothing else does. */
  boolean isLastResort() {
    return inVariable() && key.lastResorts().contains(origin.place().source());
  }

  /** Every string in the value. */
  List<String> texts() {
    return switch (value) {
      case Value.Text(var text) -> List.of(text);
      case Value.Items items -> items.texts();
      case Value.Pairs(var pairs) ->
          pairs.entrySet().stream()
              .flatMap(pair -> Stream.of(pair.getKey(), pair.getValue()))
              .toList();
      case Value.Signers(var entries) -> entries.stream().map(Setting::value).toList();
      case Value.Switch on -> List.of();
      case Value.Count number -> List.of();
    };
  }

  /** The value of a key that holds one string. */
  String text() {
    return ((Value.Text) value).text();
  }

  /** The value as a path of the host, absolute. */
  Path path() {
    return directory.resolve(text()).normalize();
  }

  /** The same, or where cross would look for it if there is nothing: below the workspace root. */
  Path path(Path root) {
    var own = path();
    var below = root.resolve(text()).normalize();
    return !Files.exists(own) && Files.exists(below) ? below : own;
  }

  /** Whether it would win against another, or stands beside it. */
  boolean isAsStrongAs(Said other) {
    return target.isPresent() == other.target.isPresent()
        ? origin.layer().compareTo(other.origin.layer()) <= 0
        : target.isPresent();
  }
}
