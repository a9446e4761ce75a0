package dev.jcross.cli.command;

import dev.jcross.housekeeping.Choice;
import dev.jcross.housekeeping.ContainerChoice;
import dev.jcross.housekeeping.Inventory;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jcross sessions}: the containers that are kept for the next command. */
@Command(
    name = "sessions",
    header = "List and stop containers that wait for the next command.",
    description = "Without a command: list.",
    synopsisSubcommandLabel = "[<command>]",
    sortOptions = false)
final class SessionsCommand extends HouseholdCommand {
  SessionsCommand(Household household) {
    super(household);
  }

  @Override
  public Integer call() {
    return list(new ListFlags());
  }

  @Command(
      name = "list",
      header = "List them: what runs in them, or for how long nothing did.",
      sortOptions = false)
  int list(@Mixin ListFlags flags) {
    return household.list(
        flags,
        inventory -> new InventoryText(household.now()).sessions(inventory.sessions()),
        inventory -> InventoryJson.containers("sessions", inventory.sessions()));
  }

  @Command(
      name = "stop",
      header = "Stop them.",
      description = {
        "Without a name: those of the project in this directory. Those in which a command runs"
            + " stay, unless forced. The next command starts another; nothing is lost, so this"
            + " happens at once.",
      },
      sortOptions = false)
  int stop(
      @Option(
              names = {"-a", "--all"},
              description = "All, of whatever project.")
          boolean all,
      @Option(
              names = {"-f", "--force"},
              description = "Also those in which a command runs; it ends.")
          boolean force,
      @Option(
              names = {"-h", "--help"},
              usageHelp = true,
              description = "Show this help.")
          boolean helpWanted,
      @Parameters(
              paramLabel = "<target or name>",
              arity = "0..*",
              description = "Those of a target, of a name, or of an id.")
          @Nullable List<String> words) {
    var wanted = Household.wanted(words);
    if (all && !wanted.words().isEmpty()) {
      throw Problem.error(ProblemCode.USAGE, "'--all' and names exclude each other")
          .help("leave out '--all'")
          .asException();
    }
    return household.remove(
        spec,
        true,
        force,
        true,
        inventory ->
            all || !wanted.words().isEmpty()
                ? ContainerChoice.stop(inventory, wanted, force, household.now())
                : ofProject(inventory, force));
  }

  private Choice ofProject(Inventory inventory, boolean force) {
    var project =
        HereSettings.read(household.context())
            .project()
            .orElseThrow(
                () ->
                    Problem.error(ProblemCode.USAGE, "no project is here whose sessions to stop")
                        .help("jcross sessions stop --all, or with a target or a name")
                        .asException());
    return ContainerChoice.stopOf(inventory, project.toString(), force, household.now());
  }
}
