package dev.jcross.integration.targets;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlTable;

/**
 * What came of a run of the checks in one target's image.
 *
 * @param target the triple
 * @param recipe the recipe hash of the image
 * @param host the engine's platform: {@code linux/amd64}
 * @param rust where the image's Rust comes from and its version: {@code Debian 1.96.0}
 * @param megabytes what the image needs on disk above the base
 * @param imageSeconds how long its build took on top of the base; empty if it was there already
 * @param checkSeconds how long all checks took, without what is compiled once for all targets
 * @param outcomes of every check that is for such a target
 */
public record Row(
    String target,
    String recipe,
    String host,
    String rust,
    long megabytes,
    OptionalLong imageSeconds,
    long checkSeconds,
    Map<Check, Outcome> outcomes) {
  private static final String CHECKS = "checks";
  private static final String IMAGE_SECONDS = "image-seconds";

  public Row {
    Objects.requireNonNull(target);
    Objects.requireNonNull(recipe);
    Objects.requireNonNull(host);
    Objects.requireNonNull(rust);
    Objects.requireNonNull(imageSeconds);
    outcomes = Map.copyOf(outcomes);
  }

  /** Whether nothing failed. */
  public boolean isGood() {
    return outcomes.values().stream().noneMatch(Outcome.Failed.class::isInstance);
  }

  /** A row whose image was not built anew keeps the time that an earlier run took for it. */
  Row withTimesOf(Row earlier) {
    return imageSeconds.isEmpty() && recipe.equals(earlier.recipe)
        ? new Row(
            target, recipe, host, rust, megabytes, earlier.imageSeconds, checkSeconds, outcomes)
        : this;
  }

  String toml() {
    var text = new StringBuilder("# Written by ./dev test --all-targets --target " + target + "\n");
    line(text, "recipe", quoted(recipe));
    line(text, "host", quoted(host));
    line(text, "rust", quoted(rust));
    line(text, "megabytes", Long.toString(megabytes));
    imageSeconds.ifPresent(seconds -> line(text, IMAGE_SECONDS, Long.toString(seconds)));
    line(text, "check-seconds", Long.toString(checkSeconds));
    text.append("\n[" + CHECKS + "]\n");
    new EnumMap<>(outcomes)
        .forEach((check, outcome) -> line(text, check.id(), quoted(outcome.text())));
    return text.toString();
  }

  private static void line(StringBuilder text, String key, String value) {
    text.append(key).append(" = ").append(value).append('\n');
  }

  private static String quoted(String text) {
    return '"' + Toml.tomlEscape(text).toString() + '"';
  }

  /**
   * Reads what {@link #toml} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static Row parse(String target, String text) {
    var toml = Toml.parse(text);
    if (toml.hasErrors()) {
      throw new IllegalArgumentException(target + ": " + toml.errors());
    }
    var outcomes = new EnumMap<Check, Outcome>(Check.class);
    var checks = toml.getTableOrEmpty(CHECKS);
    for (var id : checks.keySet()) {
      var check =
          Check.of(id)
              .orElseThrow(
                  () -> new IllegalArgumentException(target + ": there is no check '" + id + "'"));
      outcomes.put(check, Outcome.parse(text(target, checks, id)));
    }
    var imageSeconds = toml.getLong(IMAGE_SECONDS);
    return new Row(
        target,
        text(target, toml, "recipe"),
        text(target, toml, "host"),
        text(target, toml, "rust"),
        number(target, toml, "megabytes"),
        imageSeconds == null ? OptionalLong.empty() : OptionalLong.of(imageSeconds),
        number(target, toml, "check-seconds"),
        outcomes);
  }

  private static String text(String target, TomlTable table, String key) {
    return present(target, key, table.getString(key));
  }

  private static long number(String target, TomlTable table, String key) {
    return present(target, key, table.getLong(key));
  }

  private static <T> T present(String target, String key, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(target + ": no '" + key + "'");
    }
    return value;
  }
}
