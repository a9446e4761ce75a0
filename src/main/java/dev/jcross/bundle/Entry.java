package dev.jcross.bundle;

import java.util.Objects;

/** One thing in a bundle. Paths are relative, with {@code /}, and stay below where they start. */
public sealed interface Entry {
  String path();

  /** The same at another path. */
  Entry at(String path);

  /**
   * A file.
   *
   * @param sha256 hexadecimal
   */
  record Content(String path, boolean executable, long sizeBytes, String sha256) implements Entry {
    public Content {
      check(path);
      Objects.requireNonNull(sha256);
    }

    @Override
    public Content at(String other) {
      return new Content(other, executable, sizeBytes, sha256);
    }
  }

  /** A symbolic link. */
  record Link(String path, String to) implements Entry {
    public Link {
      check(path);
      Objects.requireNonNull(to);
    }

    @Override
    public Link at(String other) {
      return new Link(other, to);
    }
  }

  record Folder(String path) implements Entry {
    public Folder {
      check(path);
    }

    @Override
    public Folder at(String other) {
      return new Folder(other);
    }
  }

  private static void check(String path) {
    for (var part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        throw new IllegalArgumentException("no path within a bundle: " + path);
      }
    }
  }
}
