package dev.jcross.plan;

import dev.jcross.config.BuilderOptions;
import dev.jcross.config.Setting;
import dev.jcross.config.Settings;
import dev.jcross.host.HostFacts;
import dev.jcross.image.ImageSource;
import dev.jcross.image.Sha256;
import dev.jcross.invocation.Invocation;
import dev.jcross.invocation.Work;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import dev.jcross.project.CrateSources;
import dev.jcross.project.Project;
import dev.jcross.target.Target;
import dev.jcross.target.TargetTriple;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns what was asked for into what will be done. Reads no clock, file, environment or network:
 * everything that it needs is a value.
 */
public final class Planner {
  /** The origin of what nobody said. */
  private static final String DEFAULT = "default";

  /** What a person likes better, where the image has it. */
  private static final List<String> SHELL =
      List.of("/bin/sh", "-c", "command -v bash >/dev/null && exec bash || exec sh");

  private final Invocation invocation;
  private final Optional<Project> project;
  private final HostFacts host;
  private final CrateSources sources;
  private final String canonical;
  private final Subcommand kind;

  private Planner(
      Invocation invocation, Optional<Project> project, HostFacts host, CrateSources sources) {
    this.invocation = invocation;
    this.project = project;
    this.host = host;
    this.sources = sources;
    this.canonical = invocation.canonicalSubcommand().orElse("");
    this.kind = Subcommand.of(invocation);
  }

  /**
   * What all targets share.
   *
   * @param options flags for the engine that the user asked for
   * @param together whether several are worked on at the same time
   */
  record Common(Identity identity, List<ContainerOption> options, boolean together) {
    /** For a container: a network of the user's stands in for an open one, and opens no other. */
    List<ContainerOption> options(Network network) {
      return options.stream()
          .filter(option -> network != Network.NONE || !option.flag().equals("network"))
          .toList();
    }
  }

  /**
   * The plan for all targets.
   *
   * @param project empty if there is none; then only commands that need none can be planned
   * @param sources where crates come from
   * @param found problems that the readers found
   */
  public static BuildPlan plan(
      Invocation invocation,
      Optional<Project> project,
      HostFacts host,
      CrateSources sources,
      List<TargetInput> targets,
      List<Problem> found) {
    return new Planner(invocation, project, host, sources).plan(targets, found);
  }

  /** Whether the command makes no sense outside of a project. */
  public static boolean needsProject(Invocation invocation) {
    return Subcommand.needsProject(invocation);
  }

  private BuildPlan plan(List<TargetInput> targets, List<Problem> found) {
    var problems = new ArrayList<>(found);
    problems.addAll(Installs.check(invocation, host));
    var clean =
        project.flatMap(known -> Cleans.of(invocation, known, targetDirectory(known), host));
    if (clean.isPresent()) {
      problems.addAll(Cleans.check(clean.get(), project.orElseThrow()));
      return new BuildPlan(Warnings.judge(problems, host), clean, List.of(), false);
    }
    // One program at a time can have the terminal.
    boolean together = targets.size() > 1 && Subcommand.keepsToItsTarget(canonical);
    var common =
        new Common(Identity.of(host, problems), ContainerOptions.of(host, problems), together);
    var plans = new ArrayList<TargetPlan>();
    for (var target : targets) {
      if (target.image().isEmpty()) {
        problems.add(withoutImage(target));
      } else {
        try {
          plans.add(plan(target, target.image().get(), common));
        } catch (ProblemException e) {
          problems.addAll(e.problems());
        }
      }
    }
    return new BuildPlan(
        Warnings.judge(problems.stream().distinct().toList(), host),
        Optional.empty(),
        plans,
        common.together());
  }

  private static Problem withoutImage(TargetInput target) {
    var triple = target.target().triple().name();
    if (Zig.of(target.target(), target.settings()).isPresent()) {
      return Problem.error(
              ProblemCode.TARGET_WITHOUT_IMAGE, "jcross has no image with zig for '" + triple + "'")
          .at(Place.of(target.origin()))
          .help(
              "leave zig and the glibc version out, or name an image of your own that holds"
                  + " cargo-zigbuild:\n[target."
                  + triple
                  + ".zig]\nenable = true\nimage = \"…\"");
    }
    return Problem.error(
            ProblemCode.TARGET_WITHOUT_IMAGE, "jcross has no image for the target '" + triple + "'")
        .at(Place.of(target.origin()))
        .help(
            "name an image of your own in Cross.toml:\n"
                + "[target."
                + triple
                + "]\nimage = \"…\"\n"
                + "or take one of these: jcross targets");
  }

