package dev.jcross.config;

import dev.jcross.problem.Spelling;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What to write instead of a key or variable that does not exist. */
final class KeyHint {
  static final String TABLES = "write [build] or [target.TRIPLE]";

  /** What cross knew once. */
  private static final Map<String, String> REMOVED =
      Map.of("xargo", "cross took 'xargo' out: delete it; 'build-std' is what compiles std now");

  private KeyHint() {}

  /** For a word outside of every table. */
  static String atRoot(String word) {
    return removed(word)
        .or(() -> Key.named(word).map(KeyHint::under))
        .or(() -> Spelling.hint(word, List.of("build", "target")))
        .orElse(TABLES);
  }

  /** For a value where {@code [target.<word>]} was expected. */
  static String atTarget(String word) {
    return Key.named(word).map(KeyHint::under).orElse("write [target.TRIPLE]");
  }

  /**
   * For a word in a table.
   *
   * @param target whether the table belongs to a target, else to [build]
   * @param prefix what stands in front: empty, or such as {@code env.}
   */
  static String inSection(boolean target, String prefix, String word) {
    var allowed = Arrays.stream(Key.values()).filter(key -> key.scope().allows(target)).toList();
    return removed(word)
        .or(() -> Key.named(prefix + word).map(KeyHint::under))
        .or(() -> Key.named(word).map(key -> elsewhere(key, target)))
        .or(
            () ->
                allowed.stream()
                    .filter(key -> key.toml().endsWith("." + word))
                    .findFirst()
                    .map(key -> elsewhere(key, target)))
        .or(() -> Spelling.hint(word, words(allowed.stream(), prefix).toList()))
        .orElseGet(
            () -> "its keys are " + String.join(", ", words(allowed.stream(), prefix).toList()));
  }

  /** The keys that start with {@code prefix}, as a list for a sentence. */
  static String keysOf(String prefix) {
    return String.join(", ", words(Arrays.stream(Key.values()), prefix).toList());
  }

  /** Whether files that worked with an older cross may hold it: no reason to refuse them. */
  static boolean isRemoved(String word) {
    return REMOVED.containsKey(word);
  }

  /** What is wrong with a variable that matches no key. */
  static Optional<String> ofRemovedVariable(String suffix) {
    return suffix.equals("XARGO") ? removed("xargo") : Optional.empty();
  }

  private static Optional<String> removed(String word) {
    return Optional.ofNullable(REMOVED.get(word));
  }

  private static Stream<String> words(Stream<Key> keys, String prefix) {
    return keys.flatMap(key -> Stream.concat(Stream.of(key.toml()), key.tableForm().stream()))
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()).replaceFirst("\\..*", ""))
        .distinct();
  }

  private static String under(Key key) {
    return switch (key.scope()) {
      case BUILD -> "write it under [build]";
      case TARGET -> "write it under [target.TRIPLE]";
      case BOTH -> "write it under [build] or [target.TRIPLE]";
    };
  }

  private static String elsewhere(Key key, boolean target) {
    boolean there = key.scope() == Key.Scope.BOTH ? target : key.scope() == Key.Scope.TARGET;
    return "write it as '" + key.toml() + "' under " + (there ? "[target.TRIPLE]" : "[build]");
  }
}
