package dev.jcross.image;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing that an image consists of, by what is in its files.
 *
 * @param name of a package as dpkg writes it ({@code libc6:arm64} where an image has several), of a
 *     folder, or of a triple
 * @param version of a package; else empty
 * @param hash over the paths and contents of its files: {@code sha256:} and 64 hexadecimal digits
 */
public record Part(Kind kind, String name, String version, String hash)
    implements Comparable<Part> {
  private static final Comparator<Part> ORDER =
      Comparator.comparing(Part::kind).thenComparing(Part::name);

  /** What kind of thing it is. */
  public enum Kind {
    /** A package of the distribution. */
    PACKAGE("package"),
    /** Rust's standard library for a target. */
    STD("std"),
    /** What no package owns, below a folder. */
    FILES("files");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    static Optional<Kind> of(String word) {
      return List.of(values()).stream().filter(kind -> kind.word.equals(word)).findFirst();
    }
  }

  public Part {
    Objects.requireNonNull(kind);
    if (name.isEmpty() || name.contains(" ")) {
      throw new IllegalArgumentException("not the name of a part: '" + name + "'");
    }
    if (version.isEmpty() == (kind == Kind.PACKAGE) || version.contains(" ")) {
      throw new IllegalArgumentException("not the version of a part: '" + version + "'");
    }
    if (!Sha256.isDigest(hash)) {
      throw new IllegalArgumentException("not a hash: '" + hash + "'");
    }
  }

  /**
   * A part as {@link #toString} writes it.
   *
   * @return empty if it is none
   */
  public static Optional<Part> parse(String text) {
    var words = List.of(text.split(" ", -1));
    var kind = Kind.of(words.getFirst());
    boolean versioned = kind.filter(Kind.PACKAGE::equals).isPresent();
    if (kind.isEmpty() || words.size() != (versioned ? 4 : 3)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Part(kind.get(), words.get(1), versioned ? words.get(2) : "", words.getLast()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What it is, whatever its version: {@code package gcc-14}. */
  String identity() {
    return kind.word + " " + name;
  }

  /** {@code package gcc-14 14.2.0-19 sha256:…} or {@code files /opt/rust sha256:…}. */
  @Override
  public String toString() {
    return identity() + " " + (version.isEmpty() ? "" : version + " ") + hash;
  }

  @Override
  public int compareTo(Part other) {
    return ORDER.compare(this, other);
  }
}
