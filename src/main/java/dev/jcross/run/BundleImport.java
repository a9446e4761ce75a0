package dev.jcross.run;

import dev.jcross.bundle.BundleFile;
import dev.jcross.bundle.Manifest;
import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ContainerGone;
import dev.jcross.engine.ContainerSpec;
import dev.jcross.engine.ImageFacts;
import dev.jcross.event.Event;
import dev.jcross.event.EventSink;
import dev.jcross.image.ImageSource;
import dev.jcross.plan.BuildPlan;
import dev.jcross.plan.MountPlan;
import dev.jcross.plan.TargetPlan;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.transfer.ClientFiles;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/** Brings what is in a bundle to where builds look for it. */
public final class BundleImport {
  private static final String PURPOSE = "brings files of a bundle";
  private static final int LIFE_SECONDS = 120;

  /** As bundle-merge.sh ends. */
  private static final int OTHER_TOOLCHAIN = 3;

  /** How much larger crates are when they are unpacked, besides their archives. */
  private static final int UNPACKED = 5;

  private final ContainerEngine engine;
  private final EventSink events;
  private final Surroundings surroundings;
  private final Function<TargetPlan, Optional<String>> stampAfterFetch;
  private final Function<String, OptionalLong> room;

  /**
   * An import.
   *
   * @param stampAfterFetch see {@link Runner}
   * @param room how many bytes are free where a directory of the engine lies; empty if that cannot
   *     be told
   */
  public BundleImport(
      ContainerEngine engine,
      EventSink events,
      Surroundings surroundings,
      Function<TargetPlan, Optional<String>> stampAfterFetch,
      Function<String, OptionalLong> room) {
    this.engine = engine;
    this.events = events;
    this.surroundings = surroundings;
    this.stampAfterFetch = stampAfterFetch;
    this.room = room;
  }

  /**
   * Imports a bundle that was checked.
   *
   * @param offline the plan of a build that must find everything
   * @param fetching the same of a build that may download; what it would download is unpacked
   * @return what came of unpacking
   * @throws dev.jcross.problem.ProblemException DISK_FULL before anything is done; LOCK_MISMATCH if
   *     an image is not the locked one
   */
  public Outcome run(BundleFile bundle, BuildPlan offline, BuildPlan fetching) {
    var images = bundle.manifest().about().images();
    var missing = images.stream().filter(image -> !isThere(image)).toList();
    checkRoom(bundle, missing);
    if (!missing.isEmpty()) {
      load(bundle, images);
    }
    var files = Runner.files(engine, events, surroundings, offline);
    var facts = new TreeMap<String, ImageFacts>();
    for (var plan : offline.targets()) {
      facts.put(plan.target().toString(), run(plan, files).image());
    }
    volumes(bundle, offline.targets().getFirst(), facts.firstEntry().getValue(), files);
    for (var plan : fetching.targets()) {
      var image = java.util.Objects.requireNonNull(facts.get(plan.target().toString()));
      var outcome = run(plan, files).unpack(image);
      if (outcome.exitStatus() != 0) {
        return outcome;
      }
    }
    return Outcome.SUCCESS;
  }

  private TargetRun run(TargetPlan plan, ClientFiles files) {
    return new TargetRun(
        engine, events, surroundings, files, plan, stampAfterFetch, ResultCheck.NONE);
  }

  /** Under its name, or, where it was pulled by a digest, at all. */
  private boolean isThere(Manifest.Image image) {
    return engine
        .findImage(image.name().contains("@") ? image.id() : image.name())
        .filter(found -> found.id().equals(image.id()))
        .isPresent();
  }

  private void checkRoom(BundleFile bundle, List<Manifest.Image> missing) {
    long crates = UNPACKED * bundle.manifest().sizeBytes(Manifest.CARGO);
    long others =
        bundle.manifest().sizeBytes(Manifest.RUSTUP) + bundle.manifest().sizeBytes(Manifest.TOOLS);
    long images = missing.isEmpty() ? 0 : bundle.manifest().sizeBytes(Manifest.IMAGES);
    long needed = crates + others + images;
    var directory = engine.facts().dataDirectory();
    var free = room.apply(directory);
    if (free.isPresent() && free.getAsLong() < needed) {
      throw Problem.error(
              ProblemCode.DISK_FULL,
              "the bundle needs "
                  + megabytes(needed)
                  + " in "
                  + directory
                  + ", and "
                  + megabytes(free.getAsLong())
                  + " are free")
          .help("see what takes the room with: docker system df; jcross images")
          .asException();
    }
  }

  private static String megabytes(long bytes) {
    return (bytes + 500_000) / 1_000_000 + " MB";
  }

