package dev.jcross.plan;

import dev.jcross.config.Settings;
import dev.jcross.invocation.Argument;
import dev.jcross.invocation.Invocation;
import java.util.ArrayList;
import java.util.List;

/** Whether the standard library is compiled with the project, and how cargo is told. */
final class BuildStd {
  private static final String FEATURE = "build-std";

  private BuildStd() {}

  /** Whether the settings ask for it, or a flag. */
  static boolean wanted(Invocation invocation, Settings settings) {
    return settings.buildStd().isPresent() || typed(invocation);
  }

  private static boolean typed(Invocation invocation) {
    var words = new ArrayList<>(Argument.words(invocation.leading()));
    words.addAll(Argument.words(invocation.arguments()));
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).startsWith("-Z" + FEATURE)
          || (i > 0 && words.get(i - 1).equals("-Z") && words.get(i).startsWith(FEATURE))) {
        return true;
      }
    }
    return false;
  }

  /** The flags that the settings add; none where they were typed. */
  static List<String> flags(Invocation invocation, Settings settings) {
    return typed(invocation)
        ? List.of()
        : settings
            .buildStd()
            .map(setting -> String.join(",", setting.value().crates()))
            .map(crates -> List.of("-Z" + FEATURE + (crates.isEmpty() ? "" : "=" + crates)))
            .orElse(List.of());
  }
}
