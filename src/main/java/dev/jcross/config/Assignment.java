package dev.jcross.config;

import java.util.Optional;

/** {@code NAME} or {@code NAME=value}, taken apart at the first equals sign. */
record Assignment(String name, Optional<String> value) {
  static Assignment of(String text) {
    int equals = text.indexOf('=');
    return equals < 0
        ? new Assignment(text, Optional.empty())
        : new Assignment(text.substring(0, equals), Optional.of(text.substring(equals + 1)));
  }
}
