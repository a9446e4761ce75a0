package dev.jcross.cli.command;

import dev.jcross.target.ProgramRunner;
import dev.jcross.target.TargetFamily;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Targets as a table a family, or one of them in full. */
final class TargetsText {
  private static final String NONE = "-";

  /** In the order in which they are printed. */
  private enum Column {
    TARGET("TARGET", row -> row.triple().name()),
    LIBC("LIBC", row -> row.facts().libc()),
    COMPILER("COMPILER", row -> row.facts().compiler()),
    CXX("C++", row -> row.facts().cxx()),
    RUNNER(
        "RUNNER",
        row -> row.runners().stream().findFirst().map(ProgramRunner::word).orElse("none")),
    STD("STD", row -> String.join(", ", row.facts().std())),
    HOSTS("HOSTS", row -> String.join(", ", row.facts().hosts())),
    IMAGE("IMAGE", TargetsText::image);

    /** Those that come first where there is no room for all. */
    private static List<Column> byWorth() {
      return List.of(TARGET, RUNNER, LIBC, IMAGE, COMPILER, CXX, STD, HOSTS);
    }

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // Functions without state.
    private final Function<TargetRow, String> cell;

    Column(String title, Function<TargetRow, String> cell) {
      this.title = title;
      this.cell = cell;
    }
  }

  private final int width;

  /**
   * @param width of the terminal, in characters
   */
  TargetsText(int width) {
    this.width = width;
  }

  /** One element a line. */
  List<String> table(List<TargetRow> rows) {
    var families = new EnumMap<TargetFamily, List<TargetRow>>(TargetFamily.class);
    rows.forEach(
        row -> families.computeIfAbsent(row.family(), family -> new ArrayList<>()).add(row));
    var lines = new ArrayList<String>();
    boolean all = true;
    for (var family : families.entrySet()) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      var columns = columns(family.getValue());
      all &= columns.size() == Column.values().length;
      lines.add(family.getKey().title());
      lines.addAll(lines(family.getValue(), columns));
    }
    if (!all) {
      lines.add("");
      lines.add("All about one of them: jcross targets <target>");
    }
    return lines;
  }

  /** As many as there is room for. */
  private List<Column> columns(List<TargetRow> rows) {
    var columns = List.<Column>of();
    for (var next : Column.byWorth()) {
      var more = Stream.concat(columns.stream(), Stream.of(next)).sorted().toList();
      if (!columns.isEmpty() && !fits(rows, more)) {
        break;
      }
      columns = more;
    }
    return columns;
  }

  private boolean fits(List<TargetRow> rows, List<Column> columns) {
    return lines(rows, columns).stream().allMatch(line -> line.length() <= width);
  }

  private static List<String> lines(List<TargetRow> rows, List<Column> columns) {
    var cells = new ArrayList<List<String>>();
    cells.add(columns.stream().map(column -> column.title).toList());
    for (var row : rows) {
      cells.add(columns.stream().map(column -> column.cell.apply(row)).toList());
    }
    return Columns.aligned(cells);
  }

  /** Everything about one target. */
  static List<String> full(TargetRow row) {
    var facts = row.facts();
    var lines = new ArrayList<List<String>>();
    lines.add(List.of("target", row.triple().name()));
    lines.add(List.of("C library", facts.libc()));
    row.glibc()
        .ifPresent(
            versions ->
                lines.add(
                    List.of(
                        "", "any glibc from " + versions + ": " + example(row, versions.all()))));
    lines.add(List.of("C compiler", facts.compiler()));
    lines.add(List.of("C++ library", facts.cxx()));
    lines.add(List.of("runners", runners(row)));
    lines.add(List.of("std", String.join(", ", facts.std())));
    facts
        .sdk()
        .ifPresent(
            sdk ->
                lines.add(
                    List.of("sdk", sdk.kind().word() + (sdk.optional() ? ", optional" : ""))));
    lines.add(List.of("hosts", String.join(", ", facts.hosts())));
    lines.add(List.of("image", row.image().reference()));
    lines.add(
        List.of(
            "",
            row.size()
                .map(
                    known ->
                        known.isPresent()
                            ? "built, " + Sizes.text(known.getAsLong())
                            : "not built yet")
                .orElse("no engine answers, so nobody knows whether it is built")));
    return Columns.aligned(lines);
  }

  private static String example(TargetRow row, List<String> versions) {
    return "--target " + row.triple() + "." + versions.getFirst();
  }

  private static String runners(TargetRow row) {
    return row.runners().isEmpty()
        ? "none: programs are built, and run elsewhere"
        : String.join(", ", row.runners().stream().map(ProgramRunner::word).toList());
  }

  private static String image(TargetRow row) {
    return row.size()
        .map(known -> known.isPresent() ? Sizes.text(known.getAsLong()) : NONE)
        .orElse("?");
  }
}
