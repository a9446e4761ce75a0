package dev.jcross.integration.conformance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** A table of a case file, which is told of every field that nobody asked for. */
final class Fields {
  private final String file;
  private final TomlTable table;
  private final Set<String> asked = new HashSet<>();

  Fields(String file, TomlTable table) {
    this.file = file;
    this.table = table;
  }

  String text(String name) {
    return optional(name)
        .orElseThrow(() -> wrong("there is no '" + name + "' in " + table.keySet()));
  }

  String text(String name, String otherwise) {
    return optional(name).orElse(otherwise);
  }

  Optional<String> optional(String name) {
    return get(name, String.class);
  }

  boolean flag(String name) {
    return get(name, Boolean.class).orElse(false);
  }

  int number(String name, int otherwise) {
    return get(name, Long.class).map(Math::toIntExact).orElse(otherwise);
  }

  List<String> texts(String name) {
    return get(name, TomlArray.class).stream()
        .flatMap(array -> array.toList().stream())
        .map(item -> as(item, String.class, name))
        .toList();
  }

  /** An array of tables, or of inline tables. */
  List<Fields> tables(String name) {
    return get(name, TomlArray.class).stream()
        .flatMap(array -> array.toList().stream())
        .map(item -> new Fields(file, as(item, TomlTable.class, name)))
        .toList();
  }

  Fields table(String name) {
    return new Fields(
        file,
        get(name, TomlTable.class)
            .orElseThrow(() -> wrong("there is no table '" + name + "' in " + table.keySet())));
  }

  Map<String, String> map(String name) {
    var map = new LinkedHashMap<String, String>();
    values(name).forEach((key, value) -> map.put(key, as(value, String.class, name + "." + key)));
    return map;
  }

  Map<String, Object> values(String name) {
    return get(name, TomlTable.class).map(inner -> new Fields(file, inner).all()).orElse(Map.of());
  }

  /** Every field; lists as lists. */
  Map<String, Object> all() {
    var all = new LinkedHashMap<String, Object>();
    for (var key : table.keySet()) {
      var value = table.get(List.of(key));
      asked.add(key);
      all.put(key, value instanceof TomlArray array ? List.copyOf(array.toList()) : known(value));
    }
    return all;
  }

  private Object known(@Nullable Object value) {
    if (value instanceof String || value instanceof Long || value instanceof Boolean) {
      return value;
    }
    throw wrong("neither text, number nor truth: " + value);
  }

  /** Nothing more will be asked for. */
  void end() {
    var rest = new ArrayList<>(table.keySet());
    rest.removeAll(asked);
    if (!rest.isEmpty()) {
      throw wrong(
          "nobody reads " + rest + " at " + table.inputPositionOf(List.of(rest.getFirst())));
    }
  }

  IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(file + ": " + what);
  }

  private <T> Optional<T> get(String name, Class<T> type) {
    asked.add(name);
    var value = table.get(List.of(name));
    return value == null ? Optional.empty() : Optional.of(as(value, type, name));
  }

  private <T> T as(Object value, Class<T> type, String name) {
    if (!type.isInstance(value)) {
      throw wrong(
          "'"
              + name
              + "' is no "
              + type.getSimpleName()
              + ": "
              + Toml.tomlEscape(value.toString()));
    }
    return type.cast(value);
  }
}
