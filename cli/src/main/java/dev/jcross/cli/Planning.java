package dev.jcross.cli;

import dev.jcross.config.CrossConfig;
import dev.jcross.config.ManifestTable;
import dev.jcross.config.Setting;
import dev.jcross.host.GitOfHost;
import dev.jcross.host.HostFacts;
import dev.jcross.host.HostToolchain;
import dev.jcross.host.HostToolchains;
import dev.jcross.image.BuiltinRecipes;
import dev.jcross.invocation.Invocation;
import dev.jcross.invocation.Work;
import dev.jcross.lock.CrossLock;
import dev.jcross.lock.LockFile;
import dev.jcross.plan.BuildPlan;
import dev.jcross.plan.EnvironmentValue;
import dev.jcross.plan.HostAction;
import dev.jcross.plan.Planner;
import dev.jcross.plan.Runners;
import dev.jcross.plan.TargetChoice;
import dev.jcross.plan.TargetInput;
import dev.jcross.problem.Checked;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import dev.jcross.project.CargoSettings;
import dev.jcross.project.CrateSources;
import dev.jcross.project.Project;
import dev.jcross.project.ProjectReader;
import dev.jcross.project.SpecificationFile;
import dev.jcross.target.Target;
import dev.jcross.target.TargetTriple;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything left of a plan: reads what there is to read, in the order of the pipe. */
public final class Planning {
  private final HostFacts host;
  private final BuiltinRecipes recipes;
  private final boolean locked;

  public Planning(HostFacts host, BuiltinRecipes recipes) {
    this(host, recipes, true);
  }

  private Planning(HostFacts host, BuiltinRecipes recipes, boolean locked) {
    this.host = host;
    this.recipes = recipes;
    this.locked = locked;
  }

  /** The same as if there were no Cross.lock. */
  public Planning withoutLock() {
    return new Planning(host, recipes, false);
  }

  /**
   * What was read for a command line.
   *
   * @param voice how much is said, and in what colours
   * @param host as the command line sees it: {@code -C} has moved the working directory
   * @param lock what Cross.lock says; empty if there is none
   */
  public record Reading(
      Invocation invocation,
      Voice voice,
      HostFacts host,
      Optional<Project> project,
      CrossConfig config,
      List<Setting<Target>> targets,
      Optional<CrossLock> lock,
      List<Problem> problems) {
    public Reading {
      targets = List.copyOf(targets);
      problems = List.copyOf(problems);
    }
  }

  /**
   * Takes a command line apart, its aliases resolved.
   *
   * @param words what followed {@code jcross}
   * @throws ProblemException as {@link Invocation#parse}
   */
  public Invocation parse(List<String> words) {
    return Invocation.parse(
        words,
        (name, where) -> CargoSettings.read(host(where.directory()), where.configs()).alias(name));
  }

  /** The host as seen from the directory that {@code -C} names. */
  private HostFacts host(Optional<String> directory) {
    if (directory.isEmpty()) {
      return host;
    }
    var name = directory.get();
    try {
      var there = host.in(Path.of(name));
      if (Files.isDirectory(there.workingDirectory())) {
        return there;
      }
    } catch (InvalidPathException e) {
      // Told below.
    }
    throw Problem.error(ProblemCode.FLAG_VALUE, "'" + name + "' is no directory")
        .at(Place.of("-C"))
        .asException();
  }

  /**
   * Reads project and configuration.
   *
   * @throws ProblemException if there is no project where one is needed, or a file makes no sense
   */
  public Reading read(Invocation invocation) {
    var here = host(invocation.directory());
    var problems = new ArrayList<Problem>();
    var project = project(invocation, here, problems);
    var root = project.map(Project::workspaceRoot).orElse(here.workingDirectory());
    var metadata =
        project.map(Project::metadata).orElse(List.of()).stream()
            .map(table -> new ManifestTable(table.manifest(), table.workspace()))
            .toList();
    var config = CrossConfig.read(here, root, metadata, Set.of());
    var targets = TargetChoice.of(invocation, config.value().defaultTarget(), project, here);
    var own = ownTargets(targets);
    if (!own.isEmpty()) {
      // Only now is it known which other names may stand in variables.
      config = CrossConfig.read(here, root, metadata, own);
    }
    problems.addAll(config.problems());
    problems.removeIf(
        problem ->
            targets.stream()
                .map(Setting::value)
                .filter(target -> target.specification().isPresent())
                .anyMatch(target -> CrossConfig.complainsOf(problem, target)));
    targets.forEach(target -> renamed(target).ifPresent(problems::add));
    targets.forEach(target -> missingSpecification(target, here).ifPresent(problems::add));
    var terminal =
        project
            .map(Project::terminal)
            .orElseGet(() -> CargoSettings.read(here, invocation.configs()).terminal());
    var voice = Voice.of(invocation, terminal, here);
    problems.addAll(voice.problems());
    var lock =
        locked ? new LockFile(root, here.cacheDirectory()).read() : Optional.<CrossLock>empty();
    return new Reading(
        invocation, voice.value(), here, project, config.value(), targets, lock, problems);
  }

