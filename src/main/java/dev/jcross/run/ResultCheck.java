package dev.jcross.run;

import dev.jcross.plan.TargetPlan;
import dev.jcross.problem.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

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
        public List<Problem> check(TargetPlan plan, List<Path> files) {
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
   */
  List<Problem> check(TargetPlan plan, List<Path> files);
}
