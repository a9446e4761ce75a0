package dev.jcross.plan;

import dev.jcross.problem.Problem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that will be done, and what is wrong with it.
 *
 * @param host what is done on this machine, before what is done for the targets
 * @param together whether the targets are worked on at the same time
 */
public record BuildPlan(
    List<Problem> problems, Optional<HostAction> host, List<TargetPlan> targets, boolean together) {
  public BuildPlan {
    problems = List.copyOf(problems);
    Objects.requireNonNull(host);
    targets = List.copyOf(targets);
  }

  /** Nothing but that is done. */
  public static BuildPlan onHost(HostAction action) {
    return new BuildPlan(List.of(), Optional.of(action), List.of(), false);
  }

  /** Whether it can be carried out. */
  public boolean sound() {
    return problems.stream().noneMatch(Problem::isError);
  }
}