  private static Set<TargetTriple> ownTargets(List<Setting<Target>> targets) {
    return targets.stream()
        .map(Setting::value)
        .filter(target -> target.specification().isPresent())
        .map(Target::triple)
        .collect(Collectors.toSet());
  }

  private static Optional<Problem> renamed(Setting<Target> target) {
    return target
        .value()
        .formerly()
        .map(
            old ->
                Problem.warning(
                        ProblemCode.TARGET_MISSPELT,
                        "'" + old + "' is called '" + target.value() + "' now")
                    .at(target.origin().place())
                    .help("write '" + target.value() + "'"));
  }

  private static Optional<Problem> missingSpecification(Setting<Target> target, HostFacts host) {
    return target
        .value()
        .specification()
        .filter(path -> !Files.isRegularFile(host.workingDirectory().resolve(path)))
        .map(
            path ->
                Problem.error(
                        ProblemCode.TARGET_UNKNOWN,
                        "the target's specification '" + path + "' does not exist")
                    .at(target.origin().place())
                    .help("relative paths start here at " + host.workingDirectory()));
  }

  private static Optional<Project> project(
      Invocation invocation, HostFacts host, List<Problem> problems) {
    try {
      Checked<Project> read =
          ProjectReader.read(host, invocation.manifestPath(), invocation.configs());
      problems.addAll(read.problems());
      return Optional.of(read.value());
    } catch (ProblemException e) {
      if (Planner.needsProject(invocation)
          || e.problems().getFirst().code() != ProblemCode.PROJECT_MISSING) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** The plan for a command line. */
  public BuildPlan plan(Invocation invocation) {
    // Nothing of jcross's settings counts for the host's cargo.
    return invocation.work() instanceof Work.HostCargo(var words)
        ? BuildPlan.onHost(new HostAction.Cargo(words))
        : plan(read(invocation));
  }

  /** The names of the aliases in reach, sorted. */
  public Set<String> aliases(Invocation invocation) {
    return CargoSettings.read(host(invocation.directory()), invocation.configs()).aliases();
  }

  /** The plan for what was read. */
  public BuildPlan plan(Reading reading) {
    var inputs = new ArrayList<TargetInput>();
    var problems = new ArrayList<>(reading.problems());
    var git = git(reading);
    for (var target : reading.targets()) {
      try {
        inputs.add(input(reading, target, git));
      } catch (ProblemException e) {
        problems.addAll(e.problems());
      }
    }
    return Planner.plan(
        reading.invocation(),
        reading.project(),
        reading.host(),
        CrateSources.read(reading.host(), reading.project()),
        inputs,
        problems);
  }

  /**
   * What would run a target's programs, and who chose it; empty if the image decides.
   *
   * @throws ProblemException if the settings for the target make no sense
   */
  public Optional<EnvironmentValue> runner(Reading reading, Setting<Target> target) {
    return Runners.of(input(reading, target, git(reading))).chosen();
  }

  /** Of the workspace; no commit counts outside of one. */
  private static Optional<GitOfHost> git(Reading reading) {
    return reading
        .project()
        .map(project -> new GitOfHost(reading.host().in(project.workspaceRoot())));
  }

  private TargetInput input(Reading reading, Setting<Target> target, Optional<GitOfHost> git) {
    var settings = reading.config().forTarget(target.value());
    var like =
        target
            .value()
            .specification()
            .flatMap(
                path ->
                    SpecificationFile.llvmTarget(reading.host().workingDirectory().resolve(path)));
    var image = new TargetImage(target.value(), settings, recipes, host.architecture(), like);
    return new TargetInput(
        target.value(),
        target.origin().toString(),
        settings,
        image.source(),
        image.platform(),
        image::rustup,
        () -> hostToolchain(reading),
        () -> git.flatMap(GitOfHost::commitTime),
        reading.lock());
  }

  private HostToolchain hostToolchain(Reading reading) {
    var wish =
        reading
            .invocation()
            .toolchain()
            .or(() -> reading.project().flatMap(Project::toolchainFile).map(file -> file.value()))
            .filter(word -> host.variable("CROSS_CUSTOM_TOOLCHAIN").isEmpty());
    var here = reading.host();
    return new HostToolchains(here)
        .find(wish, reading.project().map(Project::directory).orElse(here.workingDirectory()));
  }
}
