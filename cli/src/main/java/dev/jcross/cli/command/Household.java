package dev.jcross.cli.command;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.host.MachineName;
import dev.jcross.housekeeping.Belonging;
import dev.jcross.housekeeping.Choice;
import dev.jcross.housekeeping.Inventory;
import dev.jcross.housekeeping.Remover;
import dev.jcross.housekeeping.Wanted;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What the commands about images, volumes and containers share. */
final class Household {
  private final OwnCommands.Context context;
  private final InstantSource clock;

  Household(OwnCommands.Context context, InstantSource clock) {
    this.context = context;
    this.clock = clock;
  }

  OwnCommands.Context context() {
    return context;
  }

  Instant now() {
    return clock.instant();
  }

  /**
   * Every name that jcross's own recipes give to images, those with the packages of this project's
   * {@code apt-sources} included.
   */
  Set<String> current() {
    var recipes = context.recipes().get();
    var aptSources = HereSettings.read(context).aptSources();
    if (aptSources.isEmpty()) {
      return recipes.references();
    }
    var all = new TreeSet<>(recipes.references());
    all.addAll(recipes.withPackagesFrom(aptSources).references());
    return all;
  }

  static Wanted wanted(@Nullable List<String> words) {
    return new Wanted(words == null ? List.of() : words);
  }

  /** Prints what is there, as a table or a document. */
  int list(
      ListFlags flags,
      Function<Inventory, List<String>> table,
      Function<Inventory, Map<String, @Nullable Object>> document) {
    boolean json = flags.asJson();
    try (var engine = context.engine().get()) {
      var inventory = read(engine);
      if (json) {
        context.console().print(Json.text(document.apply(inventory)));
      } else {
        table.apply(inventory).forEach(context.console()::print);
      }
    }
    return 0;
  }

  private static Inventory read(ContainerEngine engine) {
    return Inventory.read(engine, MachineName.read());
  }

  /**
   * Removes what is chosen, or says what would be removed.
   *
   * @param complaining whether what stays is a failure
   */
  int remove(
      CommandSpec spec,
      boolean execute,
      boolean force,
      boolean complaining,
      Function<Inventory, Choice> choose) {
    try (var engine = context.engine().get()) {
      var choice = choose.apply(read(engine));
      if (!execute) {
        RemovalText.dryRun(choice, spec.root().commandLine().getParseResult().originalArgs())
            .forEach(context.console()::print);
        return 0;
      }
      var removed = new ArrayList<Belonging>();
      var problems = new ArrayList<Problem>();
      problems.addAll(
          new Remover(engine, force)
              .remove(
                  choice,
                  what -> {
                    removed.add(what);
                    context.console().print(RemovalText.removed(what));
                  }));
      context.console().print(RemovalText.summary(removed));
      if (complaining) {
        choice.stays().stream().map(Household::problem).forEach(problems::add);
      }
      context.console().problems(problems);
      return problems.isEmpty() ? 0 : new ProblemException(problems).exitStatus().code();
    }
  }

  private static Problem problem(Choice.Kept kept) {
    return Problem.error(
            ProblemCode.IN_USE,
            "the " + kept.what().what() + " '" + kept.what().name() + "' stays: " + kept.why())
        .help(kept.help());
  }

  /** Tells what is wrong with a command that cannot be carried out; the exit status. */
  int refuse(Problem problem) {
    context.console().problems(List.of(problem));
    return problem.code().exitStatus().code();
  }
}
