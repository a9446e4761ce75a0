package dev.jcross.plan;

import dev.jcross.host.HostFacts;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.util.List;
import java.util.Optional;

/**
 * Who a container's processes are.
 *
 * @param user {@code uid:gid}
 * @param userNamespace as {@code docker run --userns} takes it; empty: what fits the engine
 * @param rootless whether the engine runs without root, if the user said so
 */
record Identity(String user, Optional<String> userNamespace, Optional<Boolean> rootless) {

  /**
   * The caller, unless {@code CROSS_CONTAINER_UID}, {@code CROSS_CONTAINER_GID}, {@code
   * CROSS_CONTAINER_USER_NAMESPACE} or {@code CROSS_ROOTLESS_CONTAINER_ENGINE} say otherwise.
   */
  static Identity of(HostFacts host, List<Problem> problems) {
    return new Identity(
        number("CROSS_CONTAINER_UID", host.user().uid(), host, problems)
            + ":"
            + number("CROSS_CONTAINER_GID", host.user().gid(), host, problems),
        host.variable("CROSS_CONTAINER_USER_NAMESPACE").filter(word -> !word.equals("auto")),
        rootless(host, problems));
  }

  private static String number(String name, long own, HostFacts host, List<Problem> problems) {
    var text = host.variable(name);
    if (text.isEmpty()) {
      return Long.toString(own);
    }
    if (!text.get().matches("[0-9]{1,10}")) {
      problems.add(
          wrong(name, text.get(), "a number")
              .help("unset " + name + ", or export " + name + "=" + own));
    }
    return text.get();
  }

  private static Optional<Boolean> rootless(HostFacts host, List<Problem> problems) {
    var name = "CROSS_ROOTLESS_CONTAINER_ENGINE";
    var text = host.variable(name).orElse("auto");
    return switch (text) {
      case "auto" -> Optional.empty();
      case "true", "1" -> Optional.of(true);
      case "false", "0" -> Optional.of(false);
      default -> {
        problems.add(wrong(name, text, "auto, true or false").help("export " + name + "=auto"));
        yield Optional.empty();
      }
    };
  }

  private static Problem wrong(String name, String text, String expected) {
    return Problem.error(
            ProblemCode.VARIABLE_VALUE, "'" + name + "' is '" + text + "', expected " + expected)
        .at(Place.of(name));
  }
}
