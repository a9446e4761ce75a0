package dev.jcross.run;

import dev.jcross.engine.OutputClosed;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A stream of the process, which outlives the commands that write to it. */
final class Unclosed extends FilterOutputStream {
  Unclosed(OutputStream sink) {
    super(sink);
  }

  @Override
  public void write(int single) {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw new OutputClosed(e);
    }
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
