package dev.jcross.lock;

import dev.jcross.image.Contents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What builds of a project are made of.
 *
 * @param targets sorted, one for a name and a host
 * @param images sorted, one for a name and a host; each is of a target, or below one that is
 */
public record CrossLock(List<LockedTarget> targets, List<LockedImage> images) {
  /** Nothing is locked. */
  public static final CrossLock EMPTY = new CrossLock(List.of(), List.of());

  /** The name of the file, beside the workspace's Cargo.toml. */
  public static final String FILE = "Cross.lock";

  public CrossLock {
    targets = sorted(targets);
    images = sorted(images);
  }

  private static <T extends Comparable<T>> List<T> sorted(List<T> rows) {
    var sorted = new TreeSet<>(rows);
    if (sorted.size() != rows.size()) {
      throw new IllegalArgumentException("a row stands twice");
    }
    return List.copyOf(sorted);
  }

  /** What is locked for a target on such a machine. */
  public Optional<LockedTarget> target(String name, String host) {
    return targets.stream()
        .filter(target -> target.name().equals(name) && target.host().equals(host))
        .findFirst();
  }

  /** The image of that name on such a machine. */
  public Optional<LockedImage> image(String name, String host) {
    return images.stream()
        .filter(image -> image.name().equals(name) && image.host().equals(host))
        .findFirst();
  }

  /**
   * All that an image which was built consists of, the images below included.
   *
   * @return empty if it is pulled, or one below is not locked
   */
  public Optional<Contents> contents(LockedImage image) {
    return contents(image, Set.of());
  }

  private Optional<Contents> contents(LockedImage image, Set<String> above) {
    if (!(image.source() instanceof LockedImage.Source.Recipe(var on, var layer))
        || above.contains(image.name())) {
      return Optional.empty();
    }
    var nothing = new Contents(List.of());
    if (on.isEmpty()) {
      return Optional.of(nothing.with(layer));
    }
    var names = new HashSet<>(above);
    names.add(image.name());
    return image(on.get(), image.host())
        .flatMap(
            below ->
                below.source() instanceof LockedImage.Source.Registry
                    ? Optional.of(nothing)
                    : contents(below, names))
        .map(below -> below.with(layer));
  }

  /**
   * The same lock with one target locked anew. Images that no target needs any more are dropped.
   *
   * @param chain its image and those below it
   */
  public CrossLock with(LockedTarget target, Collection<LockedImage> chain) {
    var all = new ArrayList<>(targets);
    all.removeIf(other -> other.compareTo(target) == 0);
    all.add(target);
    var rows = new TreeSet<>(chain);
    rows.addAll(images);
    return new CrossLock(all, List.copyOf(rows)).tidy();
  }

  private CrossLock tidy() {
    var needed = new TreeSet<LockedImage>();
    for (var target : targets) {
      var image = image(target.image(), target.host());
      while (image.isPresent() && needed.add(image.get())) {
        image =
            image.get().source() instanceof LockedImage.Source.Recipe(var on, var _)
                ? on.flatMap(name -> image(name, target.host()))
                : Optional.empty();
      }
    }
    return new CrossLock(targets, List.copyOf(needed));
  }
}