  private TargetPlan plan(TargetInput given, ImageSource image, Common common) {
    var settings = given.settings();
    var zig = Zig.of(given.target(), settings);
    var input = zig.map(known -> given.with(known.target())).orElse(given);
    var paths = paths(settings);
    var manifest =
        project
            .filter(known -> invocation.manifestPath().isPresent())
            .flatMap(known -> paths.toContainer(known.manifest()));
    var toolchain = ToolchainChoice.of(invocation, project, input, host);
    ToolchainChoice.withoutNightly(toolchain, settings.buildStd())
        .ifPresent(
            problem -> {
              throw problem.asException();
            });
    var provisions = new Provisions(host, input, toolchain, BuildStd.wanted(invocation, settings));
    var additions = BuildStd.flags(invocation, settings);
    var typed = Installs.arguments(invocation, host);
    var arguments =
        new PathArguments(
            paths, host.workingDirectory(), project.map(Project::configFiles).orElse(Set.of()));
    var command =
        new CargoCommand(
            invocation,
            Subcommand.takesTarget(canonical) ? Optional.of(input.target()) : Optional.empty(),
            manifest,
            typed,
            arguments,
            additions);
    var environment = ContainerEnvironment.common(host, settings, common.together());
    environment.putAll(provisions.environment());
    if (OldCargo.is(toolchain)) {
      environment.putAll(OldCargo.environment());
    }
    project.ifPresent(known -> ContainerEnvironment.speak(known.terminal(), environment));
    if (!Subcommand.takesTarget(canonical) && kind != Subcommand.ANYWHERE) {
      environment.put(
          "CARGO_BUILD_TARGET", ContainerEnvironment.of(arguments.target(input.target())));
    }
    var containers =
        new Containers(
            host,
            settings,
            common,
            provisions,
            paths,
            sources,
            workingDirectory(paths),
            environment);
    var steps = new ArrayList<>(provisions.steps(common));
    var extra = arguments.mounts(invocation, typed, input.target());
    var downloads = PathArguments.forDownloads(extra);
    boolean readOnly = invocation.keepsLockfile();
    switch (kind) {
      case FETCH, ANYWHERE ->
          steps.add(
              step(
                  Phase.FETCH,
                  containers.asked(downloads, canonical, readOnly),
                  command.asAsked(),
                  true,
                  common,
                  provisions.needs()));
      case COMPILE, RUN, TEST, PUBLISH, OWN -> {
        var needs = new ArrayList<>(provisions.needs());
        if (fetches()) {
          var everywhere =
              new CargoCommand(
                  invocation,
                  Optional.of(input.target()),
                  project.flatMap(known -> paths.toContainer(known.manifest())),
                  typed,
                  arguments,
                  additions);
          var fetched = Mark.of(Mounts.CARGO, fetchStamp(input, everywhere, toolchain));
          needs.add(fetched);
          steps.add(
              fetch(everywhere, containers.fetching(downloads, readOnly), provisions, fetched));
        }
        var mounts = mounts(input, image, paths, provisions, common.together());
        mounts.addAll(extra);
        int keep = invocation.fresh() ? 0 : settings.sessionTimeout().value();
        var compile = containers.building(mounts, settings.network().value(), keep);
        if (kind == Subcommand.OWN) {
          steps.add(step(Phase.COMPILE, compile, ownCommand(), true, common, needs));
        } else if (kind == Subcommand.PUBLISH) {
          if (!invocation.has("--no-verify")) {
            steps.add(step(Phase.COMPILE, compile, command.verify(), false, common, needs));
          }
          var results = new ArrayList<>(extra);
          results.addAll(Mounts.results(mounts));
          var upload = containers.asked(results, canonical, readOnly);
          steps.add(step(Phase.FETCH, upload, command.upload(), true, common, needs));
        } else if (kind == Subcommand.COMPILE || invocation.has("--no-run")) {
          boolean reads = kind == Subcommand.COMPILE && !Subcommand.readsNoInput(canonical);
          steps.add(step(Phase.COMPILE, compile, command.asAsked(), reads, common, needs));
        } else {
          steps.add(
              step(Phase.COMPILE, compile, command.compileOnly(canonical), false, common, needs));
          var execute = containers.building(mounts, true, keep);
          steps.add(step(Phase.EXECUTE, execute, command.asAsked(), true, common, needs));
        }
      }
    }
    return new TargetPlan(
        input.target(),
        input.origin(),
        image,
        imageOrigin(settings),
        new Downloads(
            ContainerEnvironment.forImageBuilds(host),
            settings.caBundle().map(bundle -> bundle.value()),
            BuilderOptions.of(host, new ArrayList<>()).network()),
        toolchain,
        paths,
        results(input.target(), toolchain, zig.map(known -> wrapped(known, steps)).orElse(steps)));
  }

