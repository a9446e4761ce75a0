package dev.jcross.integration.conformance;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What must come of a case. A text that begins with {@code ~} is a regular expression for the whole
 * value; every other is the value itself.
 *
 * @param status the exit status
 * @param problems all of them, in their order; none if it is empty
 * @param plan values by their paths, in the document or in its first target
 * @param absent paths that lead to nothing, or to null
 * @param env variables of the last step's container
 * @param noEnv variables that it must not have
 * @param fetchEnv variables of the container that downloads crates
 * @param noFetchEnv variables that it must not have
 * @param mounts parts of mounts of the last step's container, one mount each
 * @param noMounts parts of mounts that it must not have
 * @param steps every step's command line; empty: not looked at
 * @param output parts of what is printed, for command lines without a plan
 * @param noOutput what must not be printed
 */
public record Expectation(
    int status,
    List<Told> problems,
    Map<String, Object> plan,
    List<String> absent,
    Map<String, String> env,
    List<String> noEnv,
    Map<String, String> fetchEnv,
    List<String> noFetchEnv,
    List<Map<String, Object>> mounts,
    List<Map<String, Object>> noMounts,
    List<String> steps,
    List<String> output,
    List<String> noOutput) {

  /**
   * A problem.
   *
   * @param says a part of its message
   * @param at its whole place
   * @param help a part of its help
   */
  public record Told(
      String code,
      String severity,
      Optional<String> says,
      Optional<String> at,
      Optional<String> help) {}

  public Expectation {
    problems = List.copyOf(problems);
    plan = Map.copyOf(plan);
    absent = List.copyOf(absent);
    env = Map.copyOf(env);
    noEnv = List.copyOf(noEnv);
    fetchEnv = Map.copyOf(fetchEnv);
    noFetchEnv = List.copyOf(noFetchEnv);
    mounts = List.copyOf(mounts);
    noMounts = List.copyOf(noMounts);
    steps = List.copyOf(steps);
    output = List.copyOf(output);
    noOutput = List.copyOf(noOutput);
  }

  /** Whether anything is said beyond "it succeeds". */
  boolean saysSomething() {
    return !(problems.isEmpty()
        && plan.isEmpty()
        && absent.isEmpty()
        && env.isEmpty()
        && noEnv.isEmpty()
        && fetchEnv.isEmpty()
        && noFetchEnv.isEmpty()
        && mounts.isEmpty()
        && noMounts.isEmpty()
        && steps.isEmpty()
        && output.isEmpty()
        && noOutput.isEmpty());
  }
}
