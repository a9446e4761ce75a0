package dev.jcross.cli.command;

import dev.jcross.invocation.Subcommands;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jcross help}: of a command of jcross's own, or where to find cargo's. */
@Command(name = "help", header = "Show this help, or that of a command.", sortOptions = false)
final class HelpCommand implements Callable<Integer> {
  private final OwnCommands.Context context;

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "<command>",
      arity = "0..2",
      description = "A command of jcross's own, such as: images, or: images remove")
  List<String> words = List.of();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  HelpCommand(OwnCommands.Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    var jcross = spec.root().commandLine();
    var command = words.isEmpty() ? "" : words.getFirst();
    var own = jcross.getSubcommands().get(command);
    if (own != null && words.size() > 1) {
      own = verb(own, words.get(1));
    }
    if (command.isEmpty()) {
      jcross.usage(jcross.getOut());
    } else if (own != null) {
      own.usage(own.getOut());
    } else if (Subcommands.isKnown(command)) {
      context
          .console()
          .print(
              "'"
                  + command
                  + "' is cargo's; its help, from the image: jcross "
                  + command
                  + " --help");
    } else {
      throw unknown(jcross, command);
    }
    return 0;
  }

  private static CommandLine verb(CommandLine own, String name) {
    var verb = own.getSubcommands().get(name);
    if (verb == null) {
      throw Problem.error(
              ProblemCode.USAGE,
              "'jcross " + own.getCommandName() + "' has no command '" + name + "'")
          .help(Spelling.hint(name, OwnCommands.shown(own).keySet()))
          .asException();
    }
    return verb;
  }

  private static RuntimeException unknown(CommandLine jcross, String command) {
    List<String> names = new ArrayList<>(OwnCommands.shown(jcross).keySet());
    names.addAll(Subcommands.known());
    return Problem.error(
            ProblemCode.USAGE, "neither jcross nor cargo brings a command '" + command + "' along")
        .help(
            Spelling.hint(command, names)
                .orElse("if it is a program of yours: jcross " + command + " --help"))
        .asException();
  }
}
