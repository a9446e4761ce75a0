package dev.jcross.run;

import dev.jcross.bundle.BundleWriter;
import dev.jcross.bundle.Crates;
import dev.jcross.bundle.Manifest;
import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ImageFacts;
import dev.jcross.event.Event;
import dev.jcross.event.EventSink;
import dev.jcross.image.ImageSource;
import dev.jcross.plan.BuildPlan;
import dev.jcross.plan.MountPlan;
import dev.jcross.plan.Provision;
import dev.jcross.plan.TargetPlan;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** Puts what a plan's builds need into a bundle. */
public final class BundleExport {
  private final ContainerEngine engine;
  private final EventSink events;
  private final Surroundings surroundings;
  private final Function<TargetPlan, Optional<String>> stampAfterFetch;

  /**
   * An export.
   *
   * @param stampAfterFetch see {@link Runner}
   */
  public BundleExport(
      ContainerEngine engine,
      EventSink events,
      Surroundings surroundings,
      Function<TargetPlan, Optional<String>> stampAfterFetch) {
    this.engine = engine;
    this.events = events;
    this.surroundings = surroundings;
    this.stampAfterFetch = stampAfterFetch;
  }

  /** The targets with their images, once everything is there that their builds need. */
  public static final class Ready {
    private final Map<TargetPlan, ImageFacts> targets = new LinkedHashMap<>();
    private final Sessions sessions;

    private Ready(Sessions sessions) {
      this.sessions = sessions;
    }

    /** How many bytes of images there are at most: what they share counts twice. */
    public long imageBytes() {
      return targets.values().stream().distinct().mapToLong(ImageFacts::sizeBytes).sum();
    }
  }

  /**
   * Makes sure that everything is there: pulls, builds and downloads what is missing.
   *
   * @param plan of a build, with a lock
   * @throws ProblemException BUNDLE_CONTENT for what no bundle can have; and whatever stops a build
   */
  public Ready prepare(BuildPlan plan) {
    plan.targets().forEach(BundleExport::refuse);
    var files = Runner.files(engine, events, surroundings, plan);
    var ready = new Ready(new Sessions(engine, surroundings.sweep(), files));
    for (var target : plan.targets()) {
      var run =
          new TargetRun(
              engine, events, surroundings, files, target, stampAfterFetch, ResultCheck.NONE);
      var image = run.image();
      var outcome = run.prepare(image);
      if (outcome.exitStatus() != 0) {
        throw outcome.notes().isEmpty()
            ? Problem.error(
                    ProblemCode.CRATES_DOWNLOAD,
                    "what a build for '" + target.target() + "' needs cannot be downloaded")
                .asException()
            : new ProblemException(outcome.notes());
      }
      ready.targets.put(target, image);
    }
    return ready;
  }

  private static void refuse(TargetPlan plan) {
    if (plan.toolchain().isHosts()) {
      throw Problem.error(
              ProblemCode.BUNDLE_CONTENT, "this machine's own toolchain does not go into a bundle")
          .help("use one of rustup's: toolchain = \"rustup\" under [build] in Cross.toml")
          .asException();
    }
    if (plan.main().command().stream().anyMatch(word -> word.startsWith("-Zbuild-std"))) {
      throw Problem.error(
              ProblemCode.BUNDLE_CONTENT,
              "the crates of the standard library, which build-std compiles, do not go into a"
                  + " bundle")
          .help("take a target whose image has the library: jcross targets")
          .asException();
    }
    if (plan.steps().stream()
        .flatMap(step -> step.makes().stream())
        .anyMatch(mark -> folder(mark.directory()).isEmpty())) {
      throw Problem.error(
              ProblemCode.BUNDLE_CONTENT,
              "a development kit that was downloaded for '"
                  + plan.target()
                  + "' does not go into a bundle")
          .help(
              "name a folder that has it, on both machines:\n[target."
                  + plan.target().triple()
                  + "]\nsdk = \"…\"")
          .asException();
    }
  }

  /**
   * Writes the bundle.
   *
   * @param crates of the project's Cargo.lock
   * @param about of jcross, the machine and the locks; targets, engine and images are filled in
   */
  public Manifest write(Ready ready, Crates crates, Manifest.About about, BundleWriter bundle)
      throws IOException {
    var images = images(ready, bundle);
    cargo(ready, crates, bundle);
    provisions(ready, bundle);
    var cargo = new Manifest(about, bundle.entries()).below(Manifest.CARGO);
    crates
        .fault(cargo)
        .ifPresent(
            fault -> {
              throw Problem.error(ProblemCode.BUNDLE_CONTENT, fault)
                  .help("remove the crates that were downloaded: jcross volumes remove --execute")
                  .asException();
            });
    var facts = engine.facts();
    return bundle.finish(
        new Manifest.About(
            about.jcross(),
            about.host(),
            facts.name() + " " + facts.version(),
            about.locks(),
            ready.targets.keySet().stream().map(BundleExport::row).toList(),
            images));
  }

