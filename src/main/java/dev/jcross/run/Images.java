package dev.jcross.run;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ImageBuild;
import dev.jcross.engine.ImageBuildFailed;
import dev.jcross.engine.ImageFacts;
import dev.jcross.event.Event;
import dev.jcross.event.EventSink;
import dev.jcross.image.ImageSource;
import dev.jcross.image.RecipeFile;
import dev.jcross.plan.Downloads;
import dev.jcross.plan.Pull;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Makes sure that images are there: looks, pulls, builds, in this order. */
final class Images {
  private final ContainerEngine engine;
  private final EventSink events;
  private final Path logs;
  private final Downloads downloads;
  private final String origin;
  private final Function<ImageSource.Kind, Map<String, String>> ownerLabels;
  private final RegistryImages registry;
  private final TrustedImages trusted;

  /** What this command has pulled already. */
  private final Set<String> pulled = new HashSet<>();

  /** Whether the engine's cache of earlier builds is to be left alone. */
  private boolean anew;

  /**
   * Images of one target.
   *
   * @param cache where jcross keeps what can be made again, and logs of failures
   * @param origin who decided on the image, for problems
   */
  Images(ContainerEngine engine, EventSink events, Path cache, Downloads downloads, String origin) {
    this(engine, events, cache, downloads, origin, kind -> Map.of());
  }

  /**
   * Images of one target.
   *
   * @param ownerLabels what names the project of an image of that kind
   */
  Images(
      ContainerEngine engine,
      EventSink events,
      Path cache,
      Downloads downloads,
      String origin,
      Function<ImageSource.Kind, Map<String, String>> ownerLabels) {
    this.engine = engine;
    this.events = events;
    this.logs = cache.resolve("logs");
    this.downloads = downloads;
    this.origin = origin;
    this.ownerLabels = ownerLabels;
    this.trusted = new TrustedImages(engine, downloads, cache);
    this.registry = new RegistryImages(engine, events, trusted);
  }

  /** Whether what is not there can neither be pulled nor built. */
  boolean offline() {
    return downloads.pull() == Pull.OFFLINE;
  }

  /** An image of a registry that is there, under whatever name, if it may be used. */
  Optional<ImageFacts> find(String id, ImageSource source) {
    return engine.findImage(id).map(image -> trusted.check(source.reference(), image));
  }

  /** The image, made if it was not there. */
  ImageFacts ensure(ImageSource source, String target) {
    return switch (source) {
      case ImageSource.Pulled pulled -> pulled(pulled, target);
      case ImageSource.Debian debian ->
          trusted.checkIfPulled(
              debian.reference(),
              engine.findImage(debian.reference()).orElseGet(() -> debian(debian)));
      case ImageSource.Built built -> built(built, target);
    };
  }

  /**
   * The image, made anew from what there is to be had now: those that are built with all below
   * them, those that are pulled as the registry has them.
   *
   * @param good whether an image below is to stay as it is
   */
  ImageFacts renew(ImageSource source, String target, Predicate<ImageFacts> good) {
    return switch (source) {
      case ImageSource.Pulled pulled -> trusted.check(pulled.reference(), pull(pulled, target));
      case ImageSource.Debian debian -> ensure(debian, target);
      case ImageSource.Built built -> {
        anew = true;
        yield build(built, built.base().map(below -> renewed(below, target, good)), target);
      }
    };
  }

  private ImageFacts renewed(ImageSource below, String target, Predicate<ImageFacts> good) {
    return engine
        .findImage(below.reference())
        .filter(good)
        .orElseGet(() -> renew(below, target, good));
  }

  private ImageFacts built(ImageSource.Built built, String target) {
    pullBelow(built, target);
    // Also where nothing has to be built any more: who is trusted may have changed since.
    built
        .pulled()
        .filter(below -> trusted.cares(below.reference()))
        .ifPresent(below -> pulled(below, target));
    var existing = engine.findImage(built.reference());
    if (existing.isPresent() && stillFits(built, existing.get())) {
      return built
          .pullFrom()
          .map(name -> trusted.checkIfPulled(name, existing.get()))
          .orElseGet(existing::get);
    }
    if (offline()) {
      throw Offline.image(built.reference()).asException();
    }
    var ready =
        downloads.pull() == Pull.NEVER ? Optional.<ImageFacts>empty() : registry.find(built);
    return ready.orElseGet(
        () -> build(built, built.base().map(source -> ensure(source, target)), target));
  }

