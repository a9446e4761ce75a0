package dev.jcross.cli.command;

import dev.jcross.housekeeping.ImageChoice;
import dev.jcross.housekeeping.Inventory;
import dev.jcross.housekeeping.OwnImage;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jcross images}: those that jcross made. */
@Command(
    name = "images",
    header = "List and remove the images that jcross made.",
    description = "Without a command: list.",
    synopsisSubcommandLabel = "[<command>]",
    sortOptions = false)
final class ImagesCommand extends HouseholdCommand {
  ImagesCommand(Household household) {
    super(household);
  }

  @Override
  public Integer call() {
    return list(new ListFlags(), null);
  }

  @Command(
      name = "list",
      header = "List them, the latest first.",
      description =
          "SIZE is that of all layers, of which images share most. 'superseded' is what this"
              + " jcross would not use any more: its recipe has changed.",
      sortOptions = false)
  int list(
      @Mixin ListFlags flags,
      @Parameters(paramLabel = "<target>", arity = "0..*", description = "Only those of targets.")
          @Nullable List<String> targets) {
    return household.list(
        flags,
        inventory ->
            new InventoryText(household.now())
                .images(of(inventory, targets), superseded(inventory)),
        inventory -> InventoryJson.images(of(inventory, targets), superseded(inventory)));
  }

  private Set<String> superseded(Inventory inventory) {
    return ImageChoice.superseded(inventory, household.current());
  }

  private static List<OwnImage> of(Inventory inventory, @Nullable List<String> targets) {
    return ImageChoice.meant(inventory, Household.wanted(targets), true);
  }

  @Command(
      name = "remove",
      header = "Remove them.",
      description =
          "What is in use stays, unless forced, and what other images are built on. They are made"
              + " anew when they are needed.",
      sortOptions = false)
  int remove(
      @Mixin RemoveFlags flags,
      @Option(
              names = {"-l", "--local"},
              description = "Also those of projects: of a dockerfile, and with pre-build.")
          boolean local,
      @Parameters(
              paramLabel = "<target or name>",
              arity = "0..*",
              description = "Only those of a target, of a name, or of an id. Default: all.")
          @Nullable List<String> words) {
    return remove(
        flags,
        inventory -> ImageChoice.remove(inventory, Household.wanted(words), local, flags.force));
  }

  @Command(
      name = "prune",
      header = "Remove those that no build will use again.",
      description =
          "Those of recipes that have changed, what is built on them, and those of projects that"
              + " are gone from this machine. What is in use stays.",
      sortOptions = false)
  int prune(@Mixin PruneFlags flags) {
    return prune(flags, inventory -> ImageChoice.prune(inventory, household.current()));
  }
}
