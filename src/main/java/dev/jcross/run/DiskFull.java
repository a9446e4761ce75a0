package dev.jcross.run;

import dev.jcross.plan.Limits;
import dev.jcross.plan.MountPlan;
import dev.jcross.plan.Step;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;

/** Says which disk a command has nearly filled. */
final class DiskFull {
  private DiskFull() {}

  /**
   * The problem.
   *
   * @param path where the disk is seen in the step's container
   */
  static ProblemException by(Step step, String path) {
    long left = step.container().limits().freeDisk();
    return Problem.error(
            ProblemCode.DISK_FULL,
            "the command was ended: it left less than " + Limits.size(left) + " of the disk")
        .at(Place.of(where(step, path)))
        .help(
            "make room, such as by: jcross clean, docker system df\n"
                + "or let it have more: CROSS_BUILD_LIMITS_FREE_DISK=100m")
        .asException();
  }

  /** A directory of the caller's is known to them by its own name. */
  private static String where(Step step, String path) {
    return step.container().mounts().stream()
        .filter(mount -> mount.target().equals(path))
        .map(
            mount ->
                switch (mount) {
                  case MountPlan.Bind bind -> bind.source().toString();
                  case MountPlan.Volume volume -> "volume " + volume.name();
                  case MountPlan.Memory memory -> path;
                })
        .findFirst()
        .orElse(path);
  }
}
