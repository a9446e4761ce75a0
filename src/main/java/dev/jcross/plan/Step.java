package dev.jcross.plan;

import java.util.List;
import java.util.Objects;

/**
 * One command in a container.
 *
 * @param input whether the caller's standard input is handed on
 * @param terminal whether the command has a terminal
 * @param whenNeeded whether it runs only if what it makes is missing: the fetch of a build
 */
public record Step(
    Phase phase,
    ContainerPlan container,
    List<String> command,
    boolean input,
    boolean terminal,
    boolean whenNeeded) {

  public Step {
    Objects.requireNonNull(phase);
    Objects.requireNonNull(container);
    command = List.copyOf(command);
  }
}
