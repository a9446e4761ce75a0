package dev.jcross.cli;

import dev.jcross.artifact.GlibcLimit;
import dev.jcross.artifact.Version;
import dev.jcross.host.HostFacts;
import dev.jcross.plan.TargetPlan;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.run.ResultCheck;
import java.nio.file.Path;
import java.util.List;

/** Holds what a build made against the key {@code max-glibc}. */
final class GlibcCheck implements ResultCheck {
  private final HostFacts host;

  GlibcCheck(HostFacts host) {
    this.host = host;
  }

  @Override
  public List<Problem> check(TargetPlan plan, List<Path> files) {
    var gate = plan.gate().orElseThrow();
    var limit =
        new GlibcLimit(
            plan.target().triple(),
            Version.parse(gate.newest()).orElseThrow(),
            Place.of(gate.origin()));
    return files.stream()
        .filter(GlibcCheck::mayBeLinked)
        .flatMap(file -> limit.check(file, shown(file)).stream())
        .toList();
  }

  /** Cargo also lists what lies beside a library: for Rust's own linker, for debuggers. */
  private static boolean mayBeLinked(Path file) {
    var name = String.valueOf(file.getFileName());
    return !name.matches(".*\\.(d|rlib|rmeta|a|dwp|dwo)");
  }

  private String shown(Path file) {
    var here = host.workingDirectory();
    return file.startsWith(here) ? here.relativize(file).toString() : file.toString();
  }
}
