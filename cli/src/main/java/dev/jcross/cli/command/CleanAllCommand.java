package dev.jcross.cli.command;

import dev.jcross.housekeeping.CachedFiles;
import dev.jcross.housekeeping.Everything;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jcross clean-all}: as if jcross had never been used. */
@Command(
    name = "clean-all",
    header = "Remove everything that jcross made outside of projects.",
    description =
        "Containers, images, volumes, and what is in jcross's cache on this machine. What is in"
            + " use stays, unless forced. For the results of a project: jcross clean.",
    sortOptions = false)
final class CleanAllCommand implements Callable<Integer> {
  private final Household household;

  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin RemoveFlags flags = new RemoveFlags();

  @Option(
      names = {"-l", "--local"},
      description = "Also the images of projects: of a dockerfile, and with pre-build.")
  boolean local;

  CleanAllCommand(Household household) {
    this.household = household;
  }

  @Override
  public Integer call() {
    var cache = household.context().host().cacheDirectory();
    return household.remove(
        spec,
        flags.execute,
        flags.force,
        true,
        inventory ->
            Everything.of(inventory, CachedFiles.in(cache), local, flags.force, household.now()));
  }
}
