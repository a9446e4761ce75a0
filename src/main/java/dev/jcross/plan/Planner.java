package dev.jcross.plan;

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
import dev.jcross.project.Project;
import dev.jcross.target.TargetTriple;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns what was asked for into what will be done. Reads no clock, file, environment or network:
 * everything that it needs is a value.
 */
public final class Planner {
  /** The origin of what nobody said. */
  private static final String DEFAULT = "default";

  /** Flags with which {@code clean} still removes everything. */
  private static final Set<String> CHOOSING_NOTHING =
      Set.of("-v", "--verbose", "-q", "--quiet", "--locked", "--offline", "--frozen");

  /** What a person likes better, where the image has it. */
  private static final List<String> SHELL =
      List.of("/bin/sh", "-c", "command -v bash >/dev/null && exec bash || exec sh");

  private final Invocation invocation;
  private final Optional<Project> project;
  private final HostFacts host;
  private final String canonical;
  private final Subcommand kind;

  private Planner(Invocation invocation, Optional<Project> project, HostFacts host) {
    this.invocation = invocation;
    this.project = project;
    this.host = host;
    this.canonical = invocation.canonicalSubcommand().orElse("");
    this.kind = Subcommand.of(invocation);
  }

  /**
   * The plan for all targets.
   *
   * @param project empty if there is none; then only commands that need none can be planned
   * @param found problems that the readers found
   */
  public static BuildPlan plan(
      Invocation invocation,
      Optional<Project> project,
      HostFacts host,
      List<TargetInput> targets,
      List<Problem> found) {
    return new Planner(invocation, project, host).plan(targets, found);
  }

  /** Whether the command makes no sense outside of a project. */
  public static boolean needsProject(Invocation invocation) {
    return switch (Subcommand.of(invocation)) {
      case ANYWHERE, OWN -> false;
      case COMPILE, RUN, TEST, FETCH -> true;
    };
  }

  private BuildPlan plan(List<TargetInput> targets, List<Problem> found) {
    var problems = new ArrayList<>(found);
    problems.addAll(toolchainProblems());
    var plans = new ArrayList<TargetPlan>();
    for (var target : targets) {
      if (target.image().isEmpty()) {
        problems.add(withoutImage(target));
      } else if (target.target().glibc().isPresent()) {
        problems.add(glibcProblem(target));
      } else {
        plans.add(plan(target, target.image().get()));
      }
    }
    return new BuildPlan(problems, plans);
  }

