package dev.jcross.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Writes files below a directory of this machine that come from a container, which may send what it
 * likes: nothing is written outside of the directory, through a link, or half.
 */
final class ReturnedFiles {
  private final Path root;
  private final Set<String> brought = new TreeSet<>();
  private final Set<String> refused = new TreeSet<>();
  private final Set<String> blocked = new TreeSet<>();
  private Optional<IOException> failure = Optional.empty();
  private long bytes;

  ReturnedFiles(Path root) {
    this.root = root;
  }

  /** What has been written, or was equal already. */
  Set<String> brought() {
    return brought;
  }

  /** What is not written, as it would lead outside. */
  Set<String> refused() {
    return refused;
  }

  /** What is not written, as a directory is in its place. */
  Set<String> blocked() {
    return blocked;
  }

  /** Whether it came, in whatever way that ended. */
  boolean knows(String path) {
    return brought.contains(path) || refused.contains(path) || blocked.contains(path);
  }

  /** Why something could not be written, where it was not the archive that broke. */
  Optional<IOException> failure() {
    return failure;
  }

  /** The size of what has been written. */
  long bytes() {
    return bytes;
  }

  /** Makes a directory. */
  void directory(String path, int mode) throws IOException {
    var place = place(path);
    if (place.isEmpty()) {
      refused.add(path);
      return;
    }
    var at = place.get();
    if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(at);
      Files.createDirectory(at);
      Files.setPosixFilePermissions(at, permissions(mode));
    }
    brought.add(path);
  }

  /**
   * Takes what is wanted of an archive.
   *
   * @param top the path below the root of what was asked for; the first part of each name in the
   *     archive is the last of it
   */
  void take(InputStream archive, String top, Set<String> wanted, LongConsumer progress)
      throws IOException {
    try (var tar = new TarArchiveInputStream(archive, StandardCharsets.UTF_8.name())) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        var path = path(entry.getName(), top);
        if (path.isPresent() && wanted.contains(path.get())) {
          take(entry, path.get(), tar, progress);
        }
      }
    }
  }

  private static Optional<String> path(String name, String top) {
    var plain = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    int slash = plain.indexOf('/');
    var below = slash < 0 ? "" : plain.substring(slash + 1);
    if (top.equals(Errands.ROOT)) {
      return below.isEmpty() ? Optional.empty() : Optional.of(below);
    }
    return Optional.of(below.isEmpty() ? top : top + "/" + below);
  }

  private void take(
      TarArchiveEntry entry, String path, TarArchiveInputStream content, LongConsumer progress)
      throws IOException {
    var place = place(path);
    if (place.isEmpty()) {
      refused.add(path);
      return;
    }
    // An empty directory may give way; a full one holds what nobody asked to lose.
    if (Files.isDirectory(place.get(), LinkOption.NOFOLLOW_LINKS) && !removed(place.get())) {
      blocked.add(path);
      return;
    }
    // Another name of a file that came before: asked for by itself it comes as a file.
    if (entry.isSymbolicLink()) {
      link(path, place.get(), entry.getLinkName());
    } else if (entry.isFile() && !entry.isLink()) {
      file(path, place.get(), entry, content, progress);
    }
  }

  private static boolean removed(Path directory) throws IOException {
    try {
      Files.delete(directory);
      return true;
    } catch (DirectoryNotEmptyException e) {
      return false;
    }
  }

  private void link(String path, Path place, String target) throws IOException {
    var parent = parent(place);
    if (target.startsWith("/") || !parent.resolve(target).normalize().startsWith(root)) {
      refused.add(path);
      return;
    }
    if (!Files.isSymbolicLink(place) || !Files.readSymbolicLink(place).toString().equals(target)) {
      var part = part(parent);
      Files.delete(part);
      Files.createSymbolicLink(part, Path.of(target));
      Files.move(part, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
    brought.add(path);
  }

  private void file(
      String path, Path place, TarArchiveEntry entry, InputStream content, LongConsumer progress)
      throws IOException {
    var part = part(parent(place));
    try {
      write(content, part, progress);
      if (isEqual(part, place, entry.getMode())) {
        Files.delete(part);
      } else {
        Files.setPosixFilePermissions(part, permissions(entry.getMode()));
        Files.setLastModifiedTime(part, entry.getLastModifiedTime());
        Files.move(
            part, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
      brought.add(path);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(part);
      throw e;
    }
  }

  private void write(InputStream content, Path part, LongConsumer progress) throws IOException {
    var buffer = new byte[64 * 1024];
    try (var sink = Files.newOutputStream(part)) {
      for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
        try {
          sink.write(buffer, 0, count);
        } catch (IOException e) {
          failure = Optional.of(e);
          throw e;
        }
        bytes += count;
        progress.accept(bytes);
      }
    }
  }

  /** Whether only the time differs: an editor that looks at it needs not read the file again. */
  private static boolean isEqual(Path part, Path place, int mode) throws IOException {
    return Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)
        && Files.getPosixFilePermissions(place).equals(permissions(mode))
        && Files.mismatch(part, place) < 0;
  }

  private static Path part(Path directory) throws IOException {
    return Files.createTempFile(directory, LocalTree.PART, "");
  }

  /** Removes what is there still as it came; a directory only when it is empty. */
  void remove(String path) throws IOException {
    var place = place(path);
    if (place.isPresent()) {
      try {
        Files.deleteIfExists(place.get());
      } catch (DirectoryNotEmptyException e) {
        // Somebody put something else in it.
      }
    }
  }

  /** Where a path lies; empty if the way there leaves the root, or leads through a link. */
  private Optional<Path> place(String path) throws IOException {
    Path place;
    try {
      place = root.resolve(path);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
    if (path.isEmpty()
        || place.equals(root)
        || !place.startsWith(root)
        || !place.normalize().equals(place)) {
      return Optional.empty();
    }
    for (var at = parent(place); !at.equals(root); at = parent(at)) {
      if (Files.exists(at, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
    }
    Files.createDirectories(place.getParent());
    return Optional.of(place);
  }

  static Set<PosixFilePermission> permissions(int mode) {
    var all = EnumSet.noneOf(PosixFilePermission.class);
    var names = PosixFilePermission.values();
    // From OWNER_READ, the highest of nine bits, to OTHERS_EXECUTE.
    for (int i = 0; i < names.length; i++) {
      if ((mode & (0400 >> i)) != 0) {
        all.add(names[i]);
      }
    }
    return all;
  }

  /** All places lie below the root. */
  private static Path parent(Path place) {
    return Objects.requireNonNull(place.getParent());
  }
}
