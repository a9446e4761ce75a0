package dev.jcross.cli.command;

import java.util.ArrayList;
import java.util.List;

/** Aligns and breaks lines for a person to read. */
final class Columns {
  private Columns() {}

  /** A table: two spaces between columns, nothing behind the last one. */
  static List<String> aligned(List<List<String>> rows) {
    var widths = new ArrayList<Integer>();
    for (var row : rows) {
      for (int column = 0; column < row.size(); column++) {
        if (column == widths.size()) {
          widths.add(0);
        }
        widths.set(column, Math.max(widths.get(column), row.get(column).length()));
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, List<Integer> widths) {
    var line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      line.append(padded(row.get(column), widths.get(column) + 2));
    }
    return line.toString().stripTrailing();
  }

  /** The text with spaces up to that width; a longer text stays as it is. */
  static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /** Breaks at spaces; a word that is too long has a line of its own. */
  static List<String> wrapped(String text, int width) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (var word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
