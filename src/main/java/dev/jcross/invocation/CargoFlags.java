package dev.jcross.invocation;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The flags of cargo and its subcommands, so that a flag's value is never taken for the subcommand
 * or for a flag. From {@code cargo help <command>} of cargo 1.95, and the unstable ones.
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
          --lockfile-path --manifest-path --message-format --name --out-dir --output-format --package
          --path --precise --prefix --print --profile --prune --publish-time --registry --rename
          --rev --root --sync --tag --target --target-dir --test --token --vcs
          """);

  private static final Set<String> WITHOUT_VALUE =
      words(
          """
          --all --all-features --all-targets --allow-dirty --allow-no-vcs --allow-staged --benches
          --bins --breaking --broken-code --build --build-plan --check --debug --default-features
          --dev --doc --document-private-items --dry-run --duplicates --edition-idioms --examples
          --exclude-lockfile --fix --force --frozen --future-incompat-report --help
          --ignore-rust-version --keep-going --lib --list --locked --merged --no-dedupe
          --no-default-features --no-delete --no-deps --no-fail-fast --no-metadata --no-optional
          --no-public --no-run --no-track --no-verify --offline --open --optional --public --quiet
          --recursive --release --respect-source-config --show-origin --tests --timings --undo
          --unit-graph --verbose --version --versioned-dirs --workspace
          """);

  /** Take a value in these subcommands only. */
  private static final Map<String, Set<String>> WITH_VALUE_THERE =
      Map.of(
          "install", Set.of("--version"),
          "owner", Set.of("--add", "--remove"),
          "yank", Set.of("--version"));

  /** Clippy hands these to rustc, each with the name of a lint. */
  private static final Set<String> LINT_LEVELS = Set.of("--allow", "--warn", "--deny", "--forbid");

  private static final String SHORT_WITH_VALUE = "CFZjp";
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
        || (subcommand != null
            && WITH_VALUE_THERE.getOrDefault(subcommand, Set.of()).contains(flag));
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