  private Step fetch(
      CargoCommand command, ContainerPlan container, Provisions provisions, Mark makes) {
    return new Step(
        Phase.FETCH,
        Optional.empty(),
        container,
        command.fetch(TargetTriple.ofHost(host.architecture()).name()),
        false,
        host.terminal().everywhere(),
        provisions.toolchainNeeds(),
        Optional.of(makes));
  }

  private List<MountPlan> mounts(
      TargetInput input,
      ImageSource image,
      PathMap paths,
      Provisions provisions,
      boolean together) {
    var settings = input.settings();
    return project
        .map(
            workspace ->
                Mounts.building(
                    workspace,
                    paths,
                    targetDirectory(workspace),
                    input.target(),
                    image,
                    host,
                    settings,
                    provisions.mounts(),
                    invocation.keepsLockfile(),
                    !together))
        .orElseGet(() -> Mounts.withoutProject(paths, host, settings, provisions.mounts()));
  }

  /** Downloads need no compiler. */
  private static List<Step> wrapped(Zig zig, List<Step> steps) {
    return steps.stream()
        .map(step -> step.phase() == Phase.FETCH ? step : step.with(zig.around(step.command())))
        .toList();
  }

  private List<Step> results(Target target, Toolchain toolchain, List<Step> steps) {
    return OldCargo.is(toolchain) && kind != Subcommand.OWN
        ? steps.stream()
            .map(
                step ->
                    step.phase() == Phase.COMPILE
                        ? step.with(OldCargo.around(target, step.command()))
                        : step)
            .toList()
        : steps;
  }

  /** Of several targets at once none has the input or the terminal. */
  private Step step(
      Phase phase,
      ContainerPlan container,
      List<String> command,
      boolean input,
      Common common,
      List<Mark> needs) {
    return new Step(
        phase,
        Optional.empty(),
        container,
        command,
        input && !common.together(),
        host.terminal().everywhere() && !common.together(),
        needs,
        Optional.empty());
  }

  private PathMap paths(Settings settings) {
    boolean asOnHost = settings.paths().value() == Settings.PathStyle.HOST;
    if (project.isEmpty()) {
      return asOnHost
          ? PathMap.asOnHost(List.of(host.workingDirectory()))
          : PathMap.keepingName(host.workingDirectory());
    }
    var roots = project.get().roots();
    return asOnHost ? PathMap.asOnHost(roots) : PathMap.of(roots);
  }

  private List<String> ownCommand() {
    return switch (invocation.work()) {
      case Work.Command(var words) -> words;
      case Work.Shell() -> SHELL;
      case Work.Cargo cargo -> throw new IllegalStateException("cargo is no own command");
      case Work.HostCargo cargo -> throw new IllegalStateException("cargo is no own command");
    };
  }

  private boolean fetches() {
    return project.isPresent() && !invocation.staysOffline() && Subcommand.needsCrates(canonical);
  }

  private String fetchStamp(TargetInput input, CargoCommand command, Toolchain toolchain) {
    var hash =
        Sha256.start().add(project.orElseThrow().inputsHash()).add(input.target().triple().name());
    command.choosing().forEach(hash::add);
    // The standard library's own crates go by its sources.
    if (BuildStd.wanted(invocation, input.settings())) {
      hash.add(toolchain.name().orElse(toolchain.channel()));
    }
    return hash.hex();
  }

  private String workingDirectory(PathMap paths) {
    return paths
        .toContainer(project.map(Project::directory).orElse(host.workingDirectory()))
        .orElse(PathMap.PROJECT);
  }

  private Path targetDirectory(Project workspace) {
    return invocation
        .targetDirectory()
        .map(typed -> host.workingDirectory().resolve(typed).normalize())
        .orElse(workspace.targetDirectory());
  }

  /** Who decided last: what runs on top, else what is below. */
  private static String imageOrigin(Settings settings) {
    return settings
        .preBuild()
        .<Setting<?>>map(preBuild -> preBuild)
        .or(settings::dockerfile)
        .or(settings::image)
        .map(setting -> setting.origin().toString())
        .orElse(DEFAULT);
  }
}
