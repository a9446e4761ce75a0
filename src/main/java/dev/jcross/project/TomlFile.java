package dev.jcross.project;

import dev.jcross.problem.Place;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/**
 * A TOML file that was read. What it says of a wrong type counts as not said: cargo will tell.
 *
 * @param path absolute and normalised
 * @param shownAs as the user would name it
 * @param digest of the bytes, hexadecimal
 */
record TomlFile(Path path, String shownAs, TomlTable content, String digest) {
  Path directory() {
    var parent = path.getParent();
    return parent == null ? path : parent;
  }

  /** Where a key stands, or the file if it cannot be told. */
  Place place(String... key) {
    var position = content.inputPositionOf(List.of(key));
    return position == null || shownAs.equals(CargoConfigs.FLAG)
        ? Place.of(shownAs)
        : new Place(shownAs, position.line(), position.column());
  }

  Optional<TomlTable> table(String... key) {
    var table = Optional.of(content);
    for (var part : key) {
      table = table.flatMap(within -> table(within, part));
    }
    return table;
  }

  static Optional<TomlTable> table(TomlTable within, String key) {
    return within.get(List.of(key)) instanceof TomlTable table
        ? Optional.of(table)
        : Optional.empty();
  }

  static Optional<String> string(TomlTable within, String key) {
    return within.get(List.of(key)) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  static List<String> strings(TomlTable within, String key) {
    var strings = new ArrayList<String>();
    if (within.get(List.of(key)) instanceof TomlArray array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i) instanceof String text) {
          strings.add(text);
        }
      }
    }
    return strings;
  }

  /**
   * The tables within a table: the entries of {@code [dependencies]} that are more than a version.
   */
  static List<TomlTable> tables(TomlTable within) {
    return within.keySet().stream().flatMap(key -> table(within, key).stream()).toList();
  }

  /** A path as a file writes it, relative to a directory; empty if the system cannot have it. */
  static Optional<Path> resolve(Path directory, String path) {
    return join(directory, path).map(Path::normalize);
  }

  /** As {@link #resolve}, but with {@code ..} kept as written. */
  static Optional<Path> join(Path directory, String path) {
    try {
      return Optional.of(directory.resolve(path));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
