package dev.jcross.invocation;

import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What cargo's subcommands do with their words; from {@code cargo help <command>} of cargo 1.95.
 */
public final class Subcommands {
  private static final Map<String, String> ALIASES =
      Map.of("b", "build", "c", "check", "d", "doc", "r", "run", "rm", "remove", "t", "test");

  /** Cargo's own, and those that come with every toolchain. Others are programs of their own. */
  private static final Set<String> KNOWN =
      Set.of(
          "add",
          "bench",
          "build",
          "check",
          "clean",
          "clippy",
          "config",
          "doc",
          "fetch",
          "fix",
          "fmt",
          "generate-lockfile",
          "help",
          "info",
          "init",
          "install",
          "locate-project",
          "login",
          "logout",
          "metadata",
          "new",
          "owner",
          "package",
          "pkgid",
          "publish",
          "read-manifest",
          "remove",
          "report",
          "run",
          "rustc",
          "rustdoc",
          "search",
          "test",
          "tree",
          "uninstall",
          "update",
          "vendor",
          "verify-project",
          "version",
          "yank");

  /** Take no words besides flags, so a {@code +word} can only be a toolchain. */
  private static final Set<String> WORDLESS =
      Set.of(
          "build",
          "check",
          "clean",
          "clippy",
          "doc",
          "fetch",
          "fix",
          "generate-lockfile",
          "metadata",
          "package",
          "publish",
          "tree");

  private static final Set<String> PASSING_ON = Set.of("run", "rustc", "rustdoc");

  /** Their {@code --target} is a table of Cargo.toml: a triple or {@code cfg(…)}. */
  private static final Set<String> EDITING = Set.of("add", "remove");

  private Subcommands() {}

  /** Those that come with every toolchain, sorted, without the aliases. */
  public static SortedSet<String> known() {
    return new TreeSet<>(KNOWN);
  }

  static String canonical(String word) {
    return ALIASES.getOrDefault(word, word);
  }

  /** Whether it comes with every toolchain; an alias counts. */
  public static boolean isKnown(String word) {
    return KNOWN.contains(canonical(word));
  }

  static boolean takesNoWords(String word) {
    return WORDLESS.contains(canonical(word));
  }

  /** Whether the first bare word and all that follows it go to a program, as if behind "--". */
  static boolean passesWordsOn(String word) {
    return PASSING_ON.contains(canonical(word));
  }

  static boolean editsManifest(String word) {
    return EDITING.contains(canonical(word));
  }
}
