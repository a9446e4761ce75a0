package dev.jcross.lock;

import java.util.Comparator;
import java.util.Objects;

/**
 * Which image a target has.
 *
 * @param name the triple, with the version of glibc where there is one
 * @param host the platform of the engine that builds: {@code linux/amd64}
 * @param settings {@code sha256:…} over what in the settings decides on the image: if it is another
 *     now, the lock is stale
 * @param image the name of its image
 */
public record LockedTarget(String name, String host, String settings, String image)
    implements Comparable<LockedTarget> {
  private static final Comparator<LockedTarget> ORDER =
      Comparator.comparing(LockedTarget::name).thenComparing(LockedTarget::host);

  public LockedTarget {
    Objects.requireNonNull(name);
    Objects.requireNonNull(host);
    Objects.requireNonNull(settings);
    Objects.requireNonNull(image);
  }

  @Override
  public int compareTo(LockedTarget other) {
    return ORDER.compare(this, other);
  }
}
