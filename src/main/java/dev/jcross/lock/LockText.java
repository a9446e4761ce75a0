package dev.jcross.lock;

import java.util.List;

/**
 * A lock as TOML. One value a line and everything sorted, so that equal locks are equal bytes, and
 * changes of two people seldom meet.
 */
final class LockText {
  static final int VERSION = 1;

  private static final String HEAD =
      "# Made by 'jcross lock'. Commit it, and do not edit it.\nversion = " + VERSION + "\n";

  private final StringBuilder text = new StringBuilder(HEAD);

  private LockText() {}

  static String of(CrossLock lock) {
    var text = new LockText();
    lock.targets().forEach(text::target);
    lock.images().forEach(text::image);
    return text.text.toString();
  }

  private void target(LockedTarget target) {
    text.append("\n[[target]]\n");
    line("name", target.name());
    line("host", target.host());
    line("settings", target.settings());
    line("image", target.image());
  }

  private void image(LockedImage image) {
    text.append("\n[[image]]\n");
    line("name", image.name());
    line("host", image.host());
    switch (image.source()) {
      case LockedImage.Source.Registry(var digest, var config) -> {
        line("digest", digest);
        line("config", config);
      }
      case LockedImage.Source.Recipe(var on, var layer) -> {
        on.ifPresent(below -> line("on", below));
        lines("parts", layer.parts().stream().map(Object::toString).toList());
        if (!layer.without().isEmpty()) {
          lines("without", layer.without());
        }
      }
    }
  }

  private void line(String key, String value) {
    text.append(key).append(" = ").append(quoted(value)).append('\n');
  }

  private void lines(String key, List<String> values) {
    text.append(key).append(" = [\n");
    values.forEach(value -> text.append("  ").append(quoted(value)).append(",\n"));
    text.append("]\n");
  }

  private static String quoted(String value) {
    var quoted = new StringBuilder("\"");
    value
        .chars()
        .forEach(
            character -> {
              if (character == '"' || character == '\\') {
                quoted.append('\\').append((char) character);
              } else if (character < ' ' || character == 0x7f) {
                quoted.append(String.format("\\u%04x", character));
              } else {
                quoted.append((char) character);
              }
            });
    return quoted.append('"').toString();
  }
}
