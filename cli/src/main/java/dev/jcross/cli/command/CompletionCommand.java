package dev.jcross.cli.command;

import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.Spelling;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jcross completion}: what a shell needs to complete the words of jcross. */
@Command(
    name = "completion",
    header = "Print the completion script for bash, zsh or fish.",
    description = {
      "It knows jcross's commands, cargo's, their common flags, and the targets.",
      "%n  bash:  source <(jcross completion bash)     in ~/.bashrc",
      "  zsh:   source <(jcross completion zsh)      in ~/.zshrc, behind compinit",
      "  fish:  jcross completion fish > ~/.config/fish/completions/jcross.fish",
    },
    sortOptions = false)
final class CompletionCommand implements Callable<Integer> {
  private final OwnCommands.Context context;

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "<shell>", description = "bash, zsh or fish.")
  String shell = "";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  CompletionCommand(OwnCommands.Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (!Completion.SHELLS.contains(shell)) {
      throw Problem.error(ProblemCode.USAGE, "jcross has no completion for '" + shell + "'")
          .help(
              Spelling.hint(shell, Completion.SHELLS)
                  .orElse("choose one of: " + String.join(", ", Completion.SHELLS)))
          .asException();
    }
    var completion = Completion.of(spec.root().commandLine(), context.recipes().get().triples());
    completion.script(shell).lines().forEach(context.console()::print);
    return 0;
  }
}
