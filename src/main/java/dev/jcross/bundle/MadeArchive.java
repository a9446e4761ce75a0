package dev.jcross.bundle;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A tar archive that is made while it is read, of files that lie elsewhere. */
final class MadeArchive extends InputStream {
  private static final int BLOCK = 512;

  private final long user;
  private final long group;
  private final LongConsumer progress;
  private final Set<String> folders = new HashSet<>();
  private final Deque<Source> parts = new ArrayDeque<>();
  private @Nullable InputStream current;
  private long done;

  /** Where bytes come from, once they are asked for. */
  @FunctionalInterface
  interface Source {
    InputStream open() throws IOException;
  }

  /**
   * An archive without entries and without an end.
   *
   * @param owner {@code uid:gid} in numbers
   * @param progress is told how many bytes were read
   */
  MadeArchive(String owner, LongConsumer progress) {
    var ids = owner.split(":", 2);
    user = Long.parseLong(ids[0]);
    group = ids.length > 1 ? Long.parseLong(ids[1]) : user;
    this.progress = progress;
  }

  /**
   * Adds an entry, and the folders above it that are not there yet.
   *
   * @param content its bytes, if it is a file
   */
  void add(Entry entry, Source content) {
    var path = entry.path();
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      folder(new Entry.Folder(path.substring(0, slash)));
    }
    if (entry instanceof Entry.Folder own) {
      folder(own);
      return;
    }
    parts.add(() -> header(entry));
    if (entry instanceof Entry.Content file) {
      parts.add(content);
      parts.add(() -> zeros((int) ((BLOCK - file.sizeBytes() % BLOCK) % BLOCK)));
    }
  }

  private void folder(Entry.Folder folder) {
    if (folders.add(folder.path())) {
      parts.add(() -> header(folder));
    }
  }

  void end() {
    parts.add(() -> zeros(2 * BLOCK));
  }

  private InputStream header(Entry entry) throws IOException {
    var bytes = new ByteArrayOutputStream();
    // Not closed: it would write the end of an archive.
    var tar = TarEntries.writer(bytes);
    tar.putArchiveEntry(TarEntries.of(entry, user, group));
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  private static InputStream zeros(int count) {
    return new ByteArrayInputStream(new byte[count]);
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    int count = read(one, 0, 1);
    return count < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (true) {
      var part = current;
      if (part != null) {
        int count = part.read(buffer, offset, length);
        if (count > 0) {
          done += count;
          progress.accept(done);
          return count;
        }
        part.close();
        current = null;
      }
      var next = parts.poll();
      if (next == null) {
        return -1;
      }
      current = next.open();
    }
  }
}
