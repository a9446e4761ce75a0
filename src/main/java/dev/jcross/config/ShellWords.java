package dev.jcross.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits what a variable holds into words, as a POSIX shell does; nothing is expanded. */
public final class ShellWords {
  private ShellWords() {}

  /** The words; empty if a quote has no end. */
  public static Optional<List<String>> split(String text) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote == '\'') {
        if (c == '\'') {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '\\' && i + 1 < text.length() && escapes(quote, text.charAt(i + 1))) {
        i++;
        word.append(text.charAt(i));
        inWord = true;
      } else if (quote == '"') {
        if (c == '"') {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        inWord = true;
      } else if (Character.isWhitespace(c)) {
        if (inWord) {
          words.add(word.toString());
          word.setLength(0);
          inWord = false;
        }
      } else {
        word.append(c);
        inWord = true;
      }
    }
    if (quote != 0) {
      return Optional.empty();
    }
    if (inWord) {
      words.add(word.toString());
    }
    return Optional.of(words);
  }

  /** Between double quotes a backslash stands for itself in front of most characters. */
  private static boolean escapes(char quote, char next) {
    return quote == 0 || "\"\\$`".indexOf(next) >= 0;
  }
}
