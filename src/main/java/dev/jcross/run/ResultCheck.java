package dev.jcross.run;

import dev.jcross.plan.TargetPlan;
import dev.jcross.problem.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at what a build made. What is wrong with it ends the run. */
public interface ResultCheck {
  /** Lets everything pass. */
  ResultCheck NONE =
      new ResultCheck() {
        @Override
        public List<Problem> look(TargetPlan plan, Instant since) {
          return List.of();
        }

        @Override
        public List<Problem> check(TargetPlan plan, List<Path> files, Ingredients ingredients) {
          return List.of();
        }
      };

  /**
   * What is wrong with what lies where results go. It is asked behind every step that compiles, so
   * it must take no time.
   *
   * @param plan one with results
   * @param since when the step began
   */
  List<Problem> look(TargetPlan plan, Instant since);

  /**
   * What is wrong with programs and libraries.
   *
   * @param plan one with a gate
   * @param files of the host, absolute, as cargo lists them; some may be of other kinds
   * @param ingredients asked only when something is wrong: it takes its time
   */
  List<Problem> check(TargetPlan plan, List<Path> files, Ingredients ingredients);

  /** The libraries and objects that results were linked from. */
  @FunctionalInterface
  interface Ingredients {
    /**
     * Copies of those in which one of the names stands.
     *
     * @return a folder that holds them, until the check ends; empty if they cannot be had
     */
    Optional<Path> naming(Set<String> names);
  }
}
