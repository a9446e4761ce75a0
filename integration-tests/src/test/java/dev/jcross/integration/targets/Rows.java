package dev.jcross.integration.targets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of rows, one a target, so that two people can measure at the same time. */
public final class Rows {
  private static final String END = ".toml";

  private final Path folder;

  Rows(Path folder) {
    this.folder = folder;
  }

  /** Those of a checkout. */
  public static Rows of(Path checkout) {
    return new Rows(checkout.resolve("docs/reference/targets"));
  }

  /** Every row by its triple. */
  SortedMap<String, Row> all() {
    var rows = new TreeMap<String, Row>();
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        var name = String.valueOf(file.getFileName());
        if (name.endsWith(END)) {
          var target = name.substring(0, name.length() - END.length());
          read(target).ifPresent(row -> rows.put(target, row));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  /** The row of a target, if it has one. */
  public Optional<Row> read(String target) {
    var file = file(target);
    try {
      return Files.exists(file)
          ? Optional.of(Row.parse(target, Files.readString(file)))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a row in the place of an earlier one. */
  public void write(Row row) {
    var known = read(row.target()).map(row::withTimesOf).orElse(row);
    try {
      Files.createDirectories(folder);
      Files.writeString(file(row.target()), known.toml());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String target) {
    return folder.resolve(target + END);
  }
}