  private static Problem withoutImage(TargetInput target) {
    var triple = target.target().triple().name();
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

  private static Problem glibcProblem(TargetInput target) {
    return Problem.error(
            ProblemCode.TARGET_WITHOUT_IMAGE,
            "jcross cannot link against a chosen glibc yet: '" + target.target() + "'")
        .at(Place.of(target.origin()))
        .help("leave the version out: --target " + target.target().triple());
  }

  private List<Problem> toolchainProblems() {
    var problems = new ArrayList<Problem>();
    invocation
        .toolchain()
        .filter(channel -> !channel.equals("stable"))
        .ifPresent(
            channel ->
                problems.add(
                    Problem.error(
                            ProblemCode.TOOLCHAIN_UNAVAILABLE,
                            "the image holds stable Rust, not '" + channel + "'")
                        .at(Place.of("+" + channel))
                        .help("leave +" + channel + " out")));
    project
        .flatMap(Project::toolchainFile)
        .filter(wanted -> !wanted.value().equals("stable"))
        .ifPresent(
            wanted ->
                problems.add(
                    Problem.warning(
                            ProblemCode.TOOLCHAIN_UNAVAILABLE,
                            "the image's stable Rust is used, not '" + wanted.value() + "'")
                        .at(wanted.place())));
    return problems;
  }

  private TargetPlan plan(TargetInput input, ImageSource image) {
    var settings = input.settings();
    var paths =
        project
            .map(known -> PathMap.of(known.roots()))
            .orElseGet(() -> PathMap.keepingName(host.workingDirectory()));
    var manifest =
        project
            .filter(known -> invocation.manifestPath().isPresent())
            .flatMap(known -> paths.toContainer(known.manifest()));
    var command =
        new CargoCommand(
            invocation,
            Subcommand.takesTarget(canonical) ? Optional.of(input.target()) : Optional.empty(),
            manifest);
    var common = ContainerEnvironment.common(host, settings);
    if (!Subcommand.takesTarget(canonical) && kind != Subcommand.ANYWHERE) {
      common.put("CARGO_BUILD_TARGET", ContainerEnvironment.of(input.target().triple().name()));
    }
    var fetchContainer = fetchContainer(settings, paths, common);
    var steps = new ArrayList<Step>();
    switch (kind) {
      case FETCH, ANYWHERE ->
          steps.add(step(Phase.FETCH, fetchContainer, command.asAsked(), true, false));
      case COMPILE, RUN, TEST, OWN -> {
        if (fetches()) {
          var fetch =
              new CargoCommand(invocation, Optional.of(input.target()), manifest)
                  .fetch(TargetTriple.ofHost(host.architecture()).name());
          steps.add(step(Phase.FETCH, fetchContainer, fetch, false, true));
        }
        var mounts =
            project
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
                            invocation.keepsLockfile()))
                .orElseGet(() -> Mounts.withoutProject(paths, host, settings));
        var compile = buildContainer(settings, paths, common, mounts, settings.network().value());
        boolean compilesOnly =
            kind == Subcommand.COMPILE || invocation.arguments().contains("--no-run");
        if (kind == Subcommand.OWN) {
          steps.add(step(Phase.COMPILE, compile, ownCommand(), true, false));
        } else if (compilesOnly) {
          var asked = cleansEverything() ? CargoCommand.cleanEverything() : command.asAsked();
          steps.add(
              step(Phase.COMPILE, compile, asked, !Subcommand.readsNoInput(canonical), false));
        } else {
          steps.add(step(Phase.COMPILE, compile, command.compileOnly(canonical), false, false));
          var execute = buildContainer(settings, paths, common, mounts, true);
          steps.add(step(Phase.EXECUTE, execute, command.asAsked(), true, false));
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
            settings.caBundle().map(bundle -> bundle.value())),
        new Toolchain("image", settings.rust().value().word()),
        paths,
        fetchStamp(input),
        steps);
  }

  /** Whether all results go, and not only those of a package or a profile. */
  private boolean cleansEverything() {
    return canonical.equals("clean") && CHOOSING_NOTHING.containsAll(invocation.arguments());
  }

  private List<String> ownCommand() {
    return switch (invocation.work()) {
      case Work.Command(var words) -> words;
      case Work.Shell() -> SHELL;
      case Work.Cargo cargo -> throw new IllegalStateException("cargo is no own command");
    };
  }

  private boolean fetches() {
    return project.isPresent()
        && !invocation.staysOffline()
        && !canonical.equals("clean")
        && !canonical.equals("fmt");
  }

  private Optional<String> fetchStamp(TargetInput input) {
    return project
        .filter(known -> fetches() && kind != Subcommand.FETCH)
        .map(
            known ->
                Sha256.start().add(known.inputsHash()).add(input.target().triple().name()).hex());
  }

  private ContainerPlan fetchContainer(
      Settings settings, PathMap paths, Map<String, EnvironmentValue> common) {
    return new ContainerPlan(
        user(),
        workingDirectory(paths),
        Network.BRIDGE,
        ContainerEnvironment.withoutWrappers(
            ContainerEnvironment.withNetwork(common, host, settings)),
        Mounts.fetching(paths, host, settings, invocation.keepsLockfile()),
        0);
  }

  private ContainerPlan buildContainer(
      Settings settings,
      PathMap paths,
      Map<String, EnvironmentValue> common,
      List<MountPlan> mounts,
      boolean network) {
    var all = new ArrayList<>(mounts);
    if (network) {
      Mounts.certificates(settings, all);
    }
    return new ContainerPlan(
        user(),
        workingDirectory(paths),
        network ? Network.BRIDGE : Network.NONE,
        ContainerEnvironment.offline(
            network ? ContainerEnvironment.withNetwork(common, host, settings) : common),
        all,
        invocation.fresh() ? 0 : settings.sessionTimeout().value());
  }

  private Step step(
      Phase phase,
      ContainerPlan container,
      List<String> command,
      boolean asked,
      boolean whenNeeded) {
    boolean compiles =
        phase == Phase.COMPILE && kind != Subcommand.COMPILE && kind != Subcommand.OWN;
    return new Step(
        phase, container, command, asked && !compiles, host.terminal().everywhere(), whenNeeded);
  }

  private String user() {
    return host.user().uid() + ":" + host.user().gid();
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
