package dev.jcross.plan;

import dev.jcross.config.BuilderOptions;
import dev.jcross.config.Origin;
import dev.jcross.config.Setting;
import dev.jcross.config.Settings;
import dev.jcross.host.HostFacts;
import dev.jcross.image.ImageSource;
import dev.jcross.image.RecipeFacts;
import dev.jcross.image.RecipeVariables;
import dev.jcross.image.Sha256;
import dev.jcross.invocation.Argument;
import dev.jcross.invocation.Invocation;
import dev.jcross.invocation.Work;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.project.Project;
import dev.jcross.target.TargetTriple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides what will be done for one target. */
final class TargetPlanner {
  /** The origin of what nobody said. */
  private static final String DEFAULT = "default";

  /** What a person likes better, where the image has it. */
  private static final List<String> SHELL =
      List.of("/bin/sh", "-c", "command -v bash >/dev/null && exec bash || exec sh");

  private final Planner.Request request;
  private final Planner.Common common;
  private final Invocation invocation;
  private final Optional<Project> project;
  private final HostFacts host;
  private final TargetInput input;
  private final ImageSource image;
  private final Optional<ImageLock> lock;
  private final Optional<RecipeFacts> facts;
  private final Settings settings;
  private final Optional<Zig> zig;
  private final PathMap paths;
  private final Toolchain toolchain;
  private final Sdk sdk;
  private final Runners runners;
  private final Provisions provisions;
  private final List<Argument> typed;
  private final PathArguments arguments;
  private final Containers containers;

  TargetPlanner(
      Planner.Request request,
      Planner.Common common,
      TargetInput given,
      ImageSource image,
      Optional<ImageLock> lock) {
    this.lock = lock;
    this.request = request;
    this.common = common;
    this.invocation = request.invocation();
    this.project = request.project();
    this.host = request.host();
    this.image = image;
    this.facts = RecipeFacts.of(image);
    this.settings = given.settings();
    this.zig = Zig.of(given.target(), settings);
    this.input = zig.map(known -> given.with(known.target())).orElse(given);
    this.paths = paths();
    this.toolchain = ToolchainChoice.of(invocation, project, input, host);
    refuse(
        ToolchainChoice.withoutNightly(
            toolchain,
            settings.buildStd(),
            settings.passthrough().stream()
                .anyMatch(variable -> variable.value().name().equals("RUSTC_BOOTSTRAP"))));
    this.sdk = new Sdk(host, input, facts.flatMap(RecipeFacts::sdk));
    this.runners = new Runners(input, facts);
    this.provisions =
        new Provisions(
            host, input, toolchain, BuildStd.wanted(invocation, settings), request.sources());
    this.typed = Installs.arguments(invocation, host);
    this.arguments =
        new PathArguments(
            paths, host.workingDirectory(), project.map(Project::configFiles).orElse(Set.of()));
    this.containers =
        new Containers(
            host,
            settings,
            common,
            provisions,
            paths,
            request.sources().withGitUrls(typedGitUrls()),
            workingDirectory(),
            environment(),
            !request.offline());
  }

  private static void refuse(Optional<Problem> problem) {
    if (problem.isPresent()) {
      throw problem.get().asException();
    }
  }

  TargetPlan plan() {
    refuse(ForeignHost.check(input, facts));
    var steps = steps();
    if (steps.stream().anyMatch(step -> step.phase() == Phase.EXECUTE)) {
      refuse(withoutRunner(steps.getLast().container()));
    }
    return new TargetPlan(
        input.target(),
        input.origin(),
        image,
        imageOrigin(),
        lock,
        new Downloads(
            ContainerEnvironment.forImageBuilds(host),
            settings.caBundle().map(bundle -> bundle.value()),
            request.offline() ? Pull.OFFLINE : Pull.of(settings.pull().value()),
            settings.trust(),
            BuilderOptions.of(host, new ArrayList<>()).network()),
        toolchain,
        paths,
        steps.stream().map(this::around).toList(),
        project.flatMap(
            known ->
                Results.of(
                    invocation,
                    request.canonical(),
                    request.targetDirectory(known).resolve(input.target().triple().name()))),
        GlibcGate.of(
            maxGlibc(),
            input.target().triple(),
            request.canonical(),
            steps.stream().map(this::throughZig).toList()));
  }

