package dev.jcross.cli.command;

import dev.jcross.config.Explained;
import dev.jcross.config.Origin;
import dev.jcross.config.Setting;
import dev.jcross.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Settings in three columns: key, value, and who said it. */
final class ExplainText {
  private static final int KEYS = 23;
  private static final int LEAST_VALUES = 20;
  private static final String GAP = "  ";

  private final int width;

  /**
   * @param width of the terminal, in characters
   */
  ExplainText(int width) {
    this.width = width;
  }

  /** One element a line. */
  List<String> lines(Map<Setting<Target>, List<Explained>> targets) {
    var lines = new ArrayList<String>();
    targets.forEach(
        (target, settings) -> {
          if (!lines.isEmpty()) {
            lines.add("");
          }
          add(lines, rows(target, settings));
        });
    return lines;
  }

  private record Row(String key, String value, String origin) {}

  private static List<Row> rows(Setting<Target> target, List<Explained> settings) {
    var rows = new ArrayList<Row>();
    rows.add(new Row("target", target.value().toString(), target.origin().toString()));
    for (var setting : settings) {
      rows.add(new Row(setting.key(), setting.value(), origins(setting)));
      for (var weaker : setting.weaker()) {
        rows.add(new Row("", "not " + weaker.value(), weaker.origin().toString()));
      }
    }
    return rows;
  }

  private static String origins(Explained setting) {
    return setting.origins().stream().map(Origin::toString).collect(Collectors.joining(", "));
  }

  /** The column of values is as wide as most need; a longer value has a line of its own. */
  private void add(List<String> lines, List<Row> rows) {
    int origins = rows.stream().mapToInt(row -> row.origin().length()).max().orElse(0);
    int room = Math.max(LEAST_VALUES, width - KEYS - GAP.length() - origins);
    int values =
        rows.stream()
            .mapToInt(row -> row.value().length())
            .filter(length -> length <= room)
            .max()
            .orElse(0);
    for (var row : rows) {
      var key = Columns.padded(row.key(), KEYS);
      if (row.value().length() <= values) {
        lines.add(key + Columns.padded(row.value(), values) + GAP + row.origin());
      } else {
        lines.add(key + row.value());
        lines.add(" ".repeat(KEYS + values) + GAP + row.origin());
      }
    }
  }
}