  /** What it is built on may be another by now, and then it is built anew. */
  private void pullBelow(ImageSource.Built built, String target) {
    if (downloads.pull() != Pull.ALWAYS) {
      return;
    }
    built.pulled().ifPresent(below -> pulled(below, target));
  }

  /**
   * Whether all images below are the ones it was built on: a tag such as latest can move. The
   * images of jcross's own recipes are named by their content, all the way down.
   */
  private boolean stillFits(ImageSource.Built built, ImageFacts image) {
    if (built.pulled().isEmpty()) {
      return true;
    }
    var source = built.base().orElseThrow();
    var below = engine.findImage(source.reference());
    return below.isEmpty()
        || (below.get().id().equals(image.labels().get(Labels.BASE))
            && (!(source instanceof ImageSource.Built lower) || stillFits(lower, below.get())));
  }

  private ImageFacts pulled(ImageSource.Pulled image, String target) {
    var reference = image.reference();
    boolean again = downloads.pull() == Pull.ALWAYS && !reference.contains("@");
    return trusted.check(
        reference,
        engine
            .findImage(reference)
            .filter(here -> !again || pulled.contains(reference))
            .orElseGet(() -> pull(image, target)));
  }

  private ImageFacts pull(ImageSource.Pulled image, String target) {
    var reference = image.reference();
    var platform = image.platform();
    if (offline()) {
      throw Offline.image(reference).at(Place.of(origin)).asException();
    }
    if (downloads.pull() == Pull.NEVER) {
      throw notHere(reference)
          .at(Place.of(origin))
          .help("bring it: docker load --input FILE, or docker pull " + reference)
          .asException();
    }
    var work = "image " + reference;
    var emulated = platform.map(name -> " for " + name + ", which is emulated here").orElse("");
    events.tell(new Event.Started(work, "Pulling image " + reference + emulated));
    try {
      engine.pullImage(reference, platform, work, events);
    } catch (ProblemException e) {
      events.tell(new Event.Failed(work));
      var failure = new PullFailure(image, origin, target);
      throw new ProblemException(e.problems().stream().map(failure::tell).toList(), e);
    }
    events.tell(new Event.Finished(work, "Pulled image " + reference));
    pulled.add(reference);
    return engine.findImage(reference).orElseThrow(() -> gone(reference));
  }

  private ImageFacts debian(ImageSource.Debian debian) {
    var reference = debian.reference();
    var work = "image " + reference;
    if (offline()) {
      throw Offline.image(reference).asException();
    }
    if (downloads.pull() == Pull.NEVER) {
      new DebianImage(engine, events).make(notHere(reference));
      return engine.findImage(reference).orElseThrow(() -> gone(reference));
    }
    events.tell(new Event.Started(work, "Pulling image " + reference));
    try {
      engine.pullImage(reference, Optional.empty(), work, events);
      events.tell(new Event.Finished(work, "Pulled image " + reference));
    } catch (ProblemException e) {
      if (e.problems().getFirst().code() != ProblemCode.IMAGE_PULL) {
        events.tell(new Event.Failed(work));
        throw e;
      }
      events.tell(new Event.Failed(work));
      new DebianImage(engine, events).make(e.problems().getFirst());
    }
    return engine.findImage(reference).orElseThrow(() -> gone(reference));
  }

  private static Problem notHere(String reference) {
    return Problem.error(
        ProblemCode.IMAGE_MISSING,
        "the image '" + reference + "' is not on this machine, and pull = \"never\"");
  }

  private static ProblemException gone(String reference) {
    return Problem.error(
            ProblemCode.IMAGE_MISSING, "the image '" + reference + "' is gone right after it came")
        .asException();
  }

  private ImageFacts build(ImageSource.Built built, Optional<ImageFacts> base, String target) {
    var recipe = built.recipe();
    var what =
        switch (built.kind()) {
          case PRE_BUILD -> "pre-build image for " + recipe.name();
          case DOCKERFILE -> "your Dockerfile's image for " + recipe.name();
          case BUILTIN, CONFIG -> "image " + recipe.name();
        };
    events.tell(new Event.Started(built.reference(), "Building " + what));
    try {
      engine.buildImage(imageBuild(built, base, target), built.reference(), events);
    } catch (ImageBuildFailed e) {
      events.tell(new Event.Failed(built.reference()));
      if (anew || !BuildLog.asksForNewBase(e.log()) || built.base().isEmpty()) {
        throw failed(built, what, e);
      }
      // Debian's mirror has moved on since the base was built, and no longer has its versions.
      anew = true;
      return build(built, built.base().map(source -> rebuild(source, target)), target);
    } catch (ProblemException e) {
      events.tell(new Event.Failed(built.reference()));
      throw e;
    }
    events.tell(new Event.Finished(built.reference(), "Built " + what));
    return engine.findImage(built.reference()).orElseThrow(() -> gone(built.reference()));
  }

