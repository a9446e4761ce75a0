package dev.jcross.integration.targets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tomlj.Toml;
import org.tomlj.TomlTable;

/**
 * Checks that a target cannot pass, each with its reason in words. They are carried out all the
 * same: one that passes is no exception any more.
 */
public final class KnownExceptions {
  private final SortedMap<String, Map<Check, String>> reasons;

  private KnownExceptions(SortedMap<String, Map<Check, String>> reasons) {
    this.reasons = reasons;
  }

  /** Those of a checkout. */
  public static KnownExceptions of(Path checkout) {
    var file = checkout.resolve("integration-tests/src/test/resources/targets/exceptions.toml");
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a table for each target, of reasons by check.
   *
   * @throws IllegalArgumentException if a check does not exist or a reason is no text
   */
  static KnownExceptions parse(String text) {
    var toml = Toml.parse(text);
    if (toml.hasErrors()) {
      throw wrong(String.valueOf(toml.errors()));
    }
    var reasons = new TreeMap<String, Map<Check, String>>();
    for (var target : toml.keySet()) {
      reasons.put(target, ofTarget(target, toml.getTableOrEmpty(List.of(target))));
    }
    return new KnownExceptions(reasons);
  }

  private static Map<Check, String> ofTarget(String target, TomlTable table) {
    var reasons = new EnumMap<Check, String>(Check.class);
    for (var id : table.keySet()) {
      var check = Check.of(id).orElseThrow(() -> wrong(target + " has no check '" + id + "'"));
      if (!(table.get(List.of(id)) instanceof String reason) || reason.isBlank()) {
        throw wrong("a reason in words is wanted for " + target + ", " + id);
      }
      reasons.put(check, reason);
    }
    return reasons;
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("exceptions.toml: " + what);
  }

  /** The targets that have any. */
  Set<String> targets() {
    return reasons.keySet();
  }

  /** What to make of the outcome of a check: one that may fail, must. */
  public Outcome judge(String target, Check check, Outcome outcome) {
    return Optional.ofNullable(reasons.getOrDefault(target, Map.of()).get(check))
        .<Outcome>map(
            reason ->
                switch (outcome) {
                  case Outcome.Failed _ -> new Outcome.Impossible(reason);
                  case Outcome.Passed _, Outcome.Impossible _ ->
                      new Outcome.Failed(
                          "exceptions.toml says it cannot be ("
                              + reason
                              + "), and it is: "
                              + outcome.text());
                })
        .orElse(outcome);
  }
}
