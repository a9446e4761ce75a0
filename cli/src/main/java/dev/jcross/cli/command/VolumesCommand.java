package dev.jcross.cli.command;

import dev.jcross.housekeeping.Inventory;
import dev.jcross.housekeeping.OwnVolume;
import dev.jcross.housekeeping.VolumeChoice;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jcross volumes}: those that jcross made. */
@Command(
    name = "volumes",
    header = "List and remove the volumes that jcross made.",
    description = "Without a command: list.",
    synopsisSubcommandLabel = "[<command>]",
    sortOptions = false)
final class VolumesCommand extends HouseholdCommand {
  VolumesCommand(Household household) {
    super(household);
  }

  static CommandLine line(Household household) {
    var line = new CommandLine(new VolumesCommand(household));
    // Whatever is typed behind it, the answer is the same.
    Objects.requireNonNull(line.getSubcommands().get("create"))
        .setUnmatchedOptionsArePositionalParams(true);
    return line;
  }

  @Override
  public Integer call() {
    return list(new ListFlags(), null);
  }

  @Command(
      name = "list",
      header = "List them.",
      description = "They hold downloaded crates, toolchains, tools, and intermediate files.",
      sortOptions = false)
  int list(
      @Mixin ListFlags flags,
      @Parameters(paramLabel = "<target>", arity = "0..*", description = "Only those of targets.")
          @Nullable List<String> targets) {
    return household.list(
        flags,
        inventory -> new InventoryText(household.now()).volumes(of(inventory, targets)),
        inventory -> InventoryJson.volumes(of(inventory, targets)));
  }

  private static List<OwnVolume> of(Inventory inventory, @Nullable List<String> targets) {
    return VolumeChoice.meant(inventory, Household.wanted(targets));
  }

  @Command(
      name = "remove",
      aliases = "remove-all",
      header = "Remove them, and what is in them.",
      description =
          "What a session uses stays, unless forced. Crates are downloaded and code is compiled"
              + " anew when they are needed.",
      sortOptions = false)
  int remove(
      @Mixin RemoveFlags flags,
      @Parameters(
              paramLabel = "<target or name>",
              arity = "0..*",
              description = "Only those of a target, or of a name. Default: all.")
          @Nullable List<String> words) {
    return remove(
        flags, inventory -> VolumeChoice.remove(inventory, Household.wanted(words), flags.force));
  }

  @Command(
      name = "prune",
      header = "Remove those that no build will use again.",
      description =
          "Intermediate files of projects that are gone from this machine, and of images that are"
              + " gone. What is in use stays.",
      sortOptions = false)
  int prune(@Mixin PruneFlags flags) {
    return prune(flags, inventory -> VolumeChoice.prune(inventory, household.current()));
  }

  /** Known from cross-util, whose remote builds needed it. */
  @Command(name = "create", hidden = true)
  int create(@Parameters(arity = "0..*", hidden = true) @Nullable List<String> words) {
    return household.refuse(
        Problem.error(
                ProblemCode.USAGE,
                "volumes need not be created: each is made when it is first needed")
            .help("to see those that are there: jcross volumes list"));
  }
}
