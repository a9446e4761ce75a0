package dev.jcross.cli.command;

import dev.jcross.housekeeping.ContainerChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jcross containers}: those that jcross made, whatever for. */
@Command(
    name = "containers",
    header = "List and remove the containers that jcross made.",
    description = {
      "Without a command: list. They end by themselves; see 'jcross help sessions' for those that"
          + " are kept for the next command.",
    },
    synopsisSubcommandLabel = "[<command>]",
    sortOptions = false)
final class ContainersCommand extends HouseholdCommand {
  ContainersCommand(Household household) {
    super(household);
  }

  @Override
  public Integer call() {
    return list(new ListFlags());
  }

  @Command(name = "list", header = "List them, in whatever state.", sortOptions = false)
  int list(@Mixin ListFlags flags) {
    return household.list(
        flags,
        inventory -> new InventoryText(household.now()).containers(inventory),
        inventory -> InventoryJson.containers("containers", inventory.containers()));
  }

  @Command(
      name = "remove",
      aliases = "remove-all",
      header = "Remove them.",
      description = "Those in which a command runs stay, unless forced.",
      sortOptions = false)
  int remove(
      @Mixin RemoveFlags flags,
      @Parameters(
              paramLabel = "<target or name>",
              arity = "0..*",
              description = "Only those of a target, of a name, or of an id. Default: all.")
          @Nullable List<String> words) {
    return remove(
        flags,
        inventory ->
            ContainerChoice.remove(
                inventory, Household.wanted(words), flags.force, household.now()));
  }

  @Command(
      name = "prune",
      header = "Remove those that were left over.",
      description =
          "Those that were created and never started, and those that have ended: the engine takes"
              + " away neither by itself if it was killed at the wrong moment.",
      sortOptions = false)
  int prune(@Mixin PruneFlags flags) {
    return prune(flags, inventory -> ContainerChoice.prune(inventory, household.now()));
  }
}
