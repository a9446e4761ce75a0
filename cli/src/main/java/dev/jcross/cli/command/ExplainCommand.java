package dev.jcross.cli.command;

import dev.jcross.cli.Planning;
import dev.jcross.config.Explained;
import dev.jcross.config.Origin;
import dev.jcross.config.Setting;
import dev.jcross.invocation.Invocation;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import dev.jcross.target.Target;
import dev.jcross.target.TargetTriple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jcross explain}: each setting, and who said it. */
@Command(
    name = "explain",
    header = "Show each setting and which line or variable said so.",
    description = "No engine is asked and nothing is changed.",
    sortOptions = false)
final class ExplainCommand implements Callable<Integer> {
  private final OwnCommands.Context context;

  @Mixin JsonFlags flags = new JsonFlags();

  @Parameters(
      paramLabel = "<words>",
      description =
          "What would follow 'jcross', or only --target or --manifest-path, such as: --target"
              + " aarch64-unknown-linux-gnu")
  List<String> words = List.of();

  ExplainCommand(OwnCommands.Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    var planning = new Planning(context.host(), context.recipes().get());
    var invocation = planning.parse(words);
    refuseBareTriple(invocation);
    var reading = planning.read(invocation);
    var problems = new ArrayList<>(reading.problems());
    for (var target : reading.targets()) {
      missingPaths(reading, target.value())
          .filter(problem -> !problems.contains(problem))
          .forEach(problems::add);
    }
    if (flags.json) {
      context.console().print(Json.text(document(explained(planning, reading), problems)));
    } else {
      new ExplainText(context.host().terminal().width())
          .lines(explained(planning, reading))
          .forEach(context.console()::print);
      context.console().problems(problems);
    }
    return problems.stream().anyMatch(Problem::isError)
        ? new ProblemException(problems).exitStatus().code()
        : 0;
  }

  private static void refuseBareTriple(Invocation invocation) {
    invocation
        .subcommand()
        .filter(TargetTriple::isKnown)
        .ifPresent(
            triple -> {
              throw Problem.error(ProblemCode.USAGE, "'" + triple + "' is no cargo subcommand")
                  .help("jcross explain --target " + triple)
                  .asException();
            });
  }

  private static java.util.stream.Stream<Problem> missingPaths(
      Planning.Reading reading, Target target) {
    try {
      var _ = reading.config().forTarget(target);
      return java.util.stream.Stream.empty();
    } catch (ProblemException e) {
      return e.problems().stream();
    }
  }

  private static Map<Setting<Target>, List<Explained>> explained(
      Planning planning, Planning.Reading reading) {
    var all = new LinkedHashMap<Setting<Target>, List<Explained>>();
    for (var target : reading.targets()) {
      var runner = runner(planning, reading, target);
      all.put(
          target,
          reading.config().explain(target.value()).stream()
              .map(explained -> runner.filter(it -> it.decides(explained)).orElse(explained))
              .toList());
    }
    return all;
  }

  /** What nobody has set, the image and the machine decide. */
  private static Optional<Explained> runner(
      Planning planning, Planning.Reading reading, Setting<Target> target) {
    try {
      return planning
          .runner(reading, target)
          .map(
              runner ->
                  new Explained(
                      "runner",
                      '"' + runner.value() + '"',
                      List.of(new Origin(Origin.Layer.DEFAULT, Place.of(runner.origin()))),
                      List.of()));
    } catch (ProblemException e) {
      // Told with the missing paths.
      return Optional.empty();
    }
  }

  private static Map<String, @Nullable Object> document(
      Map<Setting<Target>, List<Explained>> explained, List<Problem> problems) {
    var targets = new ArrayList<Map<String, @Nullable Object>>();
    explained.forEach(
        (target, settings) -> {
          var json = new LinkedHashMap<String, @Nullable Object>();
          json.put("target", target.value().triple().name());
          json.put("glibc", Json.orNull(target.value().glibc()));
          json.put("origin", target.origin().toString());
          json.put("settings", settings.stream().map(ExplainCommand::setting).toList());
          targets.add(json);
        });
    var document = Json.document();
    document.put("problems", Json.problems(problems));
    document.put("targets", targets);
    return document;
  }

  private static Map<String, @Nullable Object> setting(Explained explained) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("key", explained.key());
    json.put("value", Json.orNull(Optional.of(explained.value()).filter(it -> !it.equals("-"))));
    json.put("origins", explained.origins().stream().map(Origin::toString).toList());
    json.put(
        "weaker",
        explained.weaker().stream()
            .map(
                weaker -> {
                  var pair = new LinkedHashMap<String, @Nullable Object>();
                  pair.put("value", weaker.value());
                  pair.put("origin", weaker.origin().toString());
                  return pair;
                })
            .toList());
    return json;
  }
}
