package dev.jcross.cli.command;

import dev.jcross.artifact.Difference;
import dev.jcross.artifact.FileHash;
import dev.jcross.artifact.ResultFolder;
import dev.jcross.cli.Planning;
import dev.jcross.invocation.Invocation;
import dev.jcross.plan.PathMap;
import dev.jcross.plan.Results;
import dev.jcross.plan.TargetPlan;
import dev.jcross.problem.ExitStatus;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jcross verify}: whether the same sources give the same bytes. */
@Command(
    name = "verify",
    header = "Build twice, as on two machines, and compare the results.",
    description = {
      "The second time in another folder, with files made in another order, later, by one"
          + " processor, with another umask, time zone and language; each time with nothing built"
          + " before. Exit status 81 if a program or library differs; then both are in"
          + " target/jcross-verify."
    },
    sortOptions = false)
final class VerifyCommand implements Callable<Integer> {
  private static final String KEPT = "jcross-verify";
  private static final Set<String> BUILDING = Set.of("build", "rustc");

  private final OwnCommands.Context context;

  @Option(
      names = "--against",
      paramLabel = "<file or URL>",
      description = "Build once, and compare with that, which somebody has published.")
  @Nullable String against;

  @Option(names = "--help", usageHelp = true, description = "Show this help.")
  boolean help;

  @Parameters(
      paramLabel = "<words>",
      arity = "0..*",
      description =
          "What would follow 'jcross', such as: build --release --target"
              + " aarch64-unknown-linux-gnu")
  List<String> words = List.of();

  VerifyCommand(OwnCommands.Context context) {
    this.context = context;
  }

