package dev.jcross.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Passes output on and remembers the end of it, at most 64 KiB. */
final class Tail extends OutputStream {
  private static final int SIZE = 64 * 1024;

  private final OutputStream sink;
  private final byte[] ring = new byte[SIZE];
  private long written;

  Tail(OutputStream sink) {
    this.sink = sink;
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int i = Math.max(0, length - SIZE); i < length; i++) {
      ring[(int) ((written + i) % SIZE)] = bytes[offset + i];
    }
    written += length;
    sink.write(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    sink.flush();
  }

  String text() {
    int size = (int) Math.min(written, SIZE);
    var bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = ring[(int) ((written - size + i) % SIZE)];
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
