package dev.jcross.cli.console;

import java.util.regex.Pattern;

/**
 * Text for a terminal that only says something. What users, files, registries and build logs are
 * quoted with may hold escape sequences, which would colour, overwrite or reorder what is shown.
 */
final class Harmless {
  /** ECMA-48's control sequences, and the strings that set titles and the like. */
  private static final Pattern SEQUENCE =
      Pattern.compile(
          "(?:\u001B\\[|\u009B)[0-?]*[ -/]*[@-~]"
              + "|(?:\u001B[\\]PX^_]|[\u0090\u0098\u009D-\u009F])"
              + "[^\u0007\u001B\u009C]*(?:\u0007|\u001B\\\\|\u009C)");

  private static final char REPLACEMENT = '\uFFFD';

  private Harmless() {}

  /** The text without sequences, and with a sign in place of every other control character. */
  static String text(String raw) {
    if (raw.chars().noneMatch(Harmless::acts)) {
      return raw;
    }
    var text = new StringBuilder(SEQUENCE.matcher(raw).replaceAll(""));
    for (int i = 0; i < text.length(); i++) {
      if (acts(text.charAt(i))) {
        text.setCharAt(i, REPLACEMENT);
      }
    }
    return text.toString();
  }

  /** As {@link #text}, on one line. */
  static String line(String raw) {
    return text(raw).replaceAll("[\\n\\t]", " ");
  }

  private static boolean acts(int character) {
    return (Character.isISOControl(character) && character != '\n' && character != '\t')
        || reorders(character);
  }

  /** Unicode's embeddings, overrides and isolates, which change the order of what is read. */
  private static boolean reorders(int character) {
    return (character >= 0x202A && character <= 0x202E)
        || (character >= 0x2066 && character <= 0x2069);
  }
}
