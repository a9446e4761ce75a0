package dev.jcross.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Files that nobody would think of, and what people and programs do to them. */
final class RandomTree {
  private static final List<String> NAMES =
      List.of(
          "a",
          "b",
          "src",
          "lib.rs",
          "a b",
          "größe",
          "-rf",
          "$HOME",
          "quo'te\"",
          "back\\slash",
          "new\nline",
          "now 1",
          "in 0",
          "end",
          "日本",
          "*",
          "a.b",
          "target",
          "x|y");

  private final Path root;
  private final Random random;

  RandomTree(Path root, Random random) {
    this.root = root;
    this.random = random;
  }

  private Path place() throws IOException {
    var at = root;
    for (int depth = random.nextInt(3); depth > 0; depth--) {
      var below = at.resolve(NAMES.get(random.nextInt(NAMES.size())));
      if (!Files.exists(below, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(below);
      }
      if (!Files.isDirectory(below, LinkOption.NOFOLLOW_LINKS)) {
        break;
      }
      at = below;
    }
    return at.resolve(NAMES.get(random.nextInt(NAMES.size())));
  }

  RandomTree grow(int files) throws IOException {
    for (int i = 0; i < files; i++) {
      var place = place();
      if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
        make(place);
      }
    }
    return this;
  }

  private void make(Path place) throws IOException {
    switch (random.nextInt(8)) {
      case 0 -> Files.createDirectory(place);
      case 1 -> Files.createSymbolicLink(place, Path.of(NAMES.get(random.nextInt(NAMES.size()))));
      default -> {
        var content =
            new byte[random.nextInt(10) == 0 ? random.nextInt(300_000) : random.nextInt(40)];
        random.nextBytes(content);
        Files.write(place, content);
        if (random.nextInt(4) == 0) {
          Files.setPosixFilePermissions(
              place, ReturnedFiles.permissions(random.nextBoolean() ? 0755 : 0600));
        }
      }
    }
  }

  /** Edits, replaces, removes, renames and adds. */
  RandomTree change(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      var all = paths();
      if (all.isEmpty()) {
        return grow(3);
      }
      var place = root.resolve(all.get(random.nextInt(all.size())));
      if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
        continue;
      }
      switch (random.nextInt(6)) {
        case 0 -> remove(place);
        case 1 -> {
          remove(place);
          make(place);
        }
        case 2 -> grow(1);
        case 3 -> {
          var to = place();
          if (!Files.exists(to, LinkOption.NOFOLLOW_LINKS) && !to.startsWith(place)) {
            Files.move(place, to);
          }
        }
        default -> edit(place);
      }
    }
    return this;
  }

  /** Edits and adds, as a build does. */
  RandomTree build(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      var all = paths();
      if (all.isEmpty() || random.nextInt(3) == 0) {
        grow(1);
      } else {
        edit(root.resolve(all.get(random.nextInt(all.size()))));
      }
    }
    return this;
  }

  private void edit(Path place) throws IOException {
    if (Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
      var content = Files.readAllBytes(place);
      if (content.length > 0) {
        // As long as before: the size says nothing.
        content[random.nextInt(content.length)]++;
        Files.write(place, content);
      } else {
        Files.writeString(place, "text");
      }
    }
  }

  private static void remove(Path place) throws IOException {
    if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
      try (var entries = Files.list(place)) {
        for (var entry : entries.toList()) {
          remove(entry);
        }
      }
    }
    Files.delete(place);
  }

  private List<String> paths() throws IOException {
    return new ArrayList<>(look(root).keySet());
  }

  /** Each path and what it is, holds and allows. */
  static SortedMap<String, String> look(Path root) throws IOException {
    var all = new TreeMap<String, String>();
    try (var files = Files.walk(root)) {
      for (var file : files.toList()) {
        if (!file.equals(root)) {
          all.put(root.relativize(file).toString(), describe(file));
        }
      }
    }
    return all;
  }

  private static String describe(Path path) throws IOException {
    var file = LocalFile.at(path).orElseThrow();
    return switch (file.kind()) {
      case DIRECTORY -> "directory";
      case LINK -> "link to " + Files.readSymbolicLink(path);
      case FILE -> Integer.toOctalString(file.mode()) + " " + Contents.sha256(path);
    };
  }
}
