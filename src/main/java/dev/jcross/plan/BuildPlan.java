package dev.jcross.plan;

import dev.jcross.problem.Problem;
import java.util.List;

/**
 * Everything that will be done, and what is wrong with it.
 *
 * @param together whether the targets are worked on at the same time
 */
public record BuildPlan(List<Problem> problems, List<TargetPlan> targets, boolean together) {
  public BuildPlan {
    problems = List.copyOf(problems);
    targets = List.copyOf(targets);
  }

  /** Whether it can be carried out. */
  public boolean sound() {
    return problems.stream().noneMatch(Problem::isError);
  }
}