  private Optional<Setting<String>> maxGlibc() {
    return invocation
        .maxGlibc()
        .map(typed -> new Setting<>(typed, new Origin(Origin.Layer.FLAG, Place.of("--max-glibc"))))
        .or(settings::maxGlibc);
  }

  private List<Step> steps() {
    var canonical = request.canonical();
    var command = command(Subcommand.takesTarget(canonical), manifest());
    var extra = arguments.mounts(invocation, typed, input.target());
    var downloads = PathArguments.forDownloads(extra);
    boolean readOnly = invocation.keepsLockfile();
    var steps = new ArrayList<Step>();
    if (!request.offline()) {
      steps.addAll(provisions.steps(common));
    }
    var needs = new ArrayList<>(provisions.needs());
    if (request.kind() == Subcommand.FETCH || request.kind() == Subcommand.ANYWHERE) {
      var container = containers.asked(downloads, canonical, readOnly);
      steps.add(step(Phase.FETCH, container, command.asAsked(), true, needs));
      return steps;
    }
    if (fetches()) {
      var fetch = fetch(containers.fetching(downloads, readOnly));
      steps.add(fetch);
      needs.addAll(fetch.makes().stream().toList());
    }
    if (Subcommand.needsCrates(canonical)) {
      refuse(sdk.check());
      if (!request.offline()) {
        steps.addAll(sdk.step(provisions, common).stream().toList());
      }
      needs.addAll(sdk.needs());
    }
    var mounts = mounts();
    mounts.addAll(extra);
    int keep = invocation.fresh() ? 0 : settings.sessionTimeout().value();
    boolean open = settings.network().value() && !request.offline();
    var compile = containers.building(mounts, open, keep);
    switch (request.kind()) {
      case OWN -> steps.add(step(Phase.COMPILE, compile, ownCommand(), true, needs));
      case PUBLISH -> {
        if (!invocation.has("--no-verify")) {
          steps.add(step(Phase.COMPILE, compile, command.verify(), false, needs));
        }
        var results = new ArrayList<>(extra);
        results.addAll(Mounts.results(mounts));
        var upload = containers.asked(results, canonical, readOnly);
        steps.add(step(Phase.FETCH, upload, command.upload(), true, needs));
      }
      case COMPILE -> {
        boolean reads = !Subcommand.readsNoInput(canonical);
        steps.add(step(Phase.COMPILE, compile, command.asAsked(), reads, needs));
      }
      case RUN, TEST -> {
        if (invocation.has("--no-run")) {
          steps.add(step(Phase.COMPILE, compile, command.asAsked(), false, needs));
        } else {
          steps.add(step(Phase.COMPILE, compile, command.compileOnly(canonical), false, needs));
          var execute = containers.building(mounts, !request.offline(), keep);
          steps.add(step(Phase.EXECUTE, execute, command.asAsked(), true, needs));
        }
      }
      case FETCH, ANYWHERE -> throw new IllegalStateException("planned above");
    }
    return steps;
  }

  private Step fetch(ContainerPlan container) {
    var command = command(true, project.flatMap(known -> paths.toContainer(known.manifest())));
    return new Step(
        Phase.FETCH,
        Optional.empty(),
        container,
        command.fetch(TargetTriple.ofHost(host.architecture()).name()),
        false,
        host.terminal().everywhere(),
        provisions.toolchainNeeds(),
        Optional.of(Mark.of(Mounts.CARGO, fetchStamp(command))));
  }

