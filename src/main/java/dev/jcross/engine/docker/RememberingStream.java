package dev.jcross.engine.docker;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Knows afterwards whether it was this end that failed. */
final class RememberingStream extends FilterInputStream {
  private volatile Optional<IOException> failure = Optional.empty();

  RememberingStream(InputStream in) {
    super(in);
  }

  /** The connection broke, not the file at its end. */
  static final class EngineFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EngineFailed(IOException cause) {
      super(cause);
    }
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (IOException e) {
      failure = Optional.of(e);
      throw e;
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return super.read(buffer, offset, length);
    } catch (IOException e) {
      failure = Optional.of(e);
      throw e;
    }
  }

  boolean failed() {
    return failure.isPresent();
  }

  void rethrow() throws IOException {
    if (failure.isPresent()) {
      throw failure.get();
    }
  }
}