  private ImageFacts rebuild(ImageSource source, String target) {
    return source instanceof ImageSource.Built base
        ? build(base, base.base().map(below -> ensure(below, target)), target)
        : ensure(source, target);
  }

  private ImageBuild imageBuild(ImageSource.Built built, Optional<ImageFacts> base, String target) {
    var recipe = built.recipe();
    var dockerfile = text(built);
    var arguments = new TreeMap<>(recipe.arguments());
    downloads
        .arguments()
        .forEach(
            (name, value) -> {
              // The engine knows the proxies; it warns of other arguments that nobody reads.
              if (name.toLowerCase(java.util.Locale.ROOT).endsWith("_proxy")
                  || dockerfile.contains(name)) {
                arguments.put(name, value);
              }
            });
    if (dockerfile.contains("JCROSS_CA")) {
      downloads
          .caBundle()
          .flatMap(ExtraCertificates::of)
          .ifPresent(certificates -> arguments.put("JCROSS_CA", certificates));
    }
    if (!built.baseArgument().isEmpty()) {
      built.base().ifPresent(source -> arguments.put(built.baseArgument(), source.reference()));
    }
    var labels = Labels.of("image", recipe.name());
    labels.put(Labels.RECIPE, built.hash());
    labels.put(Labels.CROSS_TARGET, target);
    base.ifPresent(image -> labels.put(Labels.BASE, image.id()));
    labels.putAll(ownerLabels.apply(built.kind()));
    var platform =
        built.base().orElse(built) instanceof ImageSource.Pulled pulled
            ? pulled.platform()
            : Optional.<String>empty();
    return new ImageBuild(
        built.reference(),
        recipe.dockerfile(),
        recipe.files().stream().map(Images::contextFile).toList(),
        arguments,
        labels,
        platform,
        downloads.network(),
        anew);
  }

  private static String text(ImageSource.Built built) {
    return built.recipe().files().stream()
        .filter(file -> file.path().equals(built.recipe().dockerfile()))
        .map(file -> file instanceof RecipeFile.Text text ? text.content() : "")
        .findFirst()
        .orElse("");
  }

  private static ImageBuild.ContextFile contextFile(RecipeFile file) {
    return switch (file) {
      case RecipeFile.Text(var path, var executable, var content) ->
          new ImageBuild.ContextFile(
              path,
              executable,
              new ImageBuild.Content.Bytes(content.getBytes(StandardCharsets.UTF_8)));
      case RecipeFile.OnDisk(var path, var executable, var onDisk) ->
          new ImageBuild.ContextFile(path, executable, new ImageBuild.Content.OnDisk(onDisk));
      case RecipeFile.Link(var path, var to) ->
          new ImageBuild.ContextFile(path, false, new ImageBuild.Content.Link(to));
    };
  }

  private ProblemException failed(ImageSource.Built built, String what, ImageBuildFailed e) {
    var log = e.log();
    var details = BuildLog.ofLastStep(log);
    var reason = String.valueOf(e.getMessage());
    if (log.toString().contains("No space left on device") || reason.contains("no space left")) {
      return Problem.error(ProblemCode.DISK_FULL, "the disk was full before " + what + " was built")
          .with(details)
          .help("see what takes the room with: docker system df")
          .asException();
    }
    var problem =
        Problem.error(
                ProblemCode.IMAGE_BUILD, what + " could not be built: " + BuildLog.reason(reason))
            .at(place(built))
            .with(details);
    return keep(built, log)
        .map(file -> problem.help("the whole log: less " + file))
        .orElse(problem)
        .asException();
  }

  private Place place(ImageSource.Built built) {
    return Place.of(
        built.kind() == ImageSource.Kind.BUILTIN
            ? "images/" + built.recipe().name() + "/Dockerfile"
            : origin);
  }

  private Optional<Path> keep(ImageSource.Built built, List<String> log) {
    try {
      Files.createDirectories(logs);
      var file = logs.resolve(built.recipe().name() + "-" + built.hash() + ".log");
      Files.write(file, log);
      return Optional.of(file);
    } catch (IOException e) {
      events.tell(new Event.Note("the log could not be kept: " + e.getMessage()));
      return Optional.empty();
    }
  }
}
