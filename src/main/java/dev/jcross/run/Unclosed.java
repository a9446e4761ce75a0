package dev.jcross.run;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A stream of the process, which outlives the command that writes to it. */
final class Unclosed extends FilterOutputStream {
  Unclosed(OutputStream sink) {
    super(sink);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