  /** One of two builds: where its sources are, and what is other around it. */
  private record Build(
      String name, Path sources, Path results, Map<String, String> environment, String umask) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    var planning = new Planning(context.host(), context.recipes().get());
    var invocation = building(planning);
    var plan = planning.plan(invocation);
    context.console().problems(plan.problems().stream().filter(found -> !found.isError()).toList());
    if (!plan.sound()) {
      throw new ProblemException(plan.problems().stream().filter(Problem::isError).toList());
    }
    var folders =
        plan.targets().getFirst().paths().entries().stream().map(PathMap.Entry::host).toList();
    var scratch =
        context.host().cacheDirectory().resolve("verify").resolve(UUID.randomUUID().toString());
    // A signal ends the process wherever it stands.
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> SourceCopy.remove(scratch), "jcross-copies"));
    try {
      var results = plan.targets().stream().map(VerifyCommand::results).toList();
      var first = build(first(scratch), folders, results);
      if (first.status() != 0) {
        return first.status();
      }
      var second =
          against == null
              ? build(second(scratch), folders, results)
              : new Built(0, alike(first.files(), fetch(against, scratch)));
      return second.status() == 0 ? compare(first.files(), second.files()) : second.status();
    } finally {
      SourceCopy.remove(scratch);
    }
  }

  private Invocation building(Planning planning) {
    var typed = planning.parse(words);
    var all = new ArrayList<>(words);
    if (typed.subcommand().isEmpty()) {
      all.addFirst("build");
    }
    var invocation = planning.parse(all);
    if (!BUILDING.contains(invocation.canonicalSubcommand().orElse(""))) {
      throw Problem.error(
              ProblemCode.USAGE,
              "'" + invocation.subcommand().orElse("") + "' makes nothing that could be compared")
          .help("jcross verify build --release")
          .asException();
    }
    if (invocation.attest().isPresent()) {
      throw Problem.error(
              ProblemCode.USAGE, "the two builds are thrown away, and nothing is left to attest")
          .at(Place.of("--attest"))
          .help("verify first, then: jcross build --attest …")
          .asException();
    }
    if (invocation.targetDirectory().isPresent()) {
      throw Problem.error(
              ProblemCode.USAGE, "each of the two builds has a target folder of its own")
          .at(Place.of("--target-dir"))
          .help("leave --target-dir out")
          .asException();
    }
    if (!invocation.fresh()) {
      // A container that waits for the next command would keep its volume.
      all.addFirst("--fresh");
    }
    words = all;
    return invocation;
  }

  private static Path results(TargetPlan plan) {
    return plan.results().map(Results::directory).orElseThrow();
  }

  private static Build first(Path scratch) {
    return new Build(
        "first", scratch.resolve("first"), scratch.resolve("results/first"), Map.of(), "022");
  }

  private Build second(Path scratch) {
    var options =
        context.host().variable("CROSS_CONTAINER_OPTS").map(said -> said + " ").orElse("");
    return new Build(
        "second",
        scratch.resolve("second/one/further"),
        scratch.resolve("results/second"),
        Map.of(
            "TZ", "Pacific/Kiritimati",
            "LANG", "tr_TR.UTF-8",
            "LC_ALL", "tr_TR.UTF-8",
            "CROSS_CONTAINER_OPTS", options + "--cpuset-cpus 0"),
        "077");
  }

  /**
   * What a build came to.
   *
   * @param status cargo's
   * @param files what came out, by name; none if cargo failed
   */
  private record Built(int status, Map<String, Path> files) {}

  private Built build(Build build, List<Path> folders, List<Path> results)
      throws IOException, InterruptedException {
    context.console().say("Verifying", "the " + build.name() + " time");
    var here = context.host().workingDirectory();
    var without = new HashSet<Path>();
    results.forEach(result -> without.add(targetFolder(result)));
    Files.createDirectories(build.sources());
    SourceCopy.make(folders, without, build.sources(), build.name().equals("second"));
    var there = SourceCopy.moved(here, folders, build.sources());
    try {
      int status = run(build, there, words);
      return new Built(status, status == 0 ? collected(build, folders, results) : Map.of());
    } finally {
      // The results are kept; this is for the volume of the other files.
      run(build, there, List.of("clean", "--quiet"));
    }
  }

  private Map<String, Path> collected(Build build, List<Path> folders, List<Path> results)
      throws IOException {
    var made = new TreeMap<String, Path>();
    for (var result : results) {
      var folder = SourceCopy.moved(result, folders, build.sources());
      for (var found : ResultFolder.read(folder)) {
        var file = found.inspection().file();
        var name = shown(result.resolve(folder.relativize(file)));
        made.put(name, keep(file, build.results().resolve(Integer.toString(made.size()))));
      }
    }
    if (made.isEmpty()) {
      throw Problem.error(
              ProblemCode.USAGE, "the build made no program and no library that could be compared")
          .help("a library crate makes one with: crate-type = [\"staticlib\"] or [\"cdylib\"]")
          .asException();
    }
    return made;
  }

  /** {@code target/<triple>/<profile>} without the last two. */
  private static Path targetFolder(Path result) {
    return Objects.requireNonNull(Objects.requireNonNull(result.getParent()).getParent());
  }

  private int run(Build build, Path directory, List<String> cargo)
      throws IOException, InterruptedException {
    var command =
        new ArrayList<>(List.of("/bin/sh", "-c", "umask " + build.umask() + "; exec \"$@\"", "sh"));
    command.addAll(context.again());
    command.addAll(cargo);
    var builder = new ProcessBuilder(command).directory(directory.toFile()).inheritIO();
    // What says where results go would make both builds share them.
    builder.environment().keySet().removeAll(Set.of("CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR"));
    builder.environment().put("PWD", directory.toString());
    builder.environment().putAll(build.environment());
    return builder.start().waitFor();
  }

  private Path fetch(String place, Path scratch) {
    return place.startsWith("http://") || place.startsWith("https://")
        ? Published.fetch(place, scratch)
        : Published.file(context.host().workingDirectory().resolve(place), place);
  }

  /** The published file beside the result of that name, or the only one. */
  private static Map<String, Path> alike(Map<String, Path> made, Path published) {
    var name = String.valueOf(published.getFileName());
    var named =
        made.keySet().stream()
            .filter(file -> String.valueOf(Path.of(file).getFileName()).equals(name))
            .findFirst();
    var only = made.size() == 1 ? made.keySet().stream().findFirst() : Optional.<String>empty();
    return Map.of(
        named
            .or(() -> only)
            .orElseThrow(
                () ->
                    Problem.error(
                            ProblemCode.USAGE,
                            "the build makes several files, and none is '" + name + "'")
                        .with(List.copyOf(made.keySet()))
                        .help("give the published file the name of one of them")
                        .asException()),
        published);
  }

  private int compare(Map<String, Path> first, Map<String, Path> second)
      throws IOException, InterruptedException {
    var problems = new ArrayList<Problem>();
    for (var entry : second.entrySet()) {
      var name = entry.getKey();
      var one = first.get(name);
      if (one == null) {
        problems.add(
            Problem.error(
                ProblemCode.BUILDS_DIFFER, "'" + name + "' came out only the second time"));
        continue;
      }
      var difference = Difference.between(one, entry.getValue());
      if (difference.lines().isEmpty()) {
        context.console().say("Verified", name + ": the same bytes, sha256:" + FileHash.of(one));
      } else {
        problems.add(differs(name, one, entry.getValue(), difference));
      }
    }
    if (against == null) {
      first.keySet().stream()
          .filter(name -> !second.containsKey(name))
          .map(name -> "'" + name + "' came out only the first time")
          .forEach(text -> problems.add(Problem.error(ProblemCode.BUILDS_DIFFER, text)));
    }
    context.console().problems(problems);
    return problems.isEmpty() ? 0 : ExitStatus.DIFFERENT.code();
  }

  private Problem differs(String name, Path first, Path second, Difference difference)
      throws IOException, InterruptedException {
    var kept = context.host().workingDirectory().resolve("target").resolve(KEPT);
    var file = String.valueOf(Path.of(name).getFileName());
    var one = keep(first, kept.resolve("first").resolve(file));
    var other = keep(second, kept.resolve("second").resolve(file));
    var help = new ArrayList<String>();
    if (difference.causes().contains(Difference.Cause.TIME)) {
      help.add(
          "a time is in it: what asks the clock, a build script or a macro, can take"
              + " SOURCE_DATE_EPOCH");
    }
    if (difference.causes().contains(Difference.Cause.PATH)) {
      help.add("a path is in it that is another on each machine");
    }
    help.add(closer(one, other, kept.resolve(file + ".diffoscope.txt")));
    return Problem.error(
            ProblemCode.BUILDS_DIFFER,
            "'"
                + name
                + "' has other bytes "
                + (against == null ? "the second time" : "than published"))
        .at(Place.of(name))
        .with(difference.lines())
        .help(String.join("\n", help));
  }

  private String closer(Path one, Path other, Path report)
      throws IOException, InterruptedException {
    var program = context.host().program("diffoscope");
    if (program.isPresent()) {
      context.console().say("Comparing", shown(one) + " by diffoscope");
      if (new Diffoscope(program.get()).compare(one, other, report)) {
        return "look closer: less " + shown(report);
      }
    }
    return "look closer: diffoscope " + shown(one) + " " + shown(other);
  }

  private static Path keep(Path file, Path target) throws IOException {
    Files.createDirectories(Objects.requireNonNull(target.getParent()));
    return Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
  }

  private String shown(Path file) {
    var here = context.host().workingDirectory();
    return file.startsWith(here) ? here.relativize(file).toString() : file.toString();
  }
}
