package dev.jcross.cli.command;

import dev.jcross.housekeeping.Choice;
import dev.jcross.housekeeping.Inventory;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command about all that jcross made of one kind, with commands of its own. */
abstract class HouseholdCommand implements Callable<Integer> {
  final Household household;

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  HouseholdCommand(Household household) {
    this.household = household;
  }

  /** Removes what somebody asked for; what stays is a failure. */
  final int remove(RemoveFlags flags, Function<Inventory, Choice> choose) {
    return household.remove(spec, flags.execute, flags.force, true, choose);
  }

  /** Removes what nobody needs; never what is in use. */
  final int prune(PruneFlags flags, Function<Inventory, Choice> choose) {
    return household.remove(spec, flags.execute, false, false, choose);
  }
}
