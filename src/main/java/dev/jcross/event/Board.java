package dev.jcross.event;

import java.util.ArrayList;
import java.util.List;

/**
 * What is going on at one moment: the works under way, in the order they started.
 *
 * @param rows one a work
 */
public record Board(List<Row> rows) {
  /**
   * A work under way.
   *
   * @param what the whole of it
   * @param step the step it is at, empty before the first
   * @param number from 1, 0 before the first step
   * @param count of steps, 0 if unknown
   * @param doneBytes 0 if the work does not count bytes
   * @param totalBytes 0 if unknown
   * @param line the last line it printed
   */
  public record Row(
      String work,
      String what,
      String step,
      int number,
      int count,
      long doneBytes,
      long totalBytes,
      String line) {}

  public static final Board EMPTY = new Board(List.of());

  public Board {
    rows = List.copyOf(rows);
  }

  /** The board after one more fact. */
  public Board after(Event event) {
    return switch (event) {
      case Event.Started(var work, var what) -> {
        var next = without(work);
        next.add(new Row(work, what, "", 0, 0, 0, 0, ""));
        yield new Board(next);
      }
      case Event.Step(var work, var number, var count, var what) ->
          replace(work, row -> new Row(work, row.what, what, number, count, 0, 0, ""));
      case Event.Progress(var work, var done, var total) ->
          replace(
              work,
              row ->
                  new Row(work, row.what, row.step, row.number, row.count, done, total, row.line));
      case Event.Output(var work, var line) ->
          replace(
              work,
              row ->
                  new Row(
                      work,
                      row.what,
                      row.step,
                      row.number,
                      row.count,
                      row.doneBytes,
                      row.totalBytes,
                      line));
      case Event.Finished(var work, var what) -> new Board(without(work));
      case Event.Failed(var work) -> new Board(without(work));
      case Event.Note(var text) -> this;
    };
  }

  private List<Row> without(String work) {
    var next = new ArrayList<>(rows);
    next.removeIf(row -> row.work.equals(work));
    return next;
  }

  private Board replace(String work, java.util.function.UnaryOperator<Row> change) {
    return new Board(
        rows.stream().map(row -> row.work.equals(work) ? change.apply(row) : row).toList());
  }
}
