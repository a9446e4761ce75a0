package dev.jcross.engine.docker;

import org.jspecify.annotations.Nullable;

/** What an engine leaves out is empty. */
final class Text {
  private Text() {}

  static String of(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
