package dev.jcross.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A file of this machine, as it was when it was looked at.
 *
 * @param size in bytes; of links that of their target's name
 * @param mode the nine bits of permission
 * @param inode another one means that another file took the name
 */
record LocalFile(Path path, Kind kind, long size, long modifiedNanos, int mode, long inode) {
  private static final int KIND = 0170000;
  private static final int PERMISSIONS = 0777;

  /** What lies at a path; empty if it is nothing that can be brought. */
  static Optional<LocalFile> at(Path path) throws IOException {
    try {
      var all =
          Files.readAttributes(
              path, "unix:mode,ino,size,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
      int mode = (Integer) Objects.requireNonNull(all.get("mode"));
      return kind(mode)
          .map(
              kind ->
                  new LocalFile(
                      path,
                      kind,
                      (Long) Objects.requireNonNull(all.get("size")),
                      ((FileTime) Objects.requireNonNull(all.get("lastModifiedTime")))
                          .to(TimeUnit.NANOSECONDS),
                      mode & PERMISSIONS,
                      (Long) Objects.requireNonNull(all.get("ino"))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Of the bits of a mode; see inode(7). */
  static Optional<Kind> kind(int mode) {
    return switch (mode & KIND) {
      case 0100000 -> Optional.of(Kind.FILE);
      case 0040000 -> Optional.of(Kind.DIRECTORY);
      case 0120000 -> Optional.of(Kind.LINK);
      default -> Optional.empty();
    };
  }

  /** Another one means that the file was changed, as far as can be seen without reading it. */
  Stamp stamp() {
    // A directory's time and size change with what is in it, and that is looked at anyway.
    return kind == Kind.DIRECTORY
        ? new Stamp("d")
        : new Stamp(
            String.join(
                " ",
                kind == Kind.FILE ? "f" : "l",
                Long.toString(inode),
                Long.toString(size),
                Long.toString(modifiedNanos),
                Integer.toOctalString(mode)));
  }

  /** With rights for everybody to read it. */
  LocalFile readableByAll() {
    return new LocalFile(path, kind, size, modifiedNanos, mode | 0444, inode);
  }

  /** Whether it may be the same file as before, with other times or rights. */
  boolean isInodeOf(Stamp earlier) {
    return earlier.text().startsWith("f " + inode + " ");
  }
}
