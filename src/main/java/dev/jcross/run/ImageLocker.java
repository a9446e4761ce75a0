package dev.jcross.run;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ImageFacts;
import dev.jcross.event.EventSink;
import dev.jcross.image.Contents;
import dev.jcross.image.ImageSource;
import dev.jcross.lock.LockedImage;
import dev.jcross.plan.TargetPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out what a lock has to say of a target's image, and of those below it. */
public final class ImageLocker {
  private static final Contents NOTHING = new Contents(List.of());

  private final ContainerEngine engine;
  private final EventSink events;
  private final Path cache;
  private final String machine;
  private final ImageContents contents;

  /**
   * A locker.
   *
   * @param sweep see {@link Surroundings#sweep}
   * @param cache where jcross keeps what can be made again
   * @param machine tells this machine from others that use the engine; may be empty
   */
  public ImageLocker(
      ContainerEngine engine, EventSink events, List<String> sweep, Path cache, String machine) {
    this.machine = machine;
    this.engine = engine;
    this.events = events;
    this.cache = cache;
    this.contents = new ImageContents(engine, events, sweep, cache);
  }

  /**
   * The rows for a target's image, made if it is not there.
   *
   * @param plan made without a lock
   * @param update whether it is made of what there is to be had now
   */
  public List<LockedImage> lock(TargetPlan plan, String host, boolean update) {
    var images =
        new Images(
            engine,
            events,
            cache,
            plan.downloads(),
            plan.imageOrigin(),
            kind -> Labels.ofOwner(kind, plan, machine));
    var target = plan.target().triple().name();
    var image =
        update
            ? images.renew(plan.image(), target, below -> false)
            : images.ensure(plan.image(), target);
    var rows = new ArrayList<LockedImage>();
    add(plan.image(), image, host, rows);
    return rows;
  }

  private void add(ImageSource source, ImageFacts image, String host, List<LockedImage> rows) {
    var where =
        switch (source) {
          case ImageSource.Pulled pulled -> registry(pulled, image).orElseGet(() -> alone(image));
          case ImageSource.Debian debian -> alone(image);
          case ImageSource.Built built -> built(built, image, host, rows);
        };
    rows.add(new LockedImage(source.reference(), host, where));
  }

  /** The image below has rows of its own, unless it is Debian's, or was never here. */
  private LockedImage.Source built(
      ImageSource.Built built, ImageFacts image, String host, List<LockedImage> rows) {
    var base = built.base().filter(source -> !(source instanceof ImageSource.Debian));
    var below = base.flatMap(source -> engine.findImage(source.reference()));
    if (below.isEmpty()) {
      return alone(image);
    }
    add(base.get(), below.get(), host, rows);
    var under =
        rows.getLast().source() instanceof LockedImage.Source.Registry
            ? NOTHING
            : contents.of(below.get());
    return new LockedImage.Source.Recipe(
        Optional.of(base.get().reference()), contents.of(image).above(under));
  }

  private LockedImage.Source alone(ImageFacts image) {
    return new LockedImage.Source.Recipe(Optional.empty(), contents.of(image).above(NOTHING));
  }

  /** Empty if it is on this machine alone. */
  private static Optional<LockedImage.Source> registry(
      ImageSource.Pulled pulled, ImageFacts image) {
    return image.digestsOf(pulled.repository()).stream()
        .findFirst()
        .map(digest -> digest.substring(digest.indexOf('@') + 1))
        .map(digest -> new LockedImage.Source.Registry(digest, image.id()));
  }
}
