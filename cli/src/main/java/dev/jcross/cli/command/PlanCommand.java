package dev.jcross.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jcross.cli.Planning;
import dev.jcross.plan.PlanJson;
import dev.jcross.plan.PlanText;
import dev.jcross.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jcross plan}: what a command line would do, without doing it. */
@Command(
    name = "plan",
    header = "Show what a command would do, and why.",
    description = "No engine is asked and nothing is changed.",
    sortOptions = false)
final class PlanCommand implements Callable<Integer> {
  private final OwnCommands.Context context;
  private List<String> behind = List.of();

  @Option(names = "--json", description = "As JSON: see docs/reference/plan.md.")
  boolean json;

  @Option(names = "--help", usageHelp = true, description = "Show this help.")
  boolean help;

  @Parameters(
      paramLabel = "<words>",
      description = "What would follow 'jcross', such as: build --target aarch64-unknown-linux-gnu")
  List<String> words = List.of();

  PlanCommand(OwnCommands.Context context) {
    this.context = context;
  }

  /** Hands over what picocli must not see: "--" and all that is behind it. */
  static void behind(CommandLine line, List<String> rest) {
    var plan = java.util.Objects.requireNonNull(line.getSubcommands().get("plan"));
    plan.setUnmatchedOptionsArePositionalParams(true);
    ((PlanCommand) plan.getCommand()).behind = rest;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    var all = new ArrayList<>(words);
    all.addAll(behind);
    var planning = new Planning(context.host(), context.recipes().get());
    var plan = planning.plan(planning.parse(all));
    if (json) {
      context
          .console()
          .print(
              new ObjectMapper()
                  .writerWithDefaultPrettyPrinter()
                  .writeValueAsString(PlanJson.of(plan)));
    } else {
      PlanText.lines(plan).forEach(context.console()::print);
      context.console().problems(plan.problems());
    }
    return plan.sound() ? 0 : new ProblemException(plan.problems()).exitStatus().code();
  }
}
