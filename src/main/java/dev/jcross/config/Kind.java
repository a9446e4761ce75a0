package dev.jcross.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a key's value looks like, in a file and in a variable. */
enum Kind {
  TEXT("a string"),
  PATH("a path, as a string"),
  SWITCH("true or false"),
  /** In a variable, a list is divided by commas. */
  SWITCH_OR_LIST("true, false or a list of strings"),
  SWITCH_OR_TEXT("true, false or a string"),
  SECONDS("a number of seconds"),
  COUNT("a whole number"),
  /** With a fraction, or a unit behind it; then it is a string. */
  AMOUNT("a number, or a string that starts with one"),
  /** Divided by white space in a variable. */
  SPACE_LIST("a list of strings"),
  /** Divided by commas in a variable. */
  COMMA_LIST("a list of strings"),
  /** Divided by line ends in a variable. */
  LINES("a list of strings"),
  /** A list, or one string; divided by line ends in a variable. */
  COMMANDS("a list of strings, or one string"),
  PAIRS("a table of strings"),
  /** Names of images and who signs them; one a line in a variable. */
  SIGNERS("a table of images and who signs them");

  private final String expected;

  Kind(String expected) {
    this.expected = expected;
  }

  /** As a message says it: {@code a list of strings}. */
  String expected() {
    return expected;
  }

  /** How a variable holds it, for the reference; empty if there is nothing to say. */
  String inVariable() {
    return switch (this) {
      case SPACE_LIST -> "divided by white space";
      case COMMA_LIST -> "divided by commas";
      case LINES -> "one a line";
      case COMMANDS -> "one command a line";
      case SIGNERS -> "`images=signer`, one a line; an identity as `images=identity issuer`";
      case SWITCH -> "`true`, `false`, `1` or `0`";
      case SWITCH_OR_LIST -> "`true`, `false`, `1`, `0`, or a list divided by commas";
      case SWITCH_OR_TEXT -> "`true`, `false`, `1`, `0` or a string";
      case TEXT, PATH, SECONDS, COUNT, AMOUNT, PAIRS -> "";
    };
  }

  /**
   * Reads a variable.
   *
   * @return empty if this is no value of that kind
   */
  Optional<Value> ofVariable(String text, Origin origin) {
    return switch (this) {
      case TEXT, PATH, AMOUNT -> Optional.of(new Value.Text(text));
      case SWITCH -> onOrOff(text);
      case SWITCH_OR_LIST -> onOrOff(text).or(() -> Optional.of(list(text.split(","), origin)));
      case SWITCH_OR_TEXT -> onOrOff(text).or(() -> Optional.of(new Value.Text(text)));
      case SECONDS, COUNT ->
          text.matches("-?[0-9]{1,18}")
              ? Optional.of(new Value.Count(Long.parseLong(text)))
              : Optional.empty();
      case SPACE_LIST -> Optional.of(list(text.split("\\s+"), origin));
      case COMMA_LIST -> Optional.of(list(text.split(","), origin));
      case LINES, COMMANDS -> Optional.of(list(text.split("\\R"), origin));
      case PAIRS -> Optional.empty();
      case SIGNERS -> Optional.of(new Value.Signers(list(text.split("\\R"), origin).items()));
    };
  }

  private static Optional<Value> onOrOff(String text) {
    return switch (text) {
      case "true", "1" -> Optional.of(new Value.Switch(true));
      case "false", "0" -> Optional.of(new Value.Switch(false));
      default -> Optional.empty();
    };
  }

  private static Value.Items list(String[] parts, Origin origin) {
    List<Setting<String>> items =
        Arrays.stream(parts)
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .map(part -> new Setting<>(part, origin))
            .toList();
    return new Value.Items(items);
  }
}
