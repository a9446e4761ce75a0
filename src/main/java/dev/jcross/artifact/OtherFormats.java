package dev.jcross.artifact;

import dev.jcross.artifact.Inspection.Format;
import dev.jcross.artifact.Inspection.Kind;
import dev.jcross.artifact.Machine.Endianness;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** The header fields of PE, Mach-O and WebAssembly that say kind and machine. */
final class OtherFormats {
  /** As file(1) tells a universal binary from a Java class, which has the same magic. */
  private static final long MOST_SLICES = 30;

  private static final long MACH_64 = 0x0100_0000L;

  private OtherFormats() {}

  /** Microsoft's PE/COFF specification: "MZ", and at 0x3c the offset of "PE\0\0". */
  static Traits portableExecutable(Bytes bytes) throws IOException, DamagedException {
    bytes.require(0, 64, "the DOS header");
    long pe = bytes.u32(0x3c);
    if (!bytes.holds(pe, 24) || bytes.u32(pe) != 0x0000_4550) {
      return Traits.plain(Format.UNKNOWN, Kind.OTHER, Machine.UNKNOWN);
    }
    int number = bytes.u16(pe + 4);
    var name =
        switch (number) {
          case 0x14c -> "x86";
          case 0x8664 -> "x86_64";
          case 0xaa64 -> "aarch64";
          case 0xa641 -> "arm64ec";
          case 0x1c0, 0x1c2, 0x1c4 -> "arm";
          case 0x5032 -> "riscv32";
          case 0x5064 -> "riscv64";
          case 0x6232 -> "loongarch32";
          case 0x6264 -> "loongarch64";
          default -> String.format(Locale.ROOT, "machine 0x%04x", number);
        };
    boolean library = (bytes.u16(pe + 22) & 0x2000) != 0;
    boolean optional = bytes.u16(pe + 20) >= 2;
    int magic = optional ? bytes.u16(pe + 24) : 0;
    var bits =
        magic == 0x20b
            ? OptionalInt.of(64)
            : magic == 0x10b ? OptionalInt.of(32) : OptionalInt.empty();
    return Traits.plain(
        Format.PE,
        library ? Kind.SHARED_LIBRARY : Kind.EXECUTABLE,
        new Machine(name, bits, Optional.of(Endianness.LITTLE), Optional.empty()));
  }

  /** Apple's mach-o/loader.h: magic, processor, its variant, kind of file. */
  static Traits machO(Bytes anyOrder) throws IOException, DamagedException {
    var bytes = anyOrder.in(ByteOrder.LITTLE_ENDIAN);
    var endianness = Endianness.LITTLE;
    long magic = bytes.u32(0);
    if (magic != 0xfeed_faceL && magic != 0xfeed_facfL) {
      bytes = anyOrder.in(ByteOrder.BIG_ENDIAN);
      endianness = Endianness.BIG;
      magic = bytes.u32(0);
    }
    bytes.require(0, 28, "the Mach-O header");
    var kind =
        switch ((int) bytes.u32(12)) {
          case 1 -> Kind.RELOCATABLE;
          case 2 -> Kind.EXECUTABLE;
          case 6, 8, 9 -> Kind.SHARED_LIBRARY;
          default -> Kind.OTHER;
        };
    return Traits.plain(
        Format.MACHO,
        kind,
        Machine.named(processor(bytes.u32(4)), magic == 0xfeed_facfL ? 64 : 32, endianness));
  }

  /** Whether what starts like a universal Mach-O is one; else it is a Java class. */
  static boolean isUniversal(Bytes anyOrder) throws IOException, DamagedException {
    return anyOrder.in(ByteOrder.BIG_ENDIAN).u32(4) <= MOST_SLICES;
  }

  /** Apple's mach-o/fat.h: big-endian, one row for each processor. */
  static Traits universal(Bytes anyOrder) throws IOException, DamagedException {
    var bytes = anyOrder.in(ByteOrder.BIG_ENDIAN);
    boolean wide = bytes.u32(0) == 0xcafe_babfL;
    long count = bytes.u32(4);
    int stride = wide ? 32 : 20;
    bytes.require(8, count * stride, "the table of processors");
    var names = new ArrayList<String>();
    var kind = Kind.OTHER;
    for (long i = 0; i < count; i++) {
      long row = 8 + i * stride;
      names.add(processor(bytes.u32(row)));
      long start = wide ? bytes.u64(row + 8) : bytes.u32(row + 8);
      long length = wide ? bytes.u64(row + 16) : bytes.u32(row + 12);
      var slice = bytes.part(start, length, "a processor's part");
      if (i == 0) {
        kind = slice.size() >= 8 && slice.u32(0) == 0x213c_6172 ? Kind.STATIC_LIBRARY : kind;
        kind = slice.size() >= 28 && isMachO(slice.u32(0)) ? machO(slice).kind() : kind;
      }
    }
    return Traits.plain(
        Format.MACHO,
        kind,
        names.isEmpty() ? Machine.UNKNOWN : Machine.named(String.join("+", names)));
  }

  /** A Mach-O file's first four bytes, read as a big-endian number. */
  static boolean isMachO(long magic) {
    return magic == 0xfeed_faceL
        || magic == 0xfeed_facfL
        || magic == 0xcefa_edfeL
        || magic == 0xcffa_edfeL;
  }

  /** Whether memory has 32 or 64 bits stands inside; the name leaves it open. */
  static Traits webAssembly() {
    return new Traits(
        Format.WASM,
        Kind.MODULE,
        new Machine("wasm", OptionalInt.empty(), Optional.of(Endianness.LITTLE), Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static String processor(long number) {
    boolean wide = (number & MACH_64) != 0;
    return switch ((int) (number & ~0xff00_0000L)) {
      case 7 -> wide ? "x86_64" : "x86";
      case 12 -> (number & 0x0200_0000L) != 0 ? "arm64_32" : wide ? "aarch64" : "arm";
      case 18 -> wide ? "powerpc64" : "powerpc";
      default -> String.format(Locale.ROOT, "machine 0x%08x", number);
    };
  }
}
