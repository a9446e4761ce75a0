package dev.jcross.artifact;

import java.io.IOException;

/** Reads on from a place: bytes, texts, and numbers in groups of seven bits. */
final class Leb128 {
  private final Bytes bytes;
  private long at;

  Leb128(Bytes bytes, long at) {
    this.bytes = bytes;
    this.at = at;
  }

  long at() {
    return at;
  }

  void skip(long length) {
    at += length;
  }

  int u8() throws IOException, DamagedException {
    return bytes.u8(at++);
  }

  long u32() throws IOException, DamagedException {
    return number(35);
  }

  long u64() throws IOException, DamagedException {
    return number(70);
  }

  private long number(int mostBits) throws IOException, DamagedException {
    long value = 0;
    for (int shift = 0; shift < mostBits; shift += 7) {
      int next = u8();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new DamagedException("a number has too many digits");
  }

  /** A text behind its length; no more of it than the limit is kept. */
  String text(int limit) throws IOException, DamagedException {
    long length = u32();
    bytes.require(at, length, "a name");
    var text = bytes.text(at, (int) Math.min(limit, length));
    at += length;
    return text;
  }

  /** Up to and with a zero byte. */
  void skipText() throws IOException, DamagedException {
    while (u8() != 0) {
      // Ends with the bytes at the latest, with an exception.
    }
  }
}
