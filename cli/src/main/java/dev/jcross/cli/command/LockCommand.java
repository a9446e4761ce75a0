package dev.jcross.cli.command;

import dev.jcross.cli.Planning;
import dev.jcross.host.MachineName;
import dev.jcross.lock.CrossLock;
import dev.jcross.lock.LockFile;
import dev.jcross.lock.LockedImage;
import dev.jcross.lock.LockedTarget;
import dev.jcross.plan.BuildPlan;
import dev.jcross.plan.Locking;
import dev.jcross.plan.TargetPlan;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import dev.jcross.project.Project;
import dev.jcross.run.ImageLocker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jcross lock}: writes down what builds are made of. */
@Command(
    name = "lock",
    header = "Write Cross.lock: which images builds are made with.",
    description = {
      "Locks targets that are not locked yet, or whose settings have changed; an image that is not"
          + " there is made. Without --target: those that are in the lock, else the one that a"
          + " build would take.",
      "With a Cross.lock a build takes no other image than the locked one: pulled by its digest, or"
          + " built and then compared, file by file."
    },
    sortOptions = false)
final class LockCommand implements Callable<Integer> {
  private final OwnCommands.Context context;

  @Option(
      names = {"-t", "--target"},
      paramLabel = "<triple>",
      description = "Only this target; may be repeated.")
  List<String> targets = List.of();

  @Option(
      names = "--update",
      description = "Make the images anew, of the packages and images that there are now.")
  boolean update;

  @Option(
      names = "--check",
      description = "Change nothing; exit status 80 if the lock is not of these settings.")
  boolean check;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  LockCommand(OwnCommands.Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (check && update) {
      throw Problem.error(ProblemCode.USAGE, "--check and --update exclude each other")
          .help("jcross lock --check")
          .asException();
    }
    var planning = new Planning(context.host(), context.recipes().get()).withoutLock();
    var here = planning.read(planning.parse(List.of("build")));
    var file = file(here);
    var old = file.read().orElse(CrossLock.EMPTY);
    var plan = plan(planning, old);
    context.console().problems(plan.problems().stream().filter(found -> !found.isError()).toList());
    if (!plan.sound()) {
      throw new ProblemException(plan.problems().stream().filter(Problem::isError).toList());
    }
    return check ? check(plan, old) : write(plan, old, file);
  }

  /** All of it can be made anew, not one target's rows of what makes no sense. */
  private LockFile file(Planning.Reading here) {
    var root =
        here.project().map(Project::workspaceRoot).orElseGet(() -> here.host().workingDirectory());
    var file = new LockFile(root, here.host().cacheDirectory());
    return update && targets.isEmpty() ? file.anew() : file;
  }

  private BuildPlan plan(Planning planning, CrossLock old) {
    var names =
        targets.isEmpty()
            ? old.targets().stream().map(LockedTarget::name).distinct().toList()
            : targets;
    var words = new ArrayList<>(List.of("build"));
    names.forEach(name -> words.addAll(List.of("--target", name)));
    return planning.plan(planning.parse(words));
  }

  private int check(BuildPlan plan, CrossLock old) {
    var stale =
        plan.targets().stream()
            .map(target -> stale(target, old))
            .flatMap(Optional::stream)
            .toList();
    if (!stale.isEmpty()) {
      throw new ProblemException(stale);
    }
    context
        .console()
        .say("Checked", CrossLock.FILE + ": " + counted(plan.targets().size(), "target"));
    return 0;
  }

  private Optional<Problem> stale(TargetPlan plan, CrossLock old) {
    return Locking.of(plan.target(), plan.image(), Optional.of(old), architecture(), true)
        .problem();
  }

  private String architecture() {
    return context.host().architecture();
  }

  private int write(BuildPlan plan, CrossLock old, LockFile file) {
    var locked = new ArrayList<Locked>();
    var stale =
        plan.targets().stream().filter(one -> update || stale(one, old).isPresent()).toList();
    if (!stale.isEmpty()) {
      try (var engine = context.engine().get();
          var progress = context.progress().get()) {
        var locker =
            new ImageLocker(
                engine,
                progress,
                context.sweep(),
                context.host().cacheDirectory(),
                MachineName.read());
        for (var target : stale) {
          var row = Locking.row(target.target(), target.image(), architecture());
          locked.add(new Locked(row, locker.lock(target, row.host(), update)));
        }
      }
    }
    boolean changed =
        file.change(
            now -> {
              var lock = now;
              for (var one : locked) {
                lock = lock.with(one.target(), one.images());
              }
              return lock;
            });
    for (var one : locked) {
      context.console().say("Locked", one.target().name() + " on " + one.target().host());
    }
    context
        .console()
        .say(changed ? "Wrote" : "Kept", CrossLock.FILE + (changed ? "" : ": nothing changed"));
    return 0;
  }

  private record Locked(LockedTarget target, List<LockedImage> images) {}

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? " is" : "s are") + " locked";
  }
}
