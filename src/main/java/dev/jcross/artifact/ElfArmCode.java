package dev.jcross.artifact;

import java.io.IOException;

/**
 * Looks into the code of a 32-bit ARM program for what no core before ARMv7 knows, in both
 * instruction sets (ARM Architecture Reference Manual, ARMv7-A). The attributes do not tell: GNU's
 * linker gives a program the newest architecture of any object in it, also of one that is only
 * called on newer cores, as {@code ring} has; LLVM's gives it that of its first object.
 */
final class ElfArmCode {
  private static final int EXECUTABLE = 1;
  private static final int LOAD = 1;

  private static final long MOST_BYTES = 256L << 20;

  /** A compiler for ARMv7 makes some in each function; data between functions hardly one. */
  private static final int ENOUGH = 4;

  /** How many halfwords apart compilers move the two. */
  private static final int REACH = 10;

  /** Finds constants that are loaded in halves, by {@code movw} and {@code movt}. */
  private static final class Halves {
    /** For each register up to where its second half may stand. */
    private final long[] until = new long[16];

    private int pairs;

    void low(long at, long register) {
      until[(int) register & 0xf] = at + 2 * REACH;
    }

    void high(long at, long register) {
      int number = (int) register & 0xf;
      if (at <= until[number]) {
        pairs++;
        until[number] = 0;
      }
    }
  }

  private ElfArmCode() {}

  /** Whether a compiler has made it for ARMv7 or later. */
  static boolean needsArmV7(ElfHeader elf) throws IOException, DamagedException {
    if (startsInThumb2(elf)) {
      return true;
    }
    var rows = elf.bytes().fresh();
    int found = 0;
    for (long i = 0; i < elf.segments().count() && found < ENOUGH; i++) {
      long row = elf.segments().row(i);
      if (rows.u32(row) == LOAD && (rows.u32(row + 24) & EXECUTABLE) != 0) {
        long start = rows.u32(row + 4);
        long length = rows.u32(row + 16);
        elf.bytes().require(start, length, "a segment");
        found += pairs(elf.bytes().fresh(), start, Math.min(length, MOST_BYTES));
      }
    }
    return found >= ENOUGH;
  }

  /** As the start code of a distribution for ARMv7 does. */
  private static boolean startsInThumb2(ElfHeader elf) throws IOException, DamagedException {
    var bytes = elf.bytes();
    long entry = bytes.u32(24);
    if ((entry & 1) == 0) {
      return false;
    }
    var rows = bytes.fresh();
    for (long i = 0; i < elf.segments().count(); i++) {
      long row = elf.segments().row(i);
      long at = rows.u32(row + 4) + (entry - 1 - rows.u32(row + 8));
      boolean inside =
          rows.u32(row) == LOAD
              && Long.compareUnsigned(entry - 1 - rows.u32(row + 8), rows.u32(row + 16)) < 0;
      if (inside && bytes.holds(at, 4)) {
        // Of 32 bits, and no call.
        return (bytes.u16(at) & 0xf800) == 0xf000 && (bytes.u16(at + 2) & 0x8000) == 0;
      }
    }
    return false;
  }

  private static int pairs(Bytes bytes, long start, long length)
      throws IOException, DamagedException {
    var arm = new Halves();
    var thumb = new Halves();
    long end = start + length;
    for (long at = start + (start & 1); at + 4 <= end && arm.pairs + thumb.pairs < ENOUGH; ) {
      long word = bytes.u32(at);
      if ((at & 3) == 0 && (word >>> 28) != 0xf) {
        if ((word & 0x0ff0_0000L) == 0x0300_0000L) {
          arm.low(at, word >> 12);
        } else if ((word & 0x0ff0_0000L) == 0x0340_0000L) {
          arm.high(at, word >> 12);
        }
      }
      if ((word & 0x8000_fbf0L) == 0xf240) {
        thumb.low(at, word >> 24);
      } else if ((word & 0x8000_fbf0L) == 0xf2c0) {
        thumb.high(at, word >> 24);
      }
      at += 2;
    }
    return arm.pairs + thumb.pairs;
  }
}