  private void load(BundleFile bundle, List<Manifest.Image> images) {
    var work = "bundle images";
    long total = bundle.manifest().sizeBytes(Manifest.IMAGES);
    var what = BundleExport.counted(images.size(), "image");
    events.tell(new Event.Started(work, "Importing " + what));
    try (var tar =
        bundle.archive(
            Manifest.IMAGES,
            "",
            "0:0",
            done -> events.tell(new Event.Progress(work, done, Math.max(done, total))))) {
      engine.loadImages(tar);
    } catch (IOException e) {
      events.tell(new Event.Failed(work));
      throw unreadable(e);
    } catch (RuntimeException e) {
      events.tell(new Event.Failed(work));
      throw e;
    }
    for (var image : images) {
      if (image.name().contains("@")) {
        keep(image);
      }
    }
    events.tell(new Event.Finished(work, "Imported " + what));
  }

  /** Engines throw images without a name away when they tidy up. */
  private void keep(Manifest.Image image) {
    var repository = new ImageSource.Pulled(image.name(), Optional.empty()).repository();
    var digits = image.id().substring(image.id().indexOf(':') + 1);
    engine
        .findImage(image.id())
        .ifPresent(
            found ->
                engine.tagImage(found.id(), repository + ":bundled-" + digits.substring(0, 12)));
  }

  private void volumes(BundleFile bundle, TargetPlan plan, ImageFacts image, ClientFiles files) {
    var sessions = new Sessions(engine, surroundings.sweep(), files);
    var container = plan.main().container();
    var owner = sessions.owner(container);
    var namespace = sessions.userNamespace(container);
    for (var folder : List.of(Manifest.RUSTUP, Manifest.TOOLS, Manifest.CARGO)) {
      var volume = BundleVolumes.of(plan, folder);
      if (volume.isPresent() && !bundle.manifest().below(folder).isEmpty()) {
        var work = "bundle " + folder;
        var what = folder.equals(Manifest.CARGO) ? "crates" : volume.get().purpose();
        events.tell(new Event.Started(work, "Importing " + what));
        try {
          var labels = new Labels(surroundings.machine(), plan, PURPOSE).ofVolume(volume.get());
          engine.ensureVolume(volume.get().name(), labels);
          HelperContainer.handOver(
              engine,
              surroundings.sweep(),
              image.id(),
              List.of(
                  new ContainerSpec.Mount.Volume(
                      volume.get().name(), volume.get().target(), false)),
              owner,
              namespace);
          fill(bundle, folder, volume.get(), image, owner, namespace);
        } catch (RuntimeException e) {
          events.tell(new Event.Failed(work));
          throw e;
        }
        events.tell(new Event.Finished(work, "Imported " + what));
      }
    }
  }

  /** First to a folder of its own: whoever uses the volume meanwhile sees no half file. */
  private void fill(
      BundleFile bundle,
      String folder,
      MountPlan.Volume volume,
      ImageFacts image,
      String owner,
      Optional<String> namespace) {
    var mounts = BundleVolumes.mounted(volume, false);
    var aside = ".jcross/import-" + UUID.randomUUID();
    var work = "bundle " + folder;
    long total = bundle.manifest().sizeBytes(folder);
    try (var helper =
            HelperContainer.create(
                engine, surroundings.sweep(), image.id(), mounts, namespace, PURPOSE);
        var tar =
            bundle.archive(
                folder,
                aside + "/",
                owner,
                done -> events.tell(new Event.Progress(work, done, Math.max(done, total))))) {
      engine.copyInto(helper.container(), volume.target(), tar);
    } catch (IOException e) {
      throw unreadable(e);
    } catch (ContainerGone e) {
      throw ended();
    }
    try (var helper =
        HelperContainer.start(
            engine,
            surroundings.sweep(),
            image.id(),
            owner,
            mounts,
            List.of(),
            namespace,
            PURPOSE,
            LIFE_SECONDS)) {
      var merged =
          helper.run(
              "/bin/sh",
              "-c",
              Scripts.read("bundle-merge.sh"),
              "sh",
              volume.target() + "/" + aside,
              volume.target());
      if (merged.status() == OTHER_TOOLCHAIN) {
        throw Problem.error(
                ProblemCode.BUNDLE_MISMATCH,
                "the toolchain '"
                    + merged.output().strip()
                    + "' on this machine is of another day than that of the bundle")
            .help(
                "name a dated one in rust-toolchain.toml, or remove what is here: jcross volumes"
                    + " remove "
                    + volume.name()
                    + " --execute")
            .asException();
      }
      if (merged.status() != 0) {
        throw Problem.error(ProblemCode.FILE, "what the bundle brought cannot be put in its place")
            .with(merged.output().lines().limit(5).toList())
            .asException();
      }
    }
  }

  private static RuntimeException ended() {
    return Problem.error(ProblemCode.SESSION_START, "a container that carries files ended")
        .help("look at the engine with: jcross doctor")
        .asException();
  }

  private static RuntimeException unreadable(IOException e) {
    return Problem.error(ProblemCode.FILE, "the bundle cannot be read: " + e.getMessage())
        .asException();
  }
}
