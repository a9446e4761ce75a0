package dev.jcross.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What lies in a directory of this machine. */
final class LocalTree {
  /** Of files that are on their way; whoever finds one, it is not the project's. */
  static final String PART = ".jcross-part-";

  static final String TAG = "CACHEDIR.TAG";
  private static final String SIGNATURE = "Signature: 8a477f597d28d172789f06886806bc55";

  private final Path root;
  private final Set<Path> without;
  private final boolean caches;
  private final SortedMap<String, LocalFile> files = new TreeMap<>();

  private LocalTree(Path root, Set<Path> without, boolean caches) {
    this.root = root;
    this.without = without;
    this.caches = caches;
  }

  /**
   * Looks at everything.
   *
   * @param without directories that are left out
   * @param caches whether directories below are looked into that say they are caches; see
   *     bford.info/cachedir
   * @return by path below the root, with {@code /}
   */
  static SortedMap<String, LocalFile> read(Path root, Set<Path> without, boolean caches)
      throws IOException {
    var tree = new LocalTree(root, without, caches);
    tree.into(root);
    return tree.files;
  }

  private void into(Path directory) throws IOException {
    try (var entries = Files.newDirectoryStream(directory)) {
      for (var entry : entries) {
        if (without.contains(entry) || entry.getFileName().toString().startsWith(PART)) {
          continue;
        }
        var file = LocalFile.at(entry);
        if (file.isEmpty() || (file.get().kind() == Kind.DIRECTORY && !caches && isCache(entry))) {
          continue;
        }
        files.put(root.relativize(entry).toString(), file.get());
        if (file.get().kind() == Kind.DIRECTORY) {
          into(entry);
        }
      }
    } catch (AccessDeniedException e) {
      // As in a container on this machine: who needs it is told there.
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw e.getCause();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isCache(Path directory) throws IOException {
    var tag = directory.resolve(TAG);
    if (!Files.isRegularFile(tag)) {
      return false;
    }
    try (var start = Files.newInputStream(tag)) {
      return new String(start.readNBytes(SIGNATURE.length()), StandardCharsets.US_ASCII)
          .equals(SIGNATURE);
    } catch (AccessDeniedException e) {
      return false;
    }
  }
}
