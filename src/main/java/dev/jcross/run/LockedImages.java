package dev.jcross.run;

import dev.jcross.engine.ImageFacts;
import dev.jcross.event.Event;
import dev.jcross.event.EventSink;
import dev.jcross.image.Contents;
import dev.jcross.image.ImageSource;
import dev.jcross.plan.ImageLock;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes no image but the one that Cross.lock says. */
final class LockedImages {
  private static final Place LOCK = Place.of("Cross.lock");
  private static final int SHOWN = 12;

  private final Images images;
  private final ImageContents contents;
  private final EventSink events;
  private final Path tried;

  /**
   * The images of a target with a lock.
   *
   * @param cache where jcross keeps what can be made again
   */
  LockedImages(Images images, ImageContents contents, EventSink events, Path cache) {
    this.images = images;
    this.contents = contents;
    this.events = events;
    this.tried = cache.resolve("locks");
  }

  /**
   * The image. One that was built here from other packages is built anew, once: mirrors move on,
   * and the lock may be newer than the image.
   *
   * @throws ProblemException LOCK_MISMATCH
   */
  ImageFacts ensure(ImageSource source, ImageLock lock, String target) {
    return switch (lock) {
      // An image that came in a bundle has no digest of a registry.
      case ImageLock.Id(var id) ->
          images
              .find(id, source)
              .orElseGet(() -> same(images.ensure(source, target), id, source, target));
      case ImageLock.Made made -> made(images.ensure(source, target), made, source, target);
    };
  }

  private static ImageFacts same(ImageFacts image, String id, ImageSource source, String target) {
    if (!image.id().equals(id)) {
      throw mismatch(source, target, List.of("it is " + image.id(), "locked is " + id));
    }
    return image;
  }

  private ImageFacts made(
      ImageFacts image, ImageLock.Made lock, ImageSource source, String target) {
    var wanted = lock.contents();
    if (wanted.differenceOf(contents.of(image)).isEmpty()) {
      return image;
    }
    var memory = tried.resolve("tried-" + wanted.hash().replace(':', '-'));
    var latest = image;
    boolean remakes = source instanceof ImageSource.Built && !images.offline();
    if (remakes && !isOutcome(memory, image)) {
      events.tell(
          new Event.Note(
              "the image '"
                  + source.reference()
                  + "' is not what Cross.lock says; it is built anew"));
      latest = images.renew(source, target, below -> isLocked(below, lock.below()));
    }
    var difference = wanted.differenceOf(contents.of(latest));
    if (difference.isEmpty()) {
      return latest;
    }
    if (remakes) {
      remember(memory, latest);
    }
    throw mismatch(source, target, difference);
  }

  private boolean isLocked(ImageFacts below, Map<String, Contents> locked) {
    return below.names().stream()
        .flatMap(name -> Optional.ofNullable(locked.get(name)).stream())
        .anyMatch(wanted -> wanted.differenceOf(contents.of(below)).isEmpty());
  }

  /** Whether it is what came out when it was built anew for this lock. */
  private static boolean isOutcome(Path memory, ImageFacts image) {
    try {
      return Files.readString(memory).equals(image.id());
    } catch (IOException e) {
      return false;
    }
  }

  /** Else every command would build it anew, for nothing. */
  private static void remember(Path memory, ImageFacts image) {
    try {
      Files.createDirectories(memory.getParent());
      Files.writeString(memory, image.id());
    } catch (IOException e) {
      // Then the next command tries again.
    }
  }

  private static ProblemException mismatch(
      ImageSource source, String target, List<String> difference) {
    var details = new ArrayList<>(difference.subList(0, Math.min(SHOWN, difference.size())));
    if (difference.size() > SHOWN) {
      details.add("and " + (difference.size() - SHOWN) + " more");
    }
    return Problem.error(
            ProblemCode.LOCK_MISMATCH,
            "the image '" + source.reference() + "' is not what Cross.lock says")
        .at(LOCK)
        .with(details)
        .help("take it as it is now, and lock that: jcross lock --update --target " + target)
        .asException();
  }
}
