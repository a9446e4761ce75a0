package dev.jcross.artifact;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Numbers and strings at offsets of a part of a file, read through one small buffer. Every access
 * is checked; offsets are from the part's start. Tables that are read in turn want a {@link
 * #fresh()} reader each, or they push each other out of the buffer.
 */
final class Bytes {
  private static final int WINDOW = 8192;

  private final FileChannel channel;
  private final long base;
  private final long size;
  private final ByteOrder order;
  private final ByteBuffer window = ByteBuffer.allocate(WINDOW);
  private long windowStart;

  private Bytes(FileChannel channel, long base, long size, ByteOrder order) {
    this.channel = channel;
    this.base = base;
    this.size = size;
    this.order = order;
    window.order(order).limit(0);
  }

  static Bytes of(FileChannel channel) throws IOException {
    return new Bytes(channel, 0, channel.size(), ByteOrder.LITTLE_ENDIAN);
  }

  Bytes in(ByteOrder byteOrder) {
    return new Bytes(channel, base, size, byteOrder);
  }

  Bytes fresh() {
    return in(order);
  }

  Bytes part(long offset, long length, String what) throws DamagedException {
    require(offset, length, what);
    return new Bytes(channel, base + offset, length, order);
  }

  long size() {
    return size;
  }

  /** Whether that range lies in this part. Negative numbers are too large unsigned ones. */
  boolean holds(long offset, long length) {
    return offset >= 0 && length >= 0 && length <= size && offset <= size - length;
  }

  /** Refuses a range that is not wholly inside. */
  void require(long offset, long length, String what) throws DamagedException {
    if (!holds(offset, length)) {
      throw new DamagedException(what + " lies outside of it");
    }
  }

  int u8(long offset) throws IOException, DamagedException {
    return window.get(load(offset, 1)) & 0xff;
  }

  int u16(long offset) throws IOException, DamagedException {
    return window.getShort(load(offset, 2)) & 0xffff;
  }

  long u32(long offset) throws IOException, DamagedException {
    return window.getInt(load(offset, 4)) & 0xffff_ffffL;
  }

  /** As it stands: what does not fit a long is negative. */
  long u64(long offset) throws IOException, DamagedException {
    return window.getLong(load(offset, 8));
  }

  /** At most so many bytes; fewer at the end. */
  byte[] upTo(long offset, int length) throws IOException, DamagedException {
    require(offset, 0, "a string");
    var bytes = new byte[(int) Math.min(length, size - offset)];
    for (int done = 0; done < bytes.length; ) {
      int at = load(offset + done, 1);
      int step = Math.min(bytes.length - done, window.limit() - at);
      window.get(at, bytes, done, step);
      done += step;
    }
    return bytes;
  }

  /** The string up to a zero byte, the end, or {@code limit} bytes, whichever is first. */
  String text(long offset, int limit) throws IOException, DamagedException {
    var bytes = new byte[64];
    int length = 0;
    while (length < limit && holds(offset, length + 1)) {
      int next = u8(offset + length);
      if (next == 0) {
        break;
      }
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, length * 2);
      }
      bytes[length++] = (byte) next;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  /** Fills the buffer so that it holds these bytes, and says where. */
  private int load(long offset, int length) throws IOException, DamagedException {
    require(offset, length, "offset " + Long.toUnsignedString(offset));
    if (offset < windowStart || offset + length > windowStart + window.limit()) {
      window.clear().limit((int) Math.min(WINDOW, size - offset));
      windowStart = offset;
      while (window.hasRemaining()
          && channel.read(window, base + offset + window.position()) >= 0) {
        // Goes on where a short read ended.
      }
      window.flip();
      if (window.limit() < length) {
        throw new DamagedException("it shrank while it was read");
      }
    }
    return (int) (offset - windowStart);
  }
}
