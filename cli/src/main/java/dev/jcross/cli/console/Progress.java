package dev.jcross.cli.console;

import dev.jcross.event.Board;
import dev.jcross.event.Event;
import dev.jcross.event.EventSink;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Draws the board while works are under way: on a terminal a line a work that is drawn anew, else a
 * line a step.
 */
public final class Progress implements EventSink, AutoCloseable {
  private static final long FRAME_MILLIS = 120;
  private static final int STEP_LENGTH = 100;

  private final Console console;
  private final boolean live;
  private final boolean verbose;
  private final IntSupplier width;
  private final InstantSource clock;
  private final Map<String, Long> started = new HashMap<>();
  private Board board = Board.EMPTY;
  private int drawn;
  private boolean closed;

  /**
   * A board for one run.
   *
   * @param live whether lines may be drawn over
   * @param verbose whether what the works print is printed as well
   */
  public Progress(
      Console console, boolean live, boolean verbose, IntSupplier width, InstantSource clock) {
    this.console = console;
    this.live = live;
    this.verbose = verbose;
    this.width = width;
    this.clock = clock;
    if (live) {
      Thread.ofVirtual().name("jcross-board").start(this::redrawOften);
    }
  }

  @Override
  public synchronized void tell(Event event) {
    board = board.after(event);
    switch (event) {
      case Event.Started(var work, var what) -> {
        started.put(work, clock.millis());
        if (!live) {
          say(what);
        }
      }
      case Event.Step(var work, var number, var count, var what) -> {
        // The other instructions take no time, and their values are long.
        if (!live && what.startsWith("RUN ")) {
          console.say("             " + number + "/" + count + " " + shortened(what));
        }
      }
      case Event.Output(var work, var line) -> {
        if (verbose) {
          console.say("             | " + lastState(line));
        }
      }
      case Event.Finished(var work, var what) -> {
        erase();
        say(what + " in " + elapsed(work));
      }
      case Event.Note(var text) -> {
        erase();
        console.say("Note", text);
      }
      case Event.Progress progress -> {}
      case Event.Failed failed -> {}
    }
    draw();
  }

  /** Says what came out: no event, as every build has it and none that is warm has another. */
  public synchronized void made(String what) {
    erase();
    console.say("Artifact", what);
  }

  private void say(String what) {
    int space = what.indexOf(' ');
    console.say(what.substring(0, space), what.substring(space + 1));
  }

  private void redrawOften() {
    try {
      while (!closed()) {
        Thread.sleep(FRAME_MILLIS);
        synchronized (this) {
          if (!board.rows().isEmpty()) {
            draw();
          }
        }
      }
    } catch (InterruptedException e) {
      // The process ends.
    }
  }

  private synchronized boolean closed() {
    return closed;
  }

  private void erase() {
    if (drawn > 0) {
      console.errors().print("\u001B[" + drawn + "A\u001B[J");
      drawn = 0;
    }
  }

  /** Over what was drawn before, in one piece: nothing flickers. */
  private void draw() {
    if (!live || closed || (drawn == 0 && board.rows().isEmpty())) {
      return;
    }
    int columns = width.getAsInt();
    var text = new StringBuilder(drawn > 0 ? "\u001B[" + drawn + "A" : "");
    for (var row : board.rows()) {
      text.append(line(row, columns)).append("\u001B[K\n");
    }
    console.errors().print(text.append("\u001B[J"));
    console.errors().flush();
    drawn = board.rows().size();
  }

  /** One row, never wider than the terminal. */
  private String line(Board.Row row, int columns) {
    int space = row.what().indexOf(' ');
    var verb = String.format("%12s", row.what().substring(0, space));
    var text = new StringBuilder(row.what().substring(space));
    if (row.count() > 0) {
      text.append(" [").append(row.number()).append('/').append(row.count()).append("]");
    }
    if (row.totalBytes() > 0) {
      text.append(' ')
          .append(megabytes(row.doneBytes()))
          .append(" of ")
          .append(megabytes(row.totalBytes()));
    }
    text.append(' ').append(elapsed(row.work()));
    var detail = row.line().isEmpty() ? row.step() : row.line();
    if (!detail.isEmpty()) {
      text.append("  ").append(detail);
    }
    int room = Math.max(0, columns - verb.length() - 1);
    var shown = Harmless.line(text.toString());
    return console.green(verb) + (shown.length() > room ? shown.substring(0, room) : shown);
  }

  /** A bar that was drawn over itself, as it was in the end. */
  private static String lastState(String line) {
    var text = line.stripTrailing();
    return text.substring(text.lastIndexOf('\r') + 1);
  }

  private static String shortened(String text) {
    var oneLine = text.replaceAll("\\s+", " ");
    return oneLine.length() > STEP_LENGTH ? oneLine.substring(0, STEP_LENGTH) + "…" : oneLine;
  }

  private String elapsed(String work) {
    var time = Duration.ofMillis(clock.millis() - started.getOrDefault(work, clock.millis()));
    return time.toMinutes() > 0
        ? time.toMinutes() + "m " + time.toSecondsPart() + "s"
        : time.toSeconds() + "s";
  }

  private static String megabytes(long bytes) {
    return (bytes + 500_000) / 1_000_000 + " MB";
  }

  @Override
  public synchronized void close() {
    erase();
    closed = true;
  }
}
