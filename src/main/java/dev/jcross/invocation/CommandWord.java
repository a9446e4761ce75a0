package dev.jcross.invocation;

import java.util.List;
import java.util.OptionalInt;

/**
 * Finds the word that says whose command line it is: the first that is neither a flag nor the value
 * of one. {@code exec} and {@code shell} are jcross's, also behind {@code +toolchain} and flags.
 */
final class CommandWord {
  private CommandWord() {}

  /** Whether it is that one. */
  static boolean is(String command, List<String> words) {
    var at = find(words);
    return at.isPresent() && words.get(at.getAsInt()).equals(command);
  }

  /** The command line without it. */
  static List<String> without(List<String> words) {
    int at = find(words).orElseThrow();
    var others = new java.util.ArrayList<>(words);
    others.remove(at);
    return others;
  }

  private static OptionalInt find(List<String> words) {
    boolean valueFollows = false;
    for (int i = 0; i < words.size(); i++) {
      var word = words.get(i);
      if (word.equals("--")) {
        break;
      }
      if (word.startsWith("-")) {
        valueFollows = takesNextWord(word);
      } else if (valueFollows || word.isEmpty() || word.startsWith("+")) {
        valueFollows = false;
      } else {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  private static boolean takesNextWord(String flag) {
    return flag.startsWith("--")
        ? !flag.contains("=") && CargoFlags.takesValue(flag, null)
        : flag.length() > 1 && CargoFlags.takesValue(flag.charAt(flag.length() - 1), null);
  }
}
