package dev.jcross.run;

import dev.jcross.plan.TargetPlan;
import dev.jcross.problem.Problem;
import java.nio.file.Path;
import java.util.List;

/** Looks at what a build made. */
@FunctionalInterface
public interface ResultCheck {
  /** Lets everything pass. */
  ResultCheck NONE = (plan, files) -> List.of();

  /**
   * What is wrong with programs and libraries; then the run ends.
   *
   * @param plan one with a gate
   * @param files of the host, absolute, as cargo lists them; some may be of other kinds
   */
  List<Problem> check(TargetPlan plan, List<Path> files);
}
