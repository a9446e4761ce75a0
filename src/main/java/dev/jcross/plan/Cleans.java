package dev.jcross.plan;

import dev.jcross.host.HostFacts;
import dev.jcross.invocation.Argument;
import dev.jcross.invocation.Invocation;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.project.Project;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code clean} of everything, or of everything for the targets that are named. It is done without
 * a container, so that nobody has to build an image to throw results away; a {@code clean} that
 * chooses packages or a profile is cargo's.
 */
final class Cleans {
  private static final Set<String> CHOOSING_NOTHING =
      Set.of(
          "--locked",
          "--offline",
          "--frozen",
          "--verbose",
          "--quiet",
          "--color",
          "--config",
          "-Z",
          "--lockfile-path");

  private static final Set<String> DRY = Set.of("--dry-run", "-n");

  private Cleans() {}

  /** The removal that a command line stands for, if it stands for one. */
  static Optional<HostAction> of(
      Invocation invocation, Project project, Path targetDirectory, HostFacts host) {
    if (!invocation.canonicalSubcommand().equals(Optional.of("clean"))
        || !invocation.arguments().stream().allMatch(Cleans::choosesNothing)) {
      return Optional.empty();
    }
    var volumes = Mounts.buildVolumes(project, host);
    var triples =
        invocation.targets().stream()
            .map(target -> target.on(host.architecture()).triple().name())
            .toList();
    return Optional.of(
        new HostAction.Clean(
            triples.isEmpty()
                ? List.of(targetDirectory)
                : triples.stream().map(targetDirectory::resolve).toList(),
            triples.isEmpty()
                ? List.of(volumes)
                : triples.stream().map(triple -> volumes + triple + "-").toList(),
            invocation.arguments().stream().anyMatch(argument -> DRY.contains(argument.flag()))));
  }

  private static boolean choosesNothing(Argument argument) {
    return CHOOSING_NOTHING.contains(argument.flag())
        || DRY.contains(argument.flag())
        || argument.flag().matches("-[vq]+");
  }

  /** Keeps a wrong directory from being removed. */
  static List<Problem> check(HostAction action, Project project) {
    return action instanceof HostAction.Clean clean
            && clean.directories().stream().anyMatch(project.workspaceRoot()::startsWith)
        ? List.of(
            Problem.error(
                    ProblemCode.USAGE, "the target directory holds the project itself: not removed")
                .at(Place.of(clean.directories().getFirst().toString()))
                .help("name another one: --target-dir DIR"))
        : List.of();
  }
}
