package dev.jcross.transfer;

import dev.jcross.event.Event;
import dev.jcross.event.EventSink;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;

/** Tells what is on its way: as a work if it takes time, else only to the curious. */
final class Reports {
  private static final String WORK = "files";
  private static final long PATIENCE_NANOS = 1_000_000_000;
  private static final int NAMES = 5;

  private final EventSink events;

  Reports(EventSink events) {
    this.events = events;
  }

  Report sending(int files, long bytes) {
    return new Report("Sending ", "Sent ", amount(files, bytes) + " to the engine", bytes);
  }

  Report receiving(int files, long bytes) {
    return new Report("Bringing ", "Brought ", amount(files, bytes) + " from the engine", bytes);
  }

  /** Something on its way, which is told of once it takes a while. */
  final class Report implements AutoCloseable {
    private final String verb;
    private final String past;
    private final String what;
    private final long total;
    private final long start = System.nanoTime();
    private boolean told;

    private Report(String verb, String past, String what, long total) {
      this.verb = verb;
      this.past = past;
      this.what = what;
      this.total = total;
    }

    /** What has been done of it so far. */
    synchronized void bytes(long count) {
      if (!told && System.nanoTime() - start > PATIENCE_NANOS) {
        told = true;
        events.tell(new Event.Started(WORK, verb + what));
      }
      if (told) {
        events.tell(new Event.Progress(WORK, count, total));
      }
    }

    /** It came to a good end. */
    synchronized void done() {
      if (told) {
        told = false;
        events.tell(new Event.Finished(WORK, past + what));
      }
    }

    @Override
    public synchronized void close() {
      if (told) {
        events.tell(new Event.Failed(WORK));
      }
    }
  }

  void sent(int files, long bytes, int removed) {
    tell("sent", files, bytes, removed, "there");
  }

  void brought(int files, long bytes, int removed) {
    tell("brought back", files, bytes, removed, "here");
  }

  private void tell(String verb, int files, long bytes, int removed, String place) {
    var text = new StringBuilder();
    if (files > 0) {
      text.append(verb).append(' ').append(amount(files, bytes));
    }
    if (removed > 0) {
      text.append(text.isEmpty() ? "" : ", ").append("removed ").append(removed);
      text.append(' ').append(place);
    }
    if (!text.isEmpty()) {
      events.tell(new Event.Output(WORK, text.toString()));
    }
  }

  void kept(Path root, Collection<String> paths) {
    if (!paths.isEmpty()) {
      events.tell(
          new Event.Note(
              "kept what was changed here while the command ran, not what the command made of it: "
                  + names(root, paths)));
    }
  }

  void refused(Path root, Collection<String> paths) {
    if (!paths.isEmpty()) {
      events.tell(
          new Event.Note(
              "left on the engine what leads outside of its directory: " + names(root, paths)));
    }
  }

  void blocked(Path root, Collection<String> paths) {
    if (!paths.isEmpty()) {
      events.tell(
          new Event.Note(
              "left on the engine what has the name of a directory that is not empty here: "
                  + names(root, paths)));
    }
  }

  private static String names(Path root, Collection<String> paths) {
    var some = paths.stream().limit(NAMES).map(path -> root.resolve(path).toString()).toList();
    int more = paths.size() - some.size();
    return String.join(", ", some) + (more > 0 ? " and " + more + " more" : "");
  }

  static String amount(int files, long bytes) {
    return files + (files == 1 ? " file, " : " files, ") + size(bytes);
  }

  private static String size(long bytes) {
    if (bytes < 1_000) {
      return bytes + " B";
    }
    return bytes < 1_000_000
        ? (bytes + 500) / 1_000 + " kB"
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
