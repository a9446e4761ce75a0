package dev.jcross.config;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tomlj.Toml;

/** A value as somebody wrote it. */
sealed interface Value {
  /** As it would stand in Cross.toml, on one line. */
  String printed();

  record Text(String text) implements Value {
    @Override
    public String printed() {
      return quoted(text);
    }
  }

  record Switch(boolean on) implements Value {
    @Override
    public String printed() {
      return Boolean.toString(on);
    }
  }

  record Count(long number) implements Value {
    @Override
    public String printed() {
      return Long.toString(number);
    }
  }

  /** A list; each item knows its own place, as lists tend to be long. */
  record Items(List<Setting<String>> items) implements Value {
    public Items {
      items = List.copyOf(items);
    }

    List<String> texts() {
      return items.stream().map(Setting::value).toList();
    }

    @Override
    public String printed() {
      return items.stream()
          .map(item -> quoted(item.value()))
          .collect(Collectors.joining(", ", "[", "]"));
    }
  }

  record Pairs(Map<String, String> pairs) implements Value {
    public Pairs {
      pairs = Collections.unmodifiableMap(new TreeMap<>(pairs));
    }

    @Override
    public String printed() {
      return pairs.isEmpty()
          ? "{}"
          : pairs.entrySet().stream()
              .map(
                  pair ->
                      Toml.joinKeyPath(List.of(pair.getKey())) + " = " + quoted(pair.getValue()))
              .collect(Collectors.joining(", ", "{ ", " }"));
    }
  }

  /** Names of images, each with who signs them behind an equals sign, and its own place. */
  record Signers(List<Setting<String>> entries) implements Value {
    public Signers {
      entries = List.copyOf(entries);
    }

    @Override
    public String printed() {
      return entries.isEmpty()
          ? "{}"
          : entries.stream()
              .map(entry -> Assignment.of(entry.value()))
              .map(entry -> quoted(entry.name()) + " = " + signer(entry.value().orElse("")))
              .collect(Collectors.joining(", ", "{ ", " }"));
    }

    private static String signer(String text) {
      return SignerWord.identity(text)
          .map(
              who ->
                  "{ identity = "
                      + quoted(who.identity())
                      + ", issuer = "
                      + quoted(who.issuer())
                      + " }")
          .orElseGet(() -> quoted(text));
    }
  }

  private static String quoted(String text) {
    return "\"" + Toml.tomlEscape(text) + "\"";
  }
}
