package dev.jcross.engine.docker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

/**
 * A directory for sockets that only the caller may enter. One whose owner was killed is found by
 * its lock, which is gone with the owner, and removed by the next that makes one.
 */
final class PrivateDirectory implements AutoCloseable {
  private static final String PREFIX = "jcross-engine-";
  private static final String LOCK = "lock";

  /** For the moment between a directory and its lock. */
  private static final Duration YOUNG = Duration.ofMinutes(1);

  private final Path path;
  private final FileChannel lock;

  private PrivateDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  static PrivateDirectory make() throws IOException {
    // Short by nature: the path of a socket may have about a hundred characters.
    var path = Files.createTempDirectory(PREFIX);
    var parent = path.getParent();
    if (parent != null) {
      removeLeftOvers(parent);
    }
    var lock =
        FileChannel.open(
            path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    lock.lock();
    return new PrivateDirectory(path, lock);
  }

  private static void removeLeftOvers(Path parent) {
    try (var all = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (var directory : all) {
        if (Files.isWritable(directory)
            && Files.getLastModifiedTime(directory)
                .toInstant()
                .isBefore(Instant.now().minus(YOUNG))) {
          removeUnlocked(directory);
        }
      }
    } catch (IOException | RuntimeException e) {
      // Not worth a word: the next one tries again.
    }
  }

  private static void removeUnlocked(Path directory) throws IOException {
    try (var channel =
        FileChannel.open(
            directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      var held = channel.tryLock();
      if (held != null) {
        remove(directory);
      }
    } catch (OverlappingFileLockException e) {
      // Another one of this very process.
    }
  }

  private static void remove(Path directory) throws IOException {
    try (var files = Files.newDirectoryStream(directory)) {
      for (var file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(directory);
  }

  Path file(String name) {
    return path.resolve(name);
  }

  @Override
  public void close() {
    try (lock) {
      remove(path);
    } catch (IOException e) {
      // Whoever makes the next one removes it.
    }
  }
}
