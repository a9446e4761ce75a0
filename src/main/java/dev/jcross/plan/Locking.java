package dev.jcross.plan;

import dev.jcross.image.Contents;
import dev.jcross.image.ImagePlatform;
import dev.jcross.image.ImageSource;
import dev.jcross.image.Sha256;
import dev.jcross.lock.CrossLock;
import dev.jcross.lock.LockFile;
import dev.jcross.lock.LockedImage;
import dev.jcross.lock.LockedTarget;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.target.Target;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What Cross.lock makes of a target's image.
 *
 * @param image by digest where it is pulled
 * @param lock what it must turn out to be; empty if nothing is locked
 */
public record Locking(ImageSource image, Optional<ImageLock> lock, Optional<Problem> problem) {
  /** A target as it would stand in a lock now. */
  public static LockedTarget row(Target target, ImageSource image, String architecture) {
    var platform =
        image instanceof ImageSource.Pulled pulled ? pulled.platform() : Optional.<String>empty();
    return new LockedTarget(
        target.toString(),
        ImagePlatform.ofMachine(architecture),
        "sha256:" + Sha256.start().add(image.reference()).add(platform.orElse("")).hex(),
        image.reference());
  }

  /**
   * What a lock makes of it.
   *
   * @param strict whether a lock that is not of these settings stops the command
   */
  public static Locking of(
      Target target,
      ImageSource image,
      Optional<CrossLock> lock,
      String architecture,
      boolean strict) {
    if (lock.isEmpty()) {
      return new Locking(image, Optional.empty(), Optional.empty());
    }
    var now = row(target, image, architecture);
    var locked = lock.get().target(now.name(), now.host());
    if (locked.isEmpty()) {
      var summary =
          "there is nothing about '" + now.name() + "' on " + now.host() + " in Cross.lock";
      return stale(image, now, summary, strict);
    }
    if (!locked.get().settings().equals(now.settings())) {
      var summary =
          locked.get().image().equals(now.image())
              ? "Cross.lock has '" + now.image() + "' for another platform"
              : "Cross.lock has the image '"
                  + locked.get().image()
                  + "' for '"
                  + now.name()
                  + "', and the settings now make it '"
                  + now.image()
                  + "'";
      return stale(image, now, summary, strict);
    }
    return new Locking(
        pinned(image, lock.get(), now.host()),
        lock.get().image(now.image(), now.host()).flatMap(row -> lock(lock.get(), row)),
        Optional.empty());
  }

  private static Locking stale(
      ImageSource image, LockedTarget now, String summary, boolean strict) {
    var problem =
        strict
            ? Problem.error(ProblemCode.LOCK_STALE, summary)
            : Problem.warning(ProblemCode.LOCK_STALE, summary);
    return new Locking(
        image,
        Optional.empty(),
        Optional.of(
            problem.at(LockFile.place()).help("lock it: jcross lock --target " + now.name())));
  }

  private static Optional<ImageLock> lock(CrossLock lock, LockedImage row) {
    if (row.source() instanceof LockedImage.Source.Registry registry) {
      return Optional.of(new ImageLock.Id(registry.config()));
    }
    var below = new TreeMap<String, Contents>();
    var next = below(lock, row);
    while (next.isPresent()) {
      var name = next.get().name();
      lock.contents(next.get()).ifPresent(contents -> below.put(name, contents));
      next = below(lock, next.get());
    }
    return lock.contents(row).map(contents -> new ImageLock.Made(contents, below));
  }

  private static Optional<LockedImage> below(CrossLock lock, LockedImage row) {
    return row.source() instanceof LockedImage.Source.Recipe(var on, var _)
        ? on.flatMap(name -> lock.image(name, row.host()))
        : Optional.empty();
  }

  /** With the digests of images that are pulled, all the way down. */
  private static ImageSource pinned(ImageSource image, CrossLock lock, String host) {
    return switch (image) {
      case ImageSource.Debian debian -> debian;
      case ImageSource.Pulled pulled ->
          lock.image(pulled.reference(), host)
              .map(LockedImage::source)
              .filter(LockedImage.Source.Registry.class::isInstance)
              .map(source -> ((LockedImage.Source.Registry) source).digest())
              .map(pulled::at)
              .orElse(pulled);
      case ImageSource.Built built ->
          built
              .base()
              .map(base -> pinned(base, lock, host))
              .filter(base -> !base.equals(built.base().get()))
              .<ImageSource>map(built::onTopOf)
              .orElse(built);
    };
  }
}
