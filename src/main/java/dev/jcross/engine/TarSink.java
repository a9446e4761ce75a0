package dev.jcross.engine;

import java.io.IOException;
import java.io.InputStream;

/** Takes files that come out of a container. */
@FunctionalInterface
public interface TarSink {
  /**
   * Reads as much of it as it wants; the stream is closed by whoever opened it.
   *
   * @param tar a tar archive, as it arrives
   */
  void accept(InputStream tar) throws IOException;
}
