package dev.jcross.transfer;

import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Files of this machine as a tar archive that is made while it is read. */
final class SourceArchive {
  private static final int PIPE_BYTES = 256 * 1024;

  private final long uid;
  private final long gid;
  private final List<Entry> entries = new ArrayList<>();
  private final Set<String> changing = ConcurrentHashMap.newKeySet();

  /**
   * An archive that is empty at first.
   *
   * @param owner {@code uid:gid} of everything in it
   */
  SourceArchive(String owner) {
    var ids = owner.split(":", 2);
    this.uid = Long.parseLong(ids[0]);
    this.gid = Long.parseLong(ids[1]);
  }

  private record Entry(String name, LocalFile file, Instant modified) {}

  /**
   * A file, link or directory, which by itself holds nothing.
   *
   * @param modified the time that it will have
   */
  void add(String name, LocalFile file, Instant modified) {
    entries.add(new Entry(name, file, modified));
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** What files changed while they were read; the archive holds something of them. */
  Set<String> changing() {
    return Set.copyOf(changing);
  }

  /** Takes a tar archive in; an {@link InputStream} that is read to its end. */
  @FunctionalInterface
  interface Reader<E extends Exception> {
    void read(InputStream tar) throws IOException, E;
  }

  /**
   * Makes the archive.
   *
   * @param progress is told the bytes of files so far
   */
  <E extends Exception> void handTo(Reader<E> reader, LongConsumer progress) throws IOException, E {
    var tar = new PipedInputStream(PIPE_BYTES);
    var pipe = new PipedOutputStream(tar);
    var failure = new ArrayList<IOException>(1);
    var writer =
        Thread.ofVirtual()
            .name("jcross-archive")
            .start(
                () -> {
                  try (pipe) {
                    failure.addAll(failureOf(() -> write(pipe, progress)));
                  } catch (IOException e) {
                    failure.add(e);
                  }
                });
    // Whoever stops reading before the end lets the writer fail.
    try (tar) {
      reader.read(new Broken(tar, failure));
    } finally {
      join(writer);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  /** Before the pipe is closed: its reader takes the end of it for the end of the archive. */
  private static List<IOException> failureOf(Work work) {
    try {
      work.run();
      return List.of();
    } catch (IOException e) {
      return List.of(e);
    }
  }

  private static void join(Thread writer) {
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** An archive without its end must not be taken for a whole one. */
  private static final class Broken extends FilterInputStream {
    private final List<IOException> failure;

    Broken(InputStream in, List<IOException> failure) {
      super(in);
      this.failure = failure;
    }

    @Override
    public int read() throws IOException {
      return checked(super.read());
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return checked(super.read(buffer, offset, length));
    }

    private int checked(int count) throws IOException {
      if (count < 0 && !failure.isEmpty()) {
        throw failure.getFirst();
      }
      return count;
    }
  }

  /** A pipe wakes its reader when it is full, or flushed. */
  private static final class Flushed extends FilterOutputStream {
    Flushed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      out.flush();
    }
  }

  private void write(OutputStream sink, LongConsumer progress) throws IOException {
    try (var tar =
        new TarArchiveOutputStream(
            new BufferedOutputStream(new Flushed(sink), 64 * 1024), "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      long done = 0;
      for (var entry : entries) {
        long before = done;
        done += write(entry, tar, count -> progress.accept(before + count));
      }
    }
  }

  private long write(Entry entry, TarArchiveOutputStream tar, LongConsumer progress)
      throws IOException {
    var file = entry.file;
    if (file.kind() == Kind.DIRECTORY) {
      var head = head(entry.name + "/", TarConstants.LF_DIR, entry.modified);
      head.setMode(040000 | file.mode());
      tar.putArchiveEntry(head);
      tar.closeArchiveEntry();
      return 0;
    }
    try {
      if (file.kind() == Kind.LINK) {
        var head = head(entry.name, TarConstants.LF_SYMLINK, entry.modified);
        head.setLinkName(Files.readSymbolicLink(file.path()).toString());
        tar.putArchiveEntry(head);
        tar.closeArchiveEntry();
        return 0;
      }
      return content(entry, file, tar, progress);
    } catch (NoSuchFileException | NotLinkException | AccessDeniedException e) {
      // It was there a moment ago; or nobody but its owner may read it, wherever a build runs.
      changing.add(entry.name);
      return 0;
    }
  }

  private long content(
      Entry entry, LocalFile file, TarArchiveOutputStream tar, LongConsumer progress)
      throws IOException {
    try (var source = Files.newInputStream(file.path())) {
      var head = head(entry.name, TarConstants.LF_NORMAL, entry.modified);
      head.setMode(0100000 | file.mode());
      head.setSize(file.size());
      tar.putArchiveEntry(head);
      var buffer = new byte[64 * 1024];
      long left = file.size();
      while (left > 0) {
        int count = source.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (count < 0) {
          changing.add(entry.name);
          pad(tar, left);
          break;
        }
        tar.write(buffer, 0, count);
        left -= count;
        progress.accept(file.size() - left);
      }
      if (source.read() >= 0) {
        changing.add(entry.name);
      }
      tar.closeArchiveEntry();
      return file.size();
    }
  }

  /** The archive promised more bytes than there are any more. */
  private static void pad(TarArchiveOutputStream tar, long count) throws IOException {
    var zeros = new byte[8 * 1024];
    for (long left = count; left > 0; left -= Math.min(left, zeros.length)) {
      tar.write(zeros, 0, (int) Math.min(left, zeros.length));
    }
  }

  private TarArchiveEntry head(String name, byte type, Instant modified) {
    var head = new TarArchiveEntry(name, type);
    head.setUserId(uid);
    head.setGroupId(gid);
    // Without names, or an engine may look for users of its own.
    head.setUserName("");
    head.setGroupName("");
    head.setLastModifiedTime(FileTime.from(nanos(modified), TimeUnit.NANOSECONDS));
    return head;
  }

  private static long nanos(Instant time) {
    return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
  }
}
