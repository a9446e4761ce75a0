package dev.jcross.transfer;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What lies in directories of a container, as list.sh prints it.
 *
 * @param now the time over there, after which nothing was changed that is listed; empty if it is
 *     not told
 * @param trees for each directory its files, by path below it; {@code .} is itself. Nothing is in
 *     it where it could not be listed
 */
record RemoteTrees(Optional<Instant> now, List<SortedMap<String, RemoteFile>> trees) {
  /** In front of each file: no text of stat's, and hardly any name, holds it. */
  private static final String MARK = "\u0001";

  /**
   * How stat is asked: mode, size, owner, inode, both times to the nanosecond where it can, name.
   * The time of the last change of state is the kernel's own: nobody can set it back.
   */
  static final String FORM = MARK + "%f|%s|%u:%g|%i|%y|%z|%n";

  private static final int NAME = 6;
  private static final int PERMISSIONS = 0777;

  /** Such as {@code 2026-09-23 18:12:01.123456789 +0000}; busybox leaves the end out. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("yyyy-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .optionalStart()
          .appendPattern(" xx")
          .optionalEnd()
          .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
          .toFormatter(java.util.Locale.ROOT);

  RemoteTrees {
    trees = List.copyOf(trees);
  }

  static RemoteTrees parse(String printed) {
    Optional<Instant> now = Optional.empty();
    var trees = new ArrayList<SortedMap<String, RemoteFile>>();
    SortedMap<String, RemoteFile> tree = new TreeMap<>();
    var lines = printed.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      var line = lines[i];
      if (line.startsWith("now ")) {
        now = time(line.substring(4));
      } else if (line.startsWith("in ")) {
        tree = new TreeMap<>();
        trees.add(tree);
      } else if (line.startsWith(MARK)) {
        var record = new StringBuilder(line.substring(1));
        // A name goes on to the next record, or to the empty line behind the last.
        while (i + 1 < lines.length && !lines[i + 1].startsWith(MARK) && !ends(lines, i + 1)) {
          i++;
          record.append('\n').append(lines[i]);
        }
        add(record.toString(), tree);
      }
    }
    return new RemoteTrees(now, trees);
  }

  /** An empty line, and what comes behind a directory. */
  private static boolean ends(String[] lines, int at) {
    return lines[at].isEmpty()
        && at + 1 < lines.length
        && (lines[at + 1].startsWith("in ") || lines[at + 1].equals("end"));
  }

  private static void add(String record, SortedMap<String, RemoteFile> tree) {
    var fields = record.split("\\|", NAME + 1);
    if (fields.length != NAME + 1) {
      return;
    }
    try {
      int mode = Integer.parseInt(fields[0], 16);
      long size = Long.parseLong(fields[1]);
      var kind = LocalFile.kind(mode);
      if (kind.isEmpty()) {
        return;
      }
      var stamp =
          kind.get() == Kind.DIRECTORY
              ? new Stamp("d")
              : new Stamp(record.substring(0, record.length() - fields[NAME].length() - 1));
      tree.put(
          name(fields[NAME]),
          new RemoteFile(kind.get(), size, mode & PERMISSIONS, fields[2], stamp));
    } catch (NumberFormatException e) {
      // Not stat's; nobody can do anything about a file with such a name.
    }
  }

  private static String name(String found) {
    return found.startsWith("./") ? found.substring(2) : found;
  }

  private static Optional<Instant> time(String text) {
    try {
      @Nullable Instant time = TIME.parse(text.strip(), OffsetDateTime::from).toInstant();
      return Optional.ofNullable(time);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
