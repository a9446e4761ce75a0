package dev.jcross.plan;

import dev.jcross.host.HostFacts;
import dev.jcross.image.BuiltinRecipes;
import dev.jcross.image.ImageSource;
import dev.jcross.invocation.Invocation;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import dev.jcross.project.CrateSources;
import dev.jcross.project.Project;
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
  /** The targets that cross has an image for, and jcross has none. */
  private static final Set<String> ONLY_CROSS =
      Set.of(
          "sparcv9-sun-solaris",
          "x86_64-pc-solaris",
          "x86_64-unknown-dragonfly",
          "x86_64-unknown-illumos");

  private final Request request;

  private Planner(Request request) {
    this.request = request;
  }

  /**
   * What was asked for, and where.
   *
   * @param sources where crates come from
   */
  record Request(
      Invocation invocation, Optional<Project> project, HostFacts host, CrateSources sources) {
    /** Cargo's own name of the subcommand; empty for other work. */
    String canonical() {
      return invocation.canonicalSubcommand().orElse("");
    }

    Subcommand kind() {
      return Subcommand.of(invocation);
    }

    /**
     * Whether nothing may reach the network: by {@code --offline} and {@code --frozen}, else as
     * cargo is told by {@code --config}, {@code CARGO_NET_OFFLINE} or its configuration, in this
     * order.
     */
    boolean offline() {
      return invocation.staysOffline()
          || invocation.configs().stream()
              .map(text -> text.replace(" ", ""))
              .filter(text -> text.startsWith("net.offline="))
              .reduce((first, second) -> second)
              .or(() -> host.variable("CARGO_NET_OFFLINE"))
              .or(() -> sources.literal("net", "offline"))
              .filter(text -> text.endsWith("true"))
              .isPresent();
    }

    Path targetDirectory(Project workspace) {
      return invocation
          .targetDirectory()
          .map(typed -> host.workingDirectory().resolve(typed).normalize())
          .orElse(workspace.targetDirectory());
    }
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
    return new Planner(new Request(invocation, project, host, sources)).plan(targets, found);
  }

  /** Whether the command makes no sense outside of a project. */
  public static boolean needsProject(Invocation invocation) {
    return Subcommand.needsProject(invocation);
  }

  private BuildPlan plan(List<TargetInput> targets, List<Problem> found) {
    var host = request.host();
    var problems = new ArrayList<>(found);
    problems.addAll(Installs.check(request.invocation(), host));
    var project = request.project();
    var clean =
        project.flatMap(
            known -> Cleans.of(request.invocation(), known, request.targetDirectory(known), host));
    if (clean.isPresent()) {
      problems.addAll(Cleans.check(clean.get(), project.orElseThrow()));
      return new BuildPlan(Warnings.judge(problems, host), clean, List.of(), false);
    }
    // One program at a time can have the terminal.
    boolean together = targets.size() > 1 && Subcommand.keepsToItsTarget(request.canonical());
    var common =
        new Common(Identity.of(host, problems), ContainerOptions.of(host, problems), together);
    var plans = new ArrayList<TargetPlan>();
    for (var target : targets) {
      if (target.image().isEmpty()) {
        problems.add(withoutImage(target));
      } else {
        try {
          var locking = locking(target, target.image().get());
          locking.problem().ifPresent(problems::add);
          plans.add(
              new TargetPlanner(request, common, target, locking.image(), locking.lock()).plan());
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

  private Locking locking(TargetInput target, ImageSource image) {
    return Locking.of(
        target.target(),
        image,
        target.lock(),
        request.host().architecture(),
        request.invocation().keepsLockfile() || request.host().continuousIntegration());
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
                + "]\nimage = \""
                + (ONLY_CROSS.contains(triple) ? "ghcr.io/cross-rs/" + triple + ":main" : "…")
                + "\"\n"
                + withoutLibrary(target)
                + (BuiltinRecipes.zigLinks(triple)
                    ? "or, in the same place, let zig link: zig = true\n"
                    : "")
                + "or take one of these: jcross targets");
  }

  /** No server has a standard library for a target of the user's own, nor for many others. */
  private static String withoutLibrary(TargetInput target) {
    var line = "build-std = true  # without an operating system: [\"core\", \"alloc\"]";
    if (target.settings().buildStd().isPresent()) {
      return "";
    }
    return target.target().specification().isPresent()
        ? line
            + "\nor let 'llvm-target' in "
            + target.target().specification().get()
            + " be a triple that jcross has an image for\n"
        : line + ", if Rust ships none for it\n";
  }
}
