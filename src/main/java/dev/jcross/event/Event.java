package dev.jcross.event;

/** What happened in a run, told as it happens. */
public sealed interface Event {
  /** A piece of work with a name of its own, such as the build of one image. */
  record Started(String work, String what) implements Event {}

  /**
   * The work came to a step.
   *
   * @param number from 1
   * @param count 0 if unknown
   */
  record Step(String work, int number, int count, String what) implements Event {}

  /**
   * Bytes that arrived so far.
   *
   * @param totalBytes 0 if unknown
   */
  record Progress(String work, long doneBytes, long totalBytes) implements Event {}

  /** A line that the work printed. */
  record Output(String work, String line) implements Event {}

  /** The work came to a good end. */
  record Finished(String work, String what) implements Event {}

  /** The work failed; the problem itself is told elsewhere. */
  record Failed(String work) implements Event {}

  /** Something worth a line that is not wrong. */
  record Note(String text) implements Event {}
}
