package dev.jcross.transfer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Keeps other processes of this machine from the same volumes while files are on their way. */
final class VolumeLocks implements AutoCloseable {
  private final List<FileChannel> channels = new ArrayList<>();

  private VolumeLocks() {}

  /**
   * Waits until nobody else holds any of them. Where no file can be locked nothing is: then two
   * commands at once may send a file twice.
   */
  static VolumeLocks hold(Path directory, Collection<String> volumes) {
    var locks = new VolumeLocks();
    try {
      Files.createDirectories(directory);
      // Everybody in the same order, or two would wait for each other.
      for (var volume : new TreeSet<>(volumes)) {
        var channel =
            FileChannel.open(
                directory.resolve(volume + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        locks.channels.add(channel);
        channel.lock();
      }
    } catch (IOException e) {
      // See above.
    }
    return locks;
  }

  @Override
  public void close() {
    for (var channel : channels.reversed()) {
      try {
        channel.close();
      } catch (IOException e) {
        // The lock ends with the process at the latest.
      }
    }
  }
}
