package dev.jcross.lock;

import dev.jcross.image.Contents;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * An image, as it was when it was locked.
 *
 * @param name the reference that was followed; of a recipe of jcross it holds the recipe hash
 * @param host the platform of the engine: {@code linux/amd64}
 * @param source what tells this image from others of the name
 */
public record LockedImage(String name, String host, Source source)
    implements Comparable<LockedImage> {
  private static final Comparator<LockedImage> ORDER =
      Comparator.comparing(LockedImage::name).thenComparing(LockedImage::host);

  /** Where its bytes come from. */
  public sealed interface Source {
    /**
     * A registry.
     *
     * @param digest {@code sha256:…} of what the name stood for: a manifest, or an index of them
     * @param config {@code sha256:…} of the configuration for this host: the image's id
     */
    record Registry(String digest, String config) implements Source {
      public Registry {
        Objects.requireNonNull(digest);
        Objects.requireNonNull(config);
      }
    }

    /**
     * This machine, which built it.
     *
     * @param on the image below, locked as well; empty if none is
     * @param layer what it adds to that; all that is in it, where that comes from a registry
     */
    record Recipe(Optional<String> on, Contents.Layer layer) implements Source {
      public Recipe {
        Objects.requireNonNull(on);
        Objects.requireNonNull(layer);
      }
    }
  }

  public LockedImage {
    Objects.requireNonNull(name);
    Objects.requireNonNull(host);
    Objects.requireNonNull(source);
  }

  @Override
  public int compareTo(LockedImage other) {
    return ORDER.compare(this, other);
  }
}