  private static Manifest.Target row(TargetPlan plan) {
    return new Manifest.Target(
        plan.target().toString(), plan.image().reference(), plan.toolchain().name());
  }

  private List<Manifest.Image> images(Ready ready, BundleWriter bundle) throws IOException {
    var rows = new LinkedHashSet<Manifest.Image>();
    var saved = new TreeSet<String>();
    ready.targets.forEach(
        (plan, image) -> {
          var name = plan.image().reference();
          rows.add(new Manifest.Image(name, image.id(), image.sizeBytes()));
          // What was pulled by its digest has no other name.
          saved.add(plan.image() instanceof ImageSource.Built ? name : image.id());
        });
    var work = "bundle images";
    long total = rows.stream().mapToLong(Manifest.Image::sizeBytes).sum();
    tell(work, "Exporting " + counted(rows.size(), "image"));
    try {
      engine.saveImages(
          List.copyOf(saved),
          tar ->
              bundle.archive(
                  new CountedStream(tar, done -> progress(work, done, total)),
                  name -> Optional.of(Manifest.IMAGES + "/" + name)));
    } catch (IOException | RuntimeException e) {
      events.tell(new Event.Failed(work));
      throw e;
    }
    events.tell(new Event.Finished(work, "Exported " + counted(rows.size(), "image")));
    return List.copyOf(rows);
  }

  private void cargo(Ready ready, Crates crates, BundleWriter bundle) throws IOException {
    var one = ready.targets.entrySet().iterator().next();
    var volume = BundleVolumes.of(one.getKey(), Manifest.CARGO);
    if (volume.isEmpty()) {
      return;
    }
    var work = "bundle crates";
    tell(work, "Exporting crates");
    try {
      exported(ready, one.getKey(), one.getValue(), Manifest.CARGO, volume.get(), bundle)
          .crates(crates);
    } catch (IOException | RuntimeException e) {
      events.tell(new Event.Failed(work));
      throw e;
    }
    events.tell(new Event.Finished(work, "Exported " + counted(crates.count(), "crate")));
  }

  private VolumeExport exported(
      Ready ready,
      TargetPlan plan,
      ImageFacts image,
      String folder,
      MountPlan.Volume volume,
      BundleWriter bundle) {
    var container = plan.main().container();
    return new VolumeExport(
        engine,
        surroundings.sweep(),
        image.id(),
        ready.sessions.owner(container),
        ready.sessions.userNamespace(container),
        folder,
        volume,
        bundle);
  }

  /** What rustup and cargo install have put into volumes. */
  private void provisions(Ready ready, BundleWriter bundle) throws IOException {
    var done = new TreeSet<String>();
    for (var target : ready.targets.entrySet()) {
      var plan = target.getKey();
      for (var step : plan.steps()) {
        var made = step.makes();
        var folder = made.flatMap(mark -> folder(mark.directory()));
        if (folder.isEmpty() || folder.get().equals(Manifest.CARGO)) {
          continue;
        }
        var volume = BundleVolumes.of(plan, folder.get());
        // The mark comes last: it says that the rest is there.
        var trees =
            List.of(
                Provision.of(step).isPresent()
                    ? "toolchains/" + step.command().get(1)
                    : made.get().name(),
                ".jcross/" + made.get().name());
        var fresh = trees.stream().filter(tree -> done.add(folder.get() + "/" + tree)).toList();
        if (volume.isPresent() && !fresh.isEmpty()) {
          var what = folder.get().equals(Manifest.RUSTUP) ? step.command().get(1) : "tools";
          var work = "bundle " + trees.getFirst();
          tell(work, "Exporting " + what);
          exported(ready, plan, target.getValue(), folder.get(), volume.get(), bundle).trees(fresh);
          events.tell(new Event.Finished(work, "Exported " + what));
        }
      }
    }
  }

  private static Optional<String> folder(String place) {
    return BundleVolumes.PLACES.entrySet().stream()
        .filter(entry -> entry.getValue().equals(place))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private void tell(String work, String what) {
    events.tell(new Event.Started(work, what));
  }

  private void progress(String work, long done, long total) {
    events.tell(new Event.Progress(work, done, Math.max(done, total)));
  }

  static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
