package dev.jcross.image;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that an image consists of. Two machines that build the same recipe from the same packages
 * have the same contents, though the images have other ids.
 *
 * @param parts sorted, no two with the same kind and name
 */
public record Contents(List<Part> parts) {
  public Contents {
    var sorted = new TreeSet<>(parts);
    if (sorted.size() != parts.size()) {
      throw new IllegalArgumentException("a part stands twice");
    }
    parts = List.copyOf(sorted);
  }

  /**
   * What an image adds to the one below it.
   *
   * @param parts new, or other than below
   * @param without {@code package curl}: what is no longer there
   */
  public record Layer(List<Part> parts, List<String> without) {
    public Layer {
      parts = parts.stream().sorted().toList();
      without = without.stream().sorted().toList();
    }
  }

  /** {@code sha256:…} over all parts. */
  public String hash() {
    var hash = Sha256.start();
    parts.forEach(part -> hash.add(part.toString()));
    return "sha256:" + hash.hex();
  }

  /** What these add to the contents of the image below. */
  public Layer above(Contents below) {
    var own = new ArrayList<>(parts);
    own.removeAll(below.parts);
    var there = identities(parts);
    return new Layer(
        own,
        below.parts.stream()
            .map(Part::identity)
            .filter(identity -> !there.contains(identity))
            .toList());
  }

  /** These, with a layer on top. */
  public Contents with(Layer layer) {
    var all = new TreeMap<String, Part>();
    parts.forEach(part -> all.put(part.identity(), part));
    layer.without().forEach(all::remove);
    layer.parts().forEach(part -> all.put(part.identity(), part));
    return new Contents(List.copyOf(all.values()));
  }

  /**
   * How an image differs from these, a line each, for people; empty if it does not.
   *
   * @param found the contents of the image
   */
  public List<String> differenceOf(Contents found) {
    var wanted = new TreeMap<String, Part>();
    parts.forEach(part -> wanted.put(part.identity(), part));
    var lines = new ArrayList<String>();
    for (var part : found.parts) {
      var locked = wanted.remove(part.identity());
      if (locked == null) {
        lines.add(part.identity() + described(part) + " is in the image and not in the lock");
      } else if (!locked.version().equals(part.version())) {
        lines.add(
            part.identity() + " is " + part.version() + ", and locked is " + locked.version());
      } else if (!locked.equals(part)) {
        lines.add(part.identity() + described(part) + " has other bytes than locked");
      }
    }
    wanted
        .values()
        .forEach(
            part ->
                lines.add(part.identity() + described(part) + " is locked and not in the image"));
    return lines;
  }

  private static String described(Part part) {
    return part.version().isEmpty() ? "" : " " + part.version();
  }

  private static Set<String> identities(Collection<Part> parts) {
    var identities = new TreeSet<String>();
    parts.forEach(part -> identities.add(part.identity()));
    return identities;
  }
}
