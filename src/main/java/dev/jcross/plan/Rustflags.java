package dev.jcross.plan;

import dev.jcross.project.CrateSources.Content;
import dev.jcross.project.CrateSources.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The flags of a project that decide which dependencies count, as in {@code
 * [target.'cfg(tokio_unstable)'.dependencies]}. Others are not for the fetch: rustc loads code of
 * the project that some of them name.
 */
final class Rustflags {
  private static final Set<String> CODEGEN =
      Set.of(
          "target-cpu",
          "target-feature",
          "panic",
          "debug-assertions",
          "overflow-checks",
          "relocation-model");

  private Rustflags() {}

  static List<String> harmless(Value value) {
    var words =
        switch (value.content()) {
          case Content.Text(var text) -> List.of(text.strip().split("\\s+"));
          case Content.Texts(var texts) -> texts;
          case Content.Literal literal -> List.<String>of();
        };
    var kept = new ArrayList<String>();
    for (int i = 0; i < words.size(); i++) {
      var word = words.get(i);
      boolean hasNext = i + 1 < words.size();
      if (word.startsWith("--cfg=")) {
        kept.add(word);
      } else if (word.equals("--cfg") && hasNext) {
        kept.addAll(List.of(word, words.get(++i)));
      } else if ((word.equals("-C") || word.equals("--codegen")) && hasNext) {
        codegen(words.get(++i), kept);
      } else if (word.startsWith("-C") || word.startsWith("--codegen=")) {
        codegen(word.replaceFirst("^(-C|--codegen=)", ""), kept);
      }
    }
    return kept;
  }

  private static void codegen(String option, List<String> kept) {
    if (CODEGEN.contains(option.replaceFirst("=.*", ""))) {
      kept.add("-C" + option);
    }
  }
}
