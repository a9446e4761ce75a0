package dev.jcross.engine.docker;

import dev.jcross.engine.ImageBuild;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A build context as a tar file: owned by root, without times, so that equal contents are equal
 * bytes and the engine's cache holds.
 */
final class ContextArchive implements AutoCloseable {
  private final Path file;

  private ContextArchive(Path file) {
    this.file = file;
  }

  static ContextArchive write(List<ImageBuild.ContextFile> context) throws IOException {
    var file = Files.createTempFile("jcross-context-", ".tar");
    try (var tar =
        new TarArchiveOutputStream(
            new BufferedOutputStream(Files.newOutputStream(file)), "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      for (var entry : context) {
        add(tar, entry);
      }
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    return new ContextArchive(file);
  }

  private static void add(TarArchiveOutputStream tar, ImageBuild.ContextFile file)
      throws IOException {
    switch (file.content()) {
      case ImageBuild.Content.Bytes(var bytes) -> {
        tar.putArchiveEntry(entry(file, bytes.length));
        tar.write(bytes);
      }
      case ImageBuild.Content.OnDisk(var path) -> {
        tar.putArchiveEntry(entry(file, Files.size(path)));
        Files.copy(path, tar);
      }
      case ImageBuild.Content.Link(var target) -> {
        var link = new TarArchiveEntry(file.path(), TarConstants.LF_SYMLINK);
        link.setLinkName(target);
        link.setModTime(0);
        tar.putArchiveEntry(link);
      }
    }
    tar.closeArchiveEntry();
  }

  private static TarArchiveEntry entry(ImageBuild.ContextFile file, long size) {
    var entry = new TarArchiveEntry(file.path());
    entry.setSize(size);
    entry.setMode(file.executable() ? 0100755 : 0100644);
    entry.setModTime(0);
    entry.setIds(0, 0);
    return entry;
  }

  InputStream open() throws IOException {
    return Files.newInputStream(file);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
