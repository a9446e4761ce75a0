package dev.jcross.cli.command;

import dev.jcross.cli.console.Console;
import dev.jcross.engine.ContainerEngine;
import dev.jcross.host.HostFacts;
import dev.jcross.image.BuiltinRecipes;
import dev.jcross.problem.ExitStatus;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The commands of jcross itself; every other word is cargo's. */
public final class OwnCommands {
  private static final Set<String> NAMES =
      Set.of(
          "plan", "explain", "targets", "doctor", "inspect", "completion", "sweep", "help",
          "--help", "-h", "--version", "-V");

  /**
   * What commands need; what is costly is made only when it is asked for.
   *
   * @param engine connects when first used
   */
  public record Context(
      HostFacts host,
      Console console,
      String version,
      Supplier<BuiltinRecipes> recipes,
      Supplier<ContainerEngine> engine) {}

  private OwnCommands() {}

  /** Whether jcross itself answers; an empty command line gets help. */
  public static boolean isOwn(List<String> words) {
    return words.isEmpty() || NAMES.contains(words.getFirst());
  }

  /** Runs one of them and returns the exit status. */
  public static int run(List<String> words, Context context) {
    var line = commandLine(context);
    // picocli would drop the first "--": what is behind it is kept from it.
    int end = words.indexOf("--");
    var before = new ArrayList<>(end < 0 ? words : words.subList(0, end));
    var rest = end < 0 ? Optional.<List<String>>empty() : Optional.of(words.subList(end, words.size()));
    PlanCommand.behind(line, rest.orElse(List.of()));
    if (before.isEmpty()) {
      before.add("--help");
    }
    return line.execute(before.toArray(String[]::new));
  }

  static CommandLine commandLine(Context context) {
    var line = new CommandLine(new JcrossCommand(context));
    line.addSubcommand("plan", new PlanCommand(context));
    line.addSubcommand("sweep", new SweepCommand(context));
    line.setExpandAtFiles(false);
    line.setParameterExceptionHandler(
        (failure, arguments) -> {
          context
              .console()
              .problems(
                  List.of(
                      Problem.error(ProblemCode.USAGE, String.valueOf(failure.getMessage()))
                          .help("jcross help " + failure.getCommandLine().getCommandName())));
          return ExitStatus.USAGE.code();
        });
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          throw failure;
        });
    return line;
  }
}
