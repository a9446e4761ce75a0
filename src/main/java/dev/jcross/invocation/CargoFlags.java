package dev.jcross.invocation;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The flags of cargo and its subcommands, so that a flag's value is never taken for the subcommand
 * or for a flag. From {@code cargo <command> -h} of cargo 1.95 and 1.97-nightly, the hidden and the
 * unstable ones included.
 */
final class CargoFlags {
  /**
   * Take a value, in the same word behind {@code =} or as the next word. Where cargo calls the
   * value optional ({@code --bin [<NAME>]}) it still takes the next word unless that is a flag.
   */
  private static final Set<String> WITH_VALUE =
      words(
          """
          --allow-features --artifact-dir --base --bench --bin --branch --charset --color --config
          --crate-type --depth --edges --edition --example --exclude --explain --features
          --filter-platform --format --format-version --git --id --index --invert --jobs --limit
          --lockfile-path --manifest-path --max-crate-age --max-crate-size --max-download-age
          --max-download-size --max-git-co-age --max-git-db-age --max-git-size --max-index-age
          --max-src-age --max-src-size --message-format --name --out-dir --output-format --package
          --path --precise --prefix --print --profile --prune --publish-time --registry --rename
          --rev --root --sync --tag --target --target-dir --test --token --vcs
          """);

  private static final Set<String> WITHOUT_VALUE =
      words(
          """
          --aggressive --all --all-features --all-targets --allow-dirty --allow-no-vcs
          --allow-staged --benches --bins --breaking --broken-code --build --build-plan --check
          --debug --default-features --dev --doc --document-private-items --dry-run --duplicates
          --edition-idioms --examples --exclude-lockfile --fix --force --frozen
          --future-incompat-report --help --ignore-rust-version --keep-going --lib --list --locked
          --merged --no-dedupe --no-default-features --no-delete --no-deps --no-dev-dependencies
          --no-fail-fast --no-indent --no-metadata --no-optional --no-public --no-run --no-track --no-verify --offline --open
          --optional --prefix-depth --public --quiet --recursive --release --respect-source-config --show-origin
          --silent --tests --timings --undo --unit-graph --verbose --version --versioned-dirs
          --workspace
          """);

  /** Take a value in these subcommands only. */
  private static final Map<String, Set<String>> WITH_VALUE_THERE =
      Map.of(
          "config", Set.of("--merged"),
          "install", Set.of("--version", "--vers"),
          "owner", Set.of("--add", "--remove"),
          "yank", Set.of("--version", "--vers"));

  /** Take no value in these subcommands. */
  private static final Map<String, Set<String>> WITHOUT_VALUE_THERE =
      Map.of(
          "clippy", Set.of("--explain"),
          "fix", Set.of("--edition"),
          "init", Set.of("--bin"),
          "new", Set.of("--bin"));

  /** Clippy hands these to rustc, each with the name of a lint. */
  private static final Set<String> LINT_LEVELS = Set.of("--allow", "--warn", "--deny", "--forbid");

  private static final String SHORT_WITH_VALUE = "CFZjmp";
  private static final String SHORT_WITHOUT_VALUE = "Vhnqrv";
  private static final Map<String, String> SHORT_WITH_VALUE_THERE =
      Map.of("owner", "ar", "tree", "efi", "vendor", "s");

  private CargoFlags() {}

  /** Whether cargo, or one of its subcommands, knows the flag. */
  static boolean isKnown(String flag) {
    return WITH_VALUE.contains(flag)
        || WITHOUT_VALUE.contains(flag)
        || LINT_LEVELS.contains(flag)
        || WITH_VALUE_THERE.values().stream().anyMatch(flags -> flags.contains(flag));
  }

  /**
   * Whether the long flag has a value.
   *
   * @param subcommand canonical; null in front of the subcommand
   */
  static boolean takesValue(String flag, @Nullable String subcommand) {
    return WITH_VALUE.contains(flag)
        ? !isThere(WITHOUT_VALUE_THERE, subcommand, flag)
        : isThere(WITH_VALUE_THERE, subcommand, flag);
  }

  private static boolean isThere(
      Map<String, Set<String>> flags, @Nullable String subcommand, String flag) {
    return subcommand != null && flags.getOrDefault(subcommand, Set.of()).contains(flag);
  }

  /** As {@link #takesValue(String, String)}, for the letter of a short flag. */
  static boolean takesValue(char letter, @Nullable String subcommand) {
    return SHORT_WITH_VALUE.indexOf(letter) >= 0
        || (subcommand != null
            && SHORT_WITH_VALUE_THERE.getOrDefault(subcommand, "").indexOf(letter) >= 0);
  }

  /** Whether further short flags may follow in the same word, as in {@code -vr}. */
  static boolean isSwitch(char letter) {
    return SHORT_WITHOUT_VALUE.indexOf(letter) >= 0;
  }

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }
}
