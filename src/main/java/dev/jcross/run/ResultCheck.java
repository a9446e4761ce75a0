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

  /** Whether {@link #passed} wants to be asked: what it is told costs time to put together. */
  default boolean asksForBuilds() {
    return false;
  }

  /**
   * What is wrong behind a step that compiles, once nothing is wrong with what it made.
   *
   * @param plan one with results
   */
  default List<Problem> passed(TargetPlan plan, Build build) {
    return List.of();
  }

  /**
   * A build that went well.
   *
   * @param started when the first step of the target began
   * @param compiled when the step that compiled began; what is newer is what it made
   * @param finished when its last step had ended
   * @param questions that what was built can answer
   */
  record Build(
      UsedImage image, Instant started, Instant compiled, Instant finished, Questions questions) {}

  /** The container in which it was built, as long as the check runs. */
  @FunctionalInterface
  interface Questions {
    /**
     * What a command prints there.
     *
     * @return empty if it fails
     */
    Optional<String> ask(List<String> command);
  }

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
