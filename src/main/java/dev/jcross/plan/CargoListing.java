package dev.jcross.plan;

import java.util.ArrayList;
import java.util.List;

/** Cargo's own account of a build that has just ended well. */
public final class CargoListing {
  private static final String FORMAT = "--message-format";

  private CargoListing() {}

  /** The same command once more: everything is fresh by now, and JSON names what is fresh, too. */
  static Step of(Step compile) {
    return compile.aside(words(compile.command()));
  }

  /** The words of that command. */
  public static List<String> words(List<String> compile) {
    var words = new ArrayList<String>();
    int rest = compile.indexOf("--");
    var flags = compile.subList(0, rest < 0 ? compile.size() : rest);
    for (int i = 0; i < flags.size(); i++) {
      if (flags.get(i).equals(FORMAT)) {
        i++;
      } else if (!flags.get(i).startsWith(FORMAT + "=")) {
        words.add(flags.get(i));
      }
    }
    words.add(FORMAT + "=json");
    words.addAll(compile.subList(flags.size(), compile.size()));
    return words;
  }
}
