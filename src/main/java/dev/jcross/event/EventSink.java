package dev.jcross.event;

/** Takes the facts of a run; may be called from any thread. */
@FunctionalInterface
public interface EventSink {
  /** For work that nobody watches. */
  EventSink SILENT = event -> {};

  void tell(Event event);
}
