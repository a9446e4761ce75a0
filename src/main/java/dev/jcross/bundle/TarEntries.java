package dev.jcross.bundle;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Entries as tar writes them: without times and, unless asked for, owned by root. */
final class TarEntries {
  private TarEntries() {}

  static TarArchiveOutputStream writer(OutputStream sink) {
    var tar = new TarArchiveOutputStream(sink, "UTF-8");
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
    return tar;
  }

  static TarArchiveEntry of(Entry entry, long user, long group) {
    var header =
        switch (entry) {
          case Entry.Content(var path, var executable, var size, var _) -> {
            var file = new TarArchiveEntry(path);
            file.setSize(size);
            file.setMode(executable ? 0100755 : 0100644);
            yield file;
          }
          case Entry.Link(var path, var to) -> {
            var link = new TarArchiveEntry(path, TarConstants.LF_SYMLINK);
            link.setLinkName(to);
            yield link;
          }
          case Entry.Folder(var path) -> {
            var folder = new TarArchiveEntry(path + "/");
            folder.setMode(040755);
            yield folder;
          }
        };
    header.setModTime(0);
    header.setUserId(user);
    header.setGroupId(group);
    return header;
  }

  /** The header of a file whose bytes are yet to come. */
  static void put(TarArchiveOutputStream tar, Entry entry) throws IOException {
    tar.putArchiveEntry(of(entry, 0, 0));
  }
}
