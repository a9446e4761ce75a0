package dev.jcross.artifact;

import dev.jcross.artifact.Machine.Endianness;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The header of an ELF file (System V ABI, chapter 4), with the counts that section 0 holds where
 * they do not fit the header.
 *
 * @param bytes the whole ELF file, in its byte order
 * @param wide whether it is a 64-bit one
 */
record ElfHeader(
    Bytes bytes,
    boolean wide,
    Endianness endianness,
    int type,
    int machine,
    long flags,
    Table segments,
    Table sections,
    long nameSection) {

  static final int REL = 1;
  static final int EXEC = 2;
  static final int DYN = 3;

  static final int EM_MIPS = 8;
  static final int EM_ARM = 40;

  /** More of either makes no sense, and a hostile file would keep us busy. */
  private static final long MOST_ROWS = 1 << 20;

  /** Rows of equal size; wholly inside the file. */
  record Table(long offset, int stride, long count) {
    long row(long index) {
      return offset + index * stride;
    }
  }

  static ElfHeader read(Bytes anyOrder) throws IOException, DamagedException {
    anyOrder.require(0, 16, "the ELF header");
    boolean wide =
        switch (anyOrder.u8(4)) {
          case 1 -> false;
          case 2 -> true;
          default -> throw new DamagedException("its ELF class is neither 32 nor 64 bits");
        };
    var endianness =
        switch (anyOrder.u8(5)) {
          case 1 -> Endianness.LITTLE;
          case 2 -> Endianness.BIG;
          default -> throw new DamagedException("its ELF byte order is neither little nor big");
        };
    var bytes =
        anyOrder.in(
            endianness == Endianness.LITTLE ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    bytes.require(0, wide ? 64 : 52, "the ELF header");

    long segmentOffset = wide ? bytes.u64(32) : bytes.u32(28);
    long sectionOffset = wide ? bytes.u64(40) : bytes.u32(32);
    int rest = wide ? 48 : 36;
    long flags = bytes.u32(rest);
    int segmentSize = bytes.u16(rest + 6);
    long segmentCount = bytes.u16(rest + 8);
    int sectionSize = bytes.u16(rest + 10);
    long sectionCount = bytes.u16(rest + 12);
    long nameSection = bytes.u16(rest + 14);

    if (sectionOffset != 0) {
      int smallest = wide ? 64 : 40;
      bytes.require(sectionOffset, smallest, "its section table");
      if (sectionCount == 0) {
        sectionCount = wide ? bytes.u64(sectionOffset + 32) : bytes.u32(sectionOffset + 20);
      }
      if (nameSection == 0xffff) {
        nameSection = bytes.u32(sectionOffset + (wide ? 40 : 24));
      }
      if (segmentCount == 0xffff) {
        segmentCount = bytes.u32(sectionOffset + (wide ? 44 : 28));
      }
    } else {
      sectionCount = 0;
    }
    return new ElfHeader(
        bytes,
        wide,
        endianness,
        bytes.u16(16),
        bytes.u16(18),
        flags,
        table(bytes, segmentOffset, segmentSize, wide ? 56 : 32, segmentCount, "segment table"),
        table(bytes, sectionOffset, sectionSize, wide ? 64 : 40, sectionCount, "section table"),
        nameSection);
  }

  /** A number of the file's width. */
  long word(Bytes from, long offset) throws IOException, DamagedException {
    return wide ? from.u64(offset) : from.u32(offset);
  }

  private static Table table(
      Bytes bytes, long offset, int stride, int smallest, long count, String what)
      throws DamagedException {
    if (count == 0) {
      return new Table(0, smallest, 0);
    }
    if (count < 0 || count > MOST_ROWS) {
      throw new DamagedException(
          "its " + what + " claims " + Long.toUnsignedString(count) + " rows");
    }
    if (stride < smallest) {
      throw new DamagedException("the rows of its " + what + " are too short");
    }
    bytes.require(offset, count * stride, "its " + what);
    return new Table(offset, stride, count);
  }
}
