package dev.jcross.bundle;

import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/** A bundle on disk, to be read. */
public final class BundleFile implements Closeable {
  private static final int BUFFER = 1 << 18;
  private static final int MOST_TEXT_BYTES = 1 << 28;

  private final String name;
  private final FileChannel channel;
  private final TarFile tar;
  private final List<TarArchiveEntry> members;
  private final Manifest manifest;

  private BundleFile(String name, FileChannel channel, TarFile tar, Manifest manifest) {
    this.name = name;
    this.channel = channel;
    this.tar = tar;
    this.members = tar.getEntries();
    this.manifest = manifest;
  }

  /**
   * Opens one, and reads its manifest. What it lists is not looked at: see {@link #check}.
   *
   * @param name as the user typed it
   * @throws ProblemException BUNDLE_INVALID, BUNDLE_VERSION; or FILE if it cannot be read
   */
  public static BundleFile open(Path file, String name) {
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      throw Problem.error(ProblemCode.FILE, "there is no file '" + name + "'")
          .at(Place.of(name))
          .help("make it on a machine with network: jcross bundle export FILE")
          .asException();
    } catch (IOException e) {
      throw unreadable(name, e);
    }
    try {
      return open(channel, name);
    } catch (IOException | RuntimeException e) {
      try {
        channel.close();
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e instanceof IOException broken ? unreadable(name, broken) : (RuntimeException) e;
    }
  }

  private static BundleFile open(FileChannel channel, String name) throws IOException {
    var start = ByteBuffer.allocate(BundleWriter.MARK.length() + 1);
    while (start.hasRemaining() && channel.read(start) >= 0) {
      // Until there is enough.
    }
    if (!new String(start.array(), StandardCharsets.US_ASCII).equals(BundleWriter.MARK + "\0")) {
      throw invalid(name, "'" + name + "' is no bundle of jcross")
          .help("one is made by: jcross bundle export FILE")
          .asException();
    }
    channel.position(0);
    TarFile tar;
    try {
      tar = new TarFile(channel);
    } catch (IOException | IllegalArgumentException e) {
      throw incomplete(name);
    }
    var members = tar.getEntries();
    if (members.isEmpty()) {
      throw incomplete(name);
    }
    int schema = schema(text(tar, members.getFirst(), name), name);
    if (schema > Manifest.SCHEMA) {
      throw Problem.error(
              ProblemCode.BUNDLE_VERSION,
              "the bundle has version "
                  + schema
                  + " of the form, and this jcross knows "
                  + Manifest.SCHEMA)
          .at(Place.of(name))
          .help("take the jcross that made it, or a newer one")
          .asException();
    }
    int count = members.size();
    if (count < 3
        || !members.get(count - 1).getName().equals(BundleWriter.SUM)
        || !members.get(count - 2).getName().equals(BundleWriter.MANIFEST)) {
      throw incomplete(name);
    }
    var text = text(tar, members.get(count - 2), name);
    var digest = BundleWriter.sha256();
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    if (!text(tar, members.get(count - 1), name).equals(BundleWriter.sum(digest))) {
      throw changed(name, BundleWriter.MANIFEST);
    }
    try {
      return new BundleFile(name, channel, tar, ManifestJson.read(text));
    } catch (IllegalArgumentException e) {
      throw changed(name, BundleWriter.MANIFEST);
    }
  }

  private static int schema(String text, String name) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw changed(name, BundleWriter.MARK);
    }
  }

  private static String text(TarFile tar, TarArchiveEntry entry, String name) throws IOException {
    if (!entry.isCheckSumOK() || entry.getSize() > MOST_TEXT_BYTES) {
      throw changed(name, entry.getName());
    }
    try (var stream = tar.getInputStream(entry)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (EOFException e) {
      throw incomplete(name);
    }
  }

  /** What is in it. */
  public Manifest manifest() {
    return manifest;
  }

  /** Of the file. */
  public long sizeBytes() {
    try {
      return channel.size();
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /**
   * Reads all of it and compares it with the manifest.
   *
   * @param progress is told how many bytes were read
   * @throws ProblemException BUNDLE_INVALID with the first that is not what it was
   */
  public void check(LongConsumer progress) {
    var listed = manifest.entries();
    if (members.size() != listed.size() + 3) {
      throw changed(name, BundleWriter.MANIFEST);
    }
    long done = 0;
    var buffer = new byte[BUFFER];
    for (int i = 0; i < listed.size(); i++) {
      var entry = listed.get(i);
      var member = members.get(i + 1);
      if (!isSame(entry, member)) {
        throw changed(name, entry.path());
      }
      if (entry instanceof Entry.Content file) {
        var digest = BundleWriter.sha256();
        try (var stream = tar.getInputStream(member)) {
          for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
            digest.update(buffer, 0, read);
            done += read;
            progress.accept(done);
          }
        } catch (IOException e) {
          throw incomplete(name);
        }
        if (!BundleWriter.hex(digest).equals(file.sha256())) {
          throw changed(name, entry.path());
        }
      }
    }
  }

  private static boolean isSame(Entry entry, TarArchiveEntry member) {
    return member.isCheckSumOK()
        && member.getName().replaceFirst("/$", "").equals(entry.path())
        && switch (entry) {
          case Entry.Content file ->
              member.isFile() && !member.isLink() && member.getSize() == file.sizeBytes();
          case Entry.Link(var _, var to) ->
              member.isSymbolicLink() && member.getLinkName().equals(to);
          case Entry.Folder folder -> member.isDirectory();
        };
  }

  /**
   * The entries below a folder, as an archive that is made while it is read.
   *
   * @param folder one of the manifest's
   * @param into what their paths start with there; empty or ending with {@code /}
   * @param owner {@code uid:gid} in numbers
   * @param progress is told how many bytes of files were read
   */
  public InputStream archive(String folder, String into, String owner, LongConsumer progress) {
    var byPath = new HashMap<String, TarArchiveEntry>();
    members.forEach(member -> byPath.put(member.getName(), member));
    var made = new MadeArchive(owner, progress);
    for (var entry : manifest.below(folder)) {
      var member = byPath.get(folder + "/" + entry.path());
      made.add(entry.at(into + entry.path()), () -> tar.getInputStream(member));
    }
    made.end();
    return made;
  }

  private static Problem invalid(String name, String summary) {
    return Problem.error(ProblemCode.BUNDLE_INVALID, summary).at(Place.of(name));
  }

  private static ProblemException incomplete(String name) {
    return invalid(name, "the bundle ends too early")
        .help("copy it again, and compare on both machines: sha256sum " + name)
        .asException();
  }

  private static ProblemException changed(String name, String path) {
    return invalid(name, "'" + path + "' in the bundle is not what it was when it was made")
        .help("copy it again, and compare on both machines: sha256sum " + name)
        .asException();
  }

  private static ProblemException unreadable(String name, IOException e) {
    return Problem.error(
            ProblemCode.FILE, "'" + name + "' cannot be read: " + String.valueOf(e.getMessage()))
        .at(Place.of(name))
        .asException();
  }

  @Override
  public void close() {
    try {
      tar.close();
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
