package dev.jcross.plan;

import dev.jcross.host.HostFacts;
import dev.jcross.invocation.Argument;
import dev.jcross.invocation.Invocation;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code cargo install} and {@code uninstall}. By default they work on cargo's home, which in a
 * container is not the user's: a directory has to be named.
 */
final class Installs {
  private static final Set<String> COMMANDS = Set.of("install", "uninstall");
  private static final String ROOT = "CARGO_INSTALL_ROOT";

  private Installs() {}

  /** What keeps an installation from making sense. */
  static List<Problem> check(Invocation invocation, HostFacts host) {
    var command = invocation.canonicalSubcommand().orElse("");
    if (!COMMANDS.contains(command)) {
      return List.of();
    }
    var problems = new ArrayList<Problem>();
    if (command.equals("install")
        && invocation.manifestPath().isEmpty()
        && !invocation.has("--list")) {
      problems.add(
          Problem.error(
                  ProblemCode.USAGE,
                  "'jcross install' installs a project of yours: name it by --path")
              .help(
                  "jcross install --path . --root DIR\n"
                      + "a tool for this machine is the host's affair: jcross --host install …"));
    }
    if (arguments(invocation, host).stream().noneMatch(argument -> argument.isAny("--root"))) {
      problems.add(
          Problem.error(
                  ProblemCode.USAGE,
                  "'jcross "
                      + command
                      + "' needs a directory, as cargo's home is not seen in the container")
              .help("add --root DIR, or set " + ROOT));
    }
    return problems;
  }

  /** What stands behind the subcommand, with the directory that a variable names. */
  static List<Argument> arguments(Invocation invocation, HostFacts host) {
    var arguments = new ArrayList<>(invocation.arguments());
    if (COMMANDS.contains(invocation.canonicalSubcommand().orElse(""))
        && !invocation.has("--root")) {
      host.variable(ROOT).ifPresent(root -> arguments.add(Argument.of("--root", root)));
    }
    return arguments;
  }
}
