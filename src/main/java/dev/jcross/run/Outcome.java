package dev.jcross.run;

import dev.jcross.problem.Problem;
import java.util.List;

/**
 * How a run ended.
 *
 * @param exitStatus that of the last command that ran
 * @param notes what jcross can say about a failure
 */
public record Outcome(int exitStatus, List<Problem> notes) {
  public Outcome {
    notes = List.copyOf(notes);
  }
}
