package dev.jcross.cli;

import dev.jcross.artifact.GlibcLimit;
import dev.jcross.artifact.InspectionLine;
import dev.jcross.artifact.MachineCheck;
import dev.jcross.artifact.ResultFolder;
import dev.jcross.artifact.SymbolUsers;
import dev.jcross.artifact.Version;
import dev.jcross.host.HostFacts;
import dev.jcross.image.BuiltinRecipes;
import dev.jcross.plan.TargetPlan;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.run.ResultCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Says what a build made, and holds it against the target's machine and the key {@code max-glibc}.
 */
final class BuildResults implements ResultCheck {
  private static final int MOST_LINES = 12;

  /** A file's time is that of the kernel's last tick, which was before. */
  private static final Duration TICK = Duration.ofMillis(20);

  private final HostFacts host;
  private final boolean quiet;
  private final Consumer<String> told;
  private final Optional<Attester> attester;

  /**
   * @param told hears a line for each file
   * @param attester takes down what it was made of, if that is asked for
   */
  BuildResults(HostFacts host, boolean quiet, Consumer<String> told, Optional<Attester> attester) {
    this.host = host;
    this.quiet = quiet;
    this.told = told;
    this.attester = attester;
  }

  /**
   * The folder is looked at, and not cargo asked, which takes a tenth of a second. It does as well:
   * intermediate files are on another file system, so cargo cannot link its results to them, and
   * copies all that a command names, also what is fresh. What is newer than the command's start is
   * what it made.
   */
  @Override
  public List<Problem> look(TargetPlan plan, Instant since) {
    var start = since.minus(TICK);
    var results = plan.results().orElseThrow();
    var found = ResultFolder.read(results.directory());
    if (results.told() && !quiet) {
      tell(newer(found, start));
    }
    var problems = new ArrayList<Problem>();
    // What a target of the user's own is for does not follow from its name.
    if (plan.target().specification().isEmpty()) {
      var check = new MachineCheck(plan.target().triple(), start);
      for (var file : found) {
        var problem = check.check(file, shown(file.inspection().file()));
        problem.ifPresent(problems::add);
      }
    }
    return problems;
  }

  private static List<ResultFolder.Found> newer(List<ResultFolder.Found> found, Instant start) {
    return found.stream().filter(file -> !file.changed().isBefore(start)).toList();
  }

  @Override
  public boolean asksForBuilds() {
    return attester.isPresent();
  }

  @Override
  public List<Problem> passed(TargetPlan plan, Build build) {
    var found = ResultFolder.read(plan.results().orElseThrow().directory());
    return attester.orElseThrow().take(plan, newer(found, build.compiled().minus(TICK)), build);
  }

  private void tell(List<ResultFolder.Found> made) {
    // One more is no longer than the line that says so.
    int lines = made.size() == MOST_LINES + 1 ? made.size() : Math.min(made.size(), MOST_LINES);
    for (var file : made.subList(0, lines)) {
      var inspection = file.inspection();
      told.accept(shown(inspection.file()) + ": " + InspectionLine.of(inspection));
    }
    if (made.size() > lines) {
      told.accept("and " + (made.size() - lines) + " more beside them");
    }
  }

  @Override
  public List<Problem> check(TargetPlan plan, List<Path> listed, Ingredients ingredients) {
    var gate = plan.gate().orElseThrow();
    var limit =
        new GlibcLimit(
            plan.target().triple(),
            Version.parse(gate.newest()).orElseThrow(),
            Place.of(gate.origin()),
            BuiltinRecipes.zigLinks(plan.target().triple().name()));
    var files = listed.stream().filter(BuildResults::mayBeLinked).toList();
    var symbols = new TreeSet<String>();
    files.forEach(file -> symbols.addAll(limit.symbols(file)));
    var users =
        symbols.isEmpty()
            ? Optional.<SymbolUsers>empty()
            : ingredients.naming(symbols).map(folder -> SymbolUsers.in(folder, symbols));
    return files.stream().flatMap(file -> limit.check(file, shown(file), users).stream()).toList();
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
