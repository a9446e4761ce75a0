package dev.jcross.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * What lies in a directory, read from an archive of it: the long way, for images that have no stat
 * or no find. What changes within the same second and keeps its size looks unchanged.
 */
final class TarListing {
  private TarListing() {}

  static SortedMap<String, RemoteFile> read(InputStream archive) throws IOException {
    var files = new TreeMap<String, RemoteFile>();
    try (var tar = new TarArchiveInputStream(archive, StandardCharsets.UTF_8.name())) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        var name = entry.getName().replaceFirst("/$", "");
        int slash = name.indexOf('/');
        var path = slash < 0 ? Errands.ROOT : name.substring(slash + 1);
        if (entry.isDirectory()) {
          files.put(path, file(Kind.DIRECTORY, entry, "d"));
        } else if (entry.isSymbolicLink()) {
          files.put(path, file(Kind.LINK, entry, "t " + entry.getLinkName()));
        } else if (entry.isFile() || entry.isLink()) {
          files.put(
              path,
              file(
                  Kind.FILE,
                  entry,
                  "t "
                      + entry.getSize()
                      + " "
                      + entry.getLastModifiedTime()
                      + " "
                      + Integer.toOctalString(entry.getMode())));
        }
      }
    }
    return files;
  }

  private static RemoteFile file(Kind kind, TarArchiveEntry entry, String stamp) {
    return new RemoteFile(
        kind,
        entry.getSize(),
        entry.getMode() & 0777,
        entry.getLongUserId() + ":" + entry.getLongGroupId(),
        new Stamp(stamp));
  }
}
