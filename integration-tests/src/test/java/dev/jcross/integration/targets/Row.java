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
 * @param rust where the image's Rust comes from and its version: {@code Debian 1.96.0}; empty if
 *     there is no image
 * @param megabytes what the image needs on disk above the base; empty if there is none
 * @param imageSeconds how long its build took on top of the base; empty if it was there already
 * @param checkSeconds how long all checks took, without what is compiled once for all targets
 * @param outcomes of every check that is for such a target
 */
public record Row(
    String target,
    String recipe,
    String host,
    String rust,
    OptionalLong megabytes,
    OptionalLong imageSeconds,
    long checkSeconds,
    Map<Check, Outcome> outcomes) {
  private static final String CHECKS = "checks";
  private static final String MEGABYTES = "megabytes";
  private static final String IMAGE_SECONDS = "image-seconds";
  private static final String CHECK_SECONDS = "check-seconds";

  public Row {
    Objects.requireNonNull(target);
    Objects.requireNonNull(recipe);
    Objects.requireNonNull(host);
    Objects.requireNonNull(rust);
    Objects.requireNonNull(megabytes);
    Objects.requireNonNull(imageSeconds);
    outcomes = Map.copyOf(outcomes);
  }

  /** Whether nothing failed. */
  public boolean isGood() {
    return outcomes.values().stream().noneMatch(Outcome.Failed.class::isInstance);
  }

  /** How much the image may add to the base. */
  static long mostMegabytes(String target) {
    return target.contains("-musl") || target.endsWith("-none") || target.contains("-none-")
        ? 450
        : 700;
  }

  /** Whether the image adds more to the base than one of its kind may. */
  public boolean isTooBig() {
    return megabytes.orElse(0) > mostMegabytes(target);
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
    megabytes.ifPresent(number -> line(text, MEGABYTES, Long.toString(number)));
    imageSeconds.ifPresent(seconds -> line(text, IMAGE_SECONDS, Long.toString(seconds)));
    line(text, CHECK_SECONDS, Long.toString(checkSeconds));
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
    return new Row(
        target,
        text(target, toml, "recipe"),
        text(target, toml, "host"),
        text(target, toml, "rust"),
        number(toml, MEGABYTES),
        number(toml, IMAGE_SECONDS),
        present(target, CHECK_SECONDS, toml.getLong(CHECK_SECONDS)),
        outcomes);
  }

  private static String text(String target, TomlTable table, String key) {
    return present(target, key, table.getString(key));
  }

  private static OptionalLong number(TomlTable table, String key) {
    var number = table.getLong(key);
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }

  private static <T> T present(String target, String key, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(target + ": no '" + key + "'");
    }
    return value;
  }
}
