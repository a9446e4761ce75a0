package dev.jcross.transfer;

import dev.jcross.event.Event;
import dev.jcross.event.EventSink;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;

/** Tells what is on its way: much of it as a work that takes time, little only to the curious. */
final class Reports {
  private static final String WORK = "files";
  private static final long MUCH = 4_000_000;
  private static final int NAMES = 5;

  private final EventSink events;

  Reports(EventSink events) {
    this.events = events;
  }

  /** Something on its way. */
  interface Report extends AutoCloseable {
    /** What has been done of it so far. */
    void bytes(long count);

    /** It came to a good end. */
    void done();

    @Override
    void close();
  }

  Report sending(int files, long bytes) {
    return report("Sending ", "Sent ", amount(files, bytes) + " to the engine", bytes);
  }

  Report receiving(int files, long bytes) {
    return report("Bringing ", "Brought ", amount(files, bytes) + " from the engine", bytes);
  }

  private Report report(String verb, String past, String what, long bytes) {
    if (bytes < MUCH) {
      return new Silent();
    }
    events.tell(new Event.Started(WORK, verb + what));
    return new Told(past + what, bytes);
  }

  private static final class Silent implements Report {
    @Override
    public void bytes(long count) {}

    @Override
    public void done() {}

    @Override
    public void close() {}
  }

  private final class Told implements Report {
    private final String result;
    private final long total;
    private boolean done;

    Told(String result, long total) {
      this.result = result;
      this.total = total;
    }

    @Override
    public void bytes(long count) {
      events.tell(new Event.Progress(WORK, count, total));
    }

    @Override
    public void done() {
      done = true;
      events.tell(new Event.Finished(WORK, result));
    }

    @Override
    public void close() {
      if (!done) {
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
