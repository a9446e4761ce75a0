package dev.jcross.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.event.Board.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoardTest {
  private static Board after(Event... events) {
    var board = Board.EMPTY;
    for (var event : events) {
      board = board.after(event);
    }
    return board;
  }

  @Test
  void showsWorkInTheOrderItStarted() {
    assertThat(after(new Event.Started("b", "Build b"), new Event.Started("a", "Build a")).rows())
        .containsExactly(
            new Row("b", "Build b", "", 0, 0, 0, 0, ""),
            new Row("a", "Build a", "", 0, 0, 0, 0, ""));
  }

  @Test
  void followsAWorkThroughItsSteps() {
    assertThat(
            after(
                    new Event.Started("a", "Build a"),
                    new Event.Step("a", 2, 9, "RUN x"),
                    new Event.Progress("a", 10, 100),
                    new Event.Output("a", "unpacking"))
                .rows())
        .containsExactly(new Row("a", "Build a", "RUN x", 2, 9, 10, 100, "unpacking"));
  }

  @Test
  void forgetsLineAndBytesOfTheStepBefore() {
    assertThat(
            after(
                    new Event.Started("a", "Build a"),
                    new Event.Step("a", 1, 9, "RUN x"),
                    new Event.Progress("a", 10, 100),
                    new Event.Output("a", "old"),
                    new Event.Step("a", 2, 9, "RUN y"))
                .rows())
        .containsExactly(new Row("a", "Build a", "RUN y", 2, 9, 0, 0, ""));
  }

  @Test
  void changesOnlyTheRowThatAFactIsAbout() {
    var board =
        after(
            new Event.Started("a", "A"),
            new Event.Started("b", "B"),
            new Event.Output("b", "line of b"),
            new Event.Progress("a", 1, 2));

    assertThat(board.rows())
        .containsExactly(
            new Row("a", "A", "", 0, 0, 1, 2, ""), new Row("b", "B", "", 0, 0, 0, 0, "line of b"));
  }

  @Test
  void dropsWorkThatEndedWellOrBadly() {
    var both = after(new Event.Started("a", "A"), new Event.Started("b", "B"));

    assertThat(both.after(new Event.Finished("a", "Built A")).rows())
        .extracting(Row::work)
        .containsExactly("b");
    assertThat(both.after(new Event.Failed("b")).rows()).extracting(Row::work).containsExactly("a");
  }

  @Test
  void startsWorkAnewThatIsStartedTwice() {
    assertThat(
            after(
                    new Event.Started("a", "first"),
                    new Event.Step("a", 3, 4, "x"),
                    new Event.Started("b", "B"),
                    new Event.Started("a", "second"))
                .rows())
        .containsExactly(
            new Row("b", "B", "", 0, 0, 0, 0, ""), new Row("a", "second", "", 0, 0, 0, 0, ""));
  }

  @Test
  void ignoresFactsAboutWorkThatItDoesNotKnow() {
    var board = after(new Event.Started("a", "A"));

    for (var event :
        List.of(
            new Event.Step("z", 1, 2, "x"),
            new Event.Progress("z", 1, 2),
            new Event.Output("z", "x"),
            new Event.Finished("z", "x"),
            new Event.Failed("z"),
            new Event.Note("z"))) {
      assertThat(board.after(event)).isEqualTo(board);
    }
  }

  @Test
  void isAValueThatNoFactChanges() {
    var board = after(new Event.Started("a", "A"));
    board.after(new Event.Output("a", "line"));

    assertThat(board).isEqualTo(after(new Event.Started("a", "A")));
    assertThat(Board.EMPTY.rows()).isEmpty();
  }
}