  /** Of several targets at once none has the input or the terminal. */
  private Step step(
      Phase phase, ContainerPlan container, List<String> command, boolean input, List<Mark> needs) {
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

  /** What has to stand around a command that compiles. */
  private Step around(Step step) {
    var command = throughZig(step).command();
    if (OldCargo.is(toolchain)
        && step.phase() == Phase.COMPILE
        && request.kind() != Subcommand.OWN) {
      command = OldCargo.around(input.target(), command);
    }
    return step.with(command);
  }

  private Optional<Problem> withoutRunner(ContainerPlan container) {
    var triple = input.target().triple();
    boolean own =
        container.environment().containsKey("CARGO_TARGET_" + triple.variableName() + "_RUNNER")
            || project.map(Project::runners).orElse(Set.of()).stream()
                .anyMatch(table -> table.equals(triple.name()) || table.startsWith("cfg("));
    return runners.check(request.canonical(), own);
  }

  private Step throughZig(Step step) {
    return zig.filter(known -> step.phase() != Phase.FETCH)
        .map(known -> step.with(known.around(step.command())))
        .orElse(step);
  }

  private CargoCommand command(boolean targeted, Optional<String> manifest) {
    return new CargoCommand(
        invocation,
        targeted ? Optional.of(input.target()) : Optional.empty(),
        manifest,
        typed,
        arguments,
        additions());
  }

  private List<String> additions() {
    var flags = new ArrayList<>(BuildStd.flags(invocation, settings));
    if (input.target().specification().isPresent() && JsonSpecification.wants(toolchain)) {
      flags.addAll(JsonSpecification.flags(invocation));
    }
    return flags;
  }

  /** Named only if the user did: cargo finds it by itself. */
  private Optional<String> manifest() {
    return project
        .filter(known -> invocation.manifestPath().isPresent())
        .flatMap(known -> paths.toContainer(known.manifest()));
  }

  private Map<String, EnvironmentValue> environment() {
    var environment =
        ContainerEnvironment.common(host, settings, runners.chosen(), common.together());
    environment.putAll(provisions.environment());
    var origin = "the image";
    RecipeVariables.of(image, input.target().triple())
        .forEach(
            (name, value) -> environment.putIfAbsent(name, new EnvironmentValue(value, origin)));
    if (OldCargo.is(toolchain)) {
      environment.putAll(OldCargo.environment());
    }
    project.ifPresent(known -> ContainerEnvironment.speak(known.terminal(), environment));
    ContainerEnvironment.dated(input.commitTime(), host, environment);
    if (!Subcommand.takesTarget(request.canonical()) && request.kind() != Subcommand.ANYWHERE) {
      environment.put(
          "CARGO_BUILD_TARGET", ContainerEnvironment.of(arguments.target(input.target())));
    }
    return environment;
  }

  private List<MountPlan> mounts() {
    var provided = new ArrayList<>(provisions.mounts());
    provided.addAll(sdk.mounts());
    return project
        .map(
            workspace ->
                Mounts.building(
                    workspace,
                    paths,
                    request.targetDirectory(workspace),
                    input.target(),
                    image,
                    host,
                    settings,
                    provided,
                    invocation.keepsLockfile(),
                    !common.together()))
        .orElseGet(() -> Mounts.withoutProject(paths, host, settings, provided));
  }

  private PathMap paths() {
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

  /** {@code cargo add --git URL}. */
  private List<String> typedGitUrls() {
    return typed.stream()
        .filter(argument -> argument.isAny("--git"))
        .flatMap(argument -> argument.value().stream())
        .toList();
  }

  private boolean fetches() {
    return project.isPresent() && !request.offline() && Subcommand.needsCrates(request.canonical());
  }

  private String fetchStamp(CargoCommand command) {
    var hash =
        Sha256.start().add(project.orElseThrow().inputsHash()).add(input.target().triple().name());
    command.choosing().forEach(hash::add);
    // The standard library's own crates go by its sources.
    if (BuildStd.wanted(invocation, settings)) {
      hash.add(toolchain.name().orElse(toolchain.channel()));
    }
    return hash.hex();
  }

  private String workingDirectory() {
    return paths
        .toContainer(project.map(Project::directory).orElse(host.workingDirectory()))
        .orElse(PathMap.PROJECT);
  }

  /** Who decided last: what runs on top, else what is below. */
  private String imageOrigin() {
    return settings
        .preBuild()
        .<Setting<?>>map(preBuild -> preBuild)
        .or(settings::dockerfile)
        .or(settings::image)
        .map(setting -> setting.origin().toString())
        .orElse(DEFAULT);
  }
}
