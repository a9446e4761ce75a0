package dev.jcross.run;

import dev.jcross.problem.Problem;
import dev.jcross.target.Target;
import java.time.Duration;
import java.util.List;

/**
 * How a run ended.
 *
 * @param exitStatus that of the last command that ran; of several targets, the first that failed
 * @param notes what jcross can say about a failure
 * @param targets how each ended, if they were worked on together; else empty
 */
public record Outcome(int exitStatus, List<Problem> notes, List<OfTarget> targets) {
  static final Outcome SUCCESS = new Outcome(0, List.of());

  public Outcome {
    notes = List.copyOf(notes);
    targets = List.copyOf(targets);
  }

  Outcome(int exitStatus, List<Problem> notes) {
    this(exitStatus, notes, List.of());
  }

  /** One of several targets. */
  public record OfTarget(Target target, int exitStatus, List<Problem> notes, Duration duration) {
    public OfTarget {
      notes = List.copyOf(notes);
    }
  }
}
