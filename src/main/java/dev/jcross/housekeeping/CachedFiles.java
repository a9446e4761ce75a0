package dev.jcross.housekeeping;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A file or directory in jcross's cache on this machine: logs of failed image builds, what makes
 * Java start faster, and the like.
 */
public record CachedFiles(Path path, long bytes) implements Belonging {
  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public OptionalLong freesBytes() {
    return OptionalLong.of(bytes);
  }

  @Override
  public String what() {
    return "directory";
  }

  /** What is in the cache; nothing if there is none. */
  public static List<CachedFiles> in(Path cache) {
    var found = new ArrayList<CachedFiles>();
    if (Files.isDirectory(cache, LinkOption.NOFOLLOW_LINKS)) {
      try (var entries = Files.newDirectoryStream(cache)) {
        for (var entry : entries) {
          found.add(new CachedFiles(entry, size(entry)));
        }
      } catch (IOException e) {
        // What cannot be read cannot be removed either.
      }
    }
    found.sort(java.util.Comparator.comparing(CachedFiles::path));
    return found;
  }

  private static long size(Path path) throws IOException {
    var sum = new long[1];
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            sum[0] += attributes.size();
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    return sum[0];
  }

  void remove() throws IOException {
    remove(path);
  }

  /** Removes a file or directory, if it is there; symbolic links, and not what is behind them. */
  public static void remove(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
