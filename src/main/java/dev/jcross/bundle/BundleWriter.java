package dev.jcross.bundle;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes a bundle as its parts come; nothing is held back. */
public final class BundleWriter implements Closeable {
  /** The first entry, so that a look at the file tells what it is. */
  static final String MARK = "jcross-bundle";

  static final String MANIFEST = "manifest.json";

  /** The last entry, as {@code sha256sum} writes it: a file that has it is whole. */
  static final String SUM = "manifest.json.sha256";

  private final TarArchiveOutputStream tar;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * Begins a bundle.
   *
   * @param sink closed with it
   */
  public BundleWriter(OutputStream sink) throws IOException {
    tar = TarEntries.writer(sink);
    unlisted(MARK, Manifest.SCHEMA + "\n");
  }

  /** Adds a file. */
  public void file(String path, boolean executable, long sizeBytes, InputStream content)
      throws IOException {
    try (var file = file(path, executable, sizeBytes)) {
      content.transferTo(file);
    }
  }

  /**
   * Adds a file whose bytes are written to what is returned, which is closed behind the last.
   *
   * @param sizeBytes how many that will be
   */
  public OutputStream file(String path, boolean executable, long sizeBytes) throws IOException {
    TarEntries.put(tar, new Entry.Content(path, executable, sizeBytes, ""));
    return new DigestOutputStream(tar, sha256()) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        tar.write(bytes, offset, length);
        digest.update(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        tar.closeArchiveEntry();
        entries.add(new Entry.Content(path, executable, sizeBytes, hex(digest)));
      }
    };
  }

  /**
   * Adds the files, links and folders of an archive.
   *
   * @param place where in the bundle an entry of the archive comes; empty: it is left out
   */
  public void archive(InputStream source, Function<String, Optional<String>> place)
      throws IOException {
    var archive = new TarArchiveInputStream(source, "UTF-8");
    for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
      var path = place.apply(entry.getName().replaceFirst("^(\\./)+", "").replaceFirst("/$", ""));
      if (path.isPresent()) {
        add(path.get(), entry, archive);
      }
    }
    // Whoever sends it waits until the padding is read, too.
    source.transferTo(OutputStream.nullOutputStream());
  }

  private void add(String path, TarArchiveEntry entry, TarArchiveInputStream archive)
      throws IOException {
    if (entry.isSymbolicLink()) {
      plain(new Entry.Link(path, entry.getLinkName()));
    } else if (entry.isDirectory()) {
      plain(new Entry.Folder(path));
    } else if (entry.isFile() && !entry.isLink()) {
      file(path, (entry.getMode() & 0100) != 0, entry.getSize(), archive);
    } else {
      throw new IOException("'" + entry.getName() + "' is neither file, folder nor link");
    }
  }

  private void plain(Entry entry) throws IOException {
    TarEntries.put(tar, entry);
    tar.closeArchiveEntry();
    entries.add(entry);
  }

  /** What was added so far. */
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Ends the bundle; without this it is not whole. */
  public Manifest finish(Manifest.About about) throws IOException {
    var manifest = new Manifest(about, entries);
    var text = ManifestJson.text(manifest);
    unlisted(MANIFEST, text);
    var digest = sha256();
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    unlisted(SUM, sum(digest));
    tar.finish();
    tar.flush();
    return manifest;
  }

  private void unlisted(String path, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    TarEntries.put(tar, new Entry.Content(path, false, bytes.length, ""));
    new ByteArrayInputStream(bytes).transferTo(tar);
    tar.closeArchiveEntry();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The line of the manifest. */
  static String sum(MessageDigest digest) {
    return hex(digest) + "  " + MANIFEST + "\n";
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Closes what it writes to, and the archive only if it was finished. */
  @Override
  public void close() throws IOException {
    tar.close();
  }
}
