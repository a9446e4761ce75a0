package dev.jcross.cli.command;

import dev.jcross.bundle.BundleFile;
import dev.jcross.bundle.Crates;
import dev.jcross.bundle.Manifest;
import dev.jcross.cli.Planning;
import dev.jcross.event.Event;
import dev.jcross.event.EventSink;
import dev.jcross.image.ImagePlatform;
import dev.jcross.plan.BuildPlan;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import dev.jcross.run.BundleImport;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** {@code jcross bundle import}. */
final class BundleImporting {
  private final OwnCommands.Context context;

  BundleImporting(OwnCommands.Context context) {
    this.context = context;
  }

  int run(String file) throws IOException {
    if (!file.equals("-")) {
      return run(context.host().workingDirectory().resolve(file), file);
    }
    // It is checked as a whole first, and what was piped can be read only once.
    Files.createDirectories(context.host().cacheDirectory());
    var copy = Files.createTempFile(context.host().cacheDirectory(), "bundle", ".part");
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> remove(copy), "jcross-bundle-unfinished"));
    try {
      try (var input = new FileInputStream(FileDescriptor.in)) {
        Files.copy(input, copy, StandardCopyOption.REPLACE_EXISTING);
      }
      return run(copy, "standard input");
    } finally {
      remove(copy);
    }
  }

  private static void remove(Path copy) {
    try {
      Files.deleteIfExists(copy);
    } catch (IOException e) {
      // It lies in the cache, which goes with 'jcross clean-all'.
    }
  }

  private int run(Path path, String name) {
    try (var bundle = BundleFile.open(path, name)) {
      var about = bundle.manifest().about();
      checkHost(about, name);
      var planning = new Planning(context.host(), context.recipes().get());
      var here = planning.read(planning.parse(List.of("build")));
      var locks = BundledLocks.of(here);
      checkLocks(about, locks, name);
      try (var progress = context.progress().get()) {
        check(bundle, Crates.of(locks.cargo()), name, progress);
        var offline = plan(planning, about, "--offline");
        checkRecipes(offline, about, name);
        if (!offline.sound()) {
          throw new ProblemException(offline.problems().stream().filter(Problem::isError).toList());
        }
        try (var engine = context.engine().get()) {
          var outcome =
              new BundleImport(
                      engine,
                      progress,
                      context.surroundings().get(),
                      target -> BundleExporting.stamp(plan(planning, about), target),
                      directory -> room(engine.facts().endpoint(), directory))
                  .run(bundle, offline, plan(planning, about));
          context.console().problems(outcome.notes());
          if (outcome.exitStatus() != 0) {
            return outcome.exitStatus();
          }
        }
      }
      for (var target : about.targets()) {
        context.console().say("Ready", "jcross build --offline --locked --target " + target.name());
      }
      return 0;
    }
  }

  private static BuildPlan plan(Planning planning, Manifest.About about, String... further) {
    var words = new ArrayList<>(List.of("--fresh", "build", "--locked"));
    words.addAll(List.of(further));
    about.targets().forEach(target -> words.addAll(List.of("--target", target.name())));
    return planning.plan(planning.parse(words));
  }

  private void checkHost(Manifest.About about, String name) {
    var own = ImagePlatform.ofMachine(context.host().architecture());
    if (!about.host().equals(own)) {
      throw Problem.error(
              ProblemCode.BUNDLE_MISMATCH,
              "the bundle is for machines of " + about.host() + ", and this one is " + own)
          .at(Place.of(name))
          .help("make one on a machine like this: jcross bundle export FILE")
          .asException();
    }
  }

  private static void checkLocks(Manifest.About about, BundledLocks locks, String name) {
    var problems = new ArrayList<Problem>();
    locks
        .digests()
        .forEach(
            (lock, digest) -> {
              if (!digest.equals(about.locks().get(lock))) {
                problems.add(
                    Problem.error(
                            ProblemCode.BUNDLE_MISMATCH,
                            "the bundle was made with another " + lock + " than this project's")
                        .at(Place.of(name))
                        .help(
                            "check out the commit that it was made of, or make it anew:"
                                + " jcross bundle export FILE"));
              }
            });
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  private static void check(BundleFile bundle, Crates crates, String name, EventSink events) {
    var work = "bundle";
    events.tell(new Event.Started(work, "Checking " + name));
    try {
      long size = bundle.sizeBytes();
      bundle.check(done -> events.tell(new Event.Progress(work, done, size)));
      crates
          .fault(bundle.manifest().below(Manifest.CARGO))
          .ifPresent(
              fault -> {
                throw Problem.error(ProblemCode.BUNDLE_INVALID, "in the bundle " + fault)
                    .at(Place.of(name))
                    .help("make it anew: jcross bundle export FILE")
                    .asException();
              });
    } catch (RuntimeException e) {
      events.tell(new Event.Failed(work));
      throw e;
    }
    events.tell(new Event.Finished(work, "Checked " + name));
  }

  /** Another jcross has other recipes, and calls its images by other names. */
  private void checkRecipes(BuildPlan plan, Manifest.About about, String name) {
    if (about.jcross().equals(context.version())) {
      return;
    }
    for (var target : plan.targets()) {
      if (about.images().stream()
          .noneMatch(image -> image.name().equals(target.image().reference()))) {
        throw Problem.error(
                ProblemCode.BUNDLE_MISMATCH,
                "the bundle was made by jcross "
                    + about.jcross()
                    + ", and this is "
                    + context.version()
                    + ", with other images")
            .at(Place.of(name))
            .help("install jcross " + about.jcross() + " here")
            .asException();
      }
    }
  }

  /** In a virtual machine, as Docker Desktop has one, it lies on a disk that is not seen here. */
  private OptionalLong room(String endpoint, String directory) {
    var machine = new ThisMachine(context.host());
    if (directory.isEmpty()
        || EngineCheck.socket(endpoint).isEmpty()
        || !machine.isDirectory(Path.of(directory))) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(machine.disk(Path.of(directory)).freeBytes());
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
