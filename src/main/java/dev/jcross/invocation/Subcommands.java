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

  /** Cargo itself does not know them: programs that come with it, so an alias may be in the way. */
  private static final Set<String> BROUGHT_ALONG = Set.of("clippy", "fmt");

  private static final Set<String> PASSING_ON = Set.of("run", "rustc", "rustdoc");

  /** Their {@code --target} is a table of Cargo.toml: a triple or {@code cfg(…)}. */
  private static final Set<String> EDITING = Set.of("add", "remove");

  private Subcommands() {}

  /** Those that come with every toolchain, sorted, without the aliases. */
  public static SortedSet<String> known() {
    return new TreeSet<>(KNOWN);
  }

  /** The subcommand that an alias of cargo's own stands for, or the word itself. */
  public static String canonical(String word) {
    return ALIASES.getOrDefault(word, word);
  }

  /** Whether it comes with every toolchain; an alias counts. */
  public static boolean isKnown(String word) {
    return KNOWN.contains(canonical(word));
  }

  /** Whether an alias of that name counts: cargo's own commands cannot be shadowed. */
  static boolean canBeAlias(String word) {
    return !KNOWN.contains(word) || BROUGHT_ALONG.contains(word);
  }

  /** Whether the first bare word and all that follows it go to a program, as if behind "--". */
  static boolean passesWordsOn(String word) {
    return PASSING_ON.contains(canonical(word));
  }

  static boolean editsManifest(String word) {
    return EDITING.contains(canonical(word));
  }
}
