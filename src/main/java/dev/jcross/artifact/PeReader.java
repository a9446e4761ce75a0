package dev.jcross.artifact;

import dev.jcross.artifact.Inspection.Format;
import dev.jcross.artifact.Inspection.Kind;
import dev.jcross.artifact.Inspection.Symbols;
import dev.jcross.artifact.Linking.Linkage;
import dev.jcross.artifact.Machine.Endianness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Programs, libraries and objects of Windows and UEFI: Microsoft's PE/COFF specification. */
final class PeReader {
  private static final int MOST_SECTIONS = 1 << 15;
  private static final int MOST_LIBRARIES = 4096;
  private static final int LONGEST_NAME = 1024;

  private static final int IMPORTS = 1;
  private static final int DEBUG = 6;
  private static final int DELAYED_IMPORTS = 13;

  private static final int IS_LIBRARY = 0x2000;
  private static final int CAN_MOVE = 0x40;
  private static final long CODE_VIEW = 2;

  /** The machines whose objects are told from arbitrary bytes. */
  private static final Set<Integer> OBJECT_MACHINES = Set.of(0x14c, 0x8664, 0xaa64, 0xa641, 0x1c4);

  /** How objects begin that have many sections, and members of import libraries. */
  static final long BIG_OBJECT = 0xffff_0000L;

  private final Bytes bytes;
  private final long coff;
  private final int optionalSize;
  private final boolean wide;
  private final long sections;
  private final int sectionCount;

  private PeReader(Bytes bytes, long coff) throws IOException, DamagedException {
    this.bytes = bytes;
    this.coff = coff;
    this.optionalSize = bytes.u16(coff + 16);
    this.wide = optionalSize >= 2 && bytes.u16(coff + 20) == 0x20b;
    this.sections = coff + 20 + optionalSize;
    this.sectionCount = bytes.u16(coff + 2);
    if (sectionCount > MOST_SECTIONS) {
      throw new DamagedException("it claims " + sectionCount + " sections");
    }
    bytes.require(sections, sectionCount * 40L, "its section table");
  }

  /** What begins with "MZ"; at 0x3c stands where "PE\0\0" is. */
  static Traits read(Bytes bytes) throws IOException, DamagedException {
    bytes.require(0, 64, "the DOS header");
    long signature = bytes.u32(0x3c);
    if (!bytes.holds(signature, 24) || bytes.u32(signature) != 0x0000_4550) {
      return Traits.plain(Format.UNKNOWN, Kind.OTHER, Machine.UNKNOWN);
    }
    return new PeReader(bytes, signature + 4).image();
  }

  /** Whether it is an object, which has no magic of its own. */
  static boolean isObject(Bytes bytes) throws IOException, DamagedException {
    if (!bytes.holds(0, 20)) {
      return false;
    }
    if (isBigObject(bytes)) {
      return true;
    }
    long sections = bytes.u16(2);
    long symbols = bytes.u32(8);
    return isObjectMachine(bytes.u16(0))
        && sections > 0
        && bytes.u16(16) == 0
        && bytes.holds(20, sections * 40)
        && bytes.holds(symbols, bytes.u32(12) * 18);
  }

  /** An object, or what an import library holds in its place. */
  static Traits object(Bytes bytes) throws IOException, DamagedException {
    int machine = bytes.u16(isBigObject(bytes) ? 6 : 0);
    return Traits.plain(Format.PE, Kind.RELOCATABLE, machine(machine, OptionalInt.empty()));
  }

  private static boolean isBigObject(Bytes bytes) throws IOException, DamagedException {
    return bytes.u32(0) == BIG_OBJECT && isObjectMachine(bytes.u16(6));
  }

  static boolean isObjectMachine(int number) {
    return OBJECT_MACHINES.contains(number);
  }

  private static Machine machine(int number, OptionalInt bits) {
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
    return new Machine(
        name, bits, Optional.of(Endianness.LITTLE), Optional.empty(), Optional.empty());
  }

  private Traits image() throws IOException, DamagedException {
    boolean library = (bytes.u16(coff + 18) & IS_LIBRARY) != 0;
    int magic = optionalSize >= 2 ? bytes.u16(coff + 20) : 0;
    var bits =
        magic == 0x20b
            ? OptionalInt.of(64)
            : magic == 0x10b ? OptionalInt.of(32) : OptionalInt.empty();
    var traits =
        Traits.plain(
                Format.PE,
                library ? Kind.SHARED_LIBRARY : Kind.EXECUTABLE,
                machine(bytes.u16(coff), bits))
            .symbols(Optional.of(new Symbols(bytes.u32(coff + 12) > 0, hasDwarf())));
    if (bits.isEmpty() || optionalSize < 96) {
      return traits;
    }
    var needed = libraries();
    return traits
        .system(Optional.of(system(library)))
        .linking(
            Optional.of(
                Linking.withoutVersions(
                    needed.isEmpty() && !library ? Linkage.STATIC : Linkage.DYNAMIC,
                    (bytes.u16(coff + 20 + 70) & CAN_MOVE) != 0,
                    Optional.empty(),
                    needed,
                    Optional.empty(),
                    Optional.empty())))
        .buildId(database());
  }

  private RequiredSystem system(boolean library) throws IOException, DamagedException {
    long header = coff + 20;
    int number = bytes.u16(header + 68);
    var subsystem =
        switch (number) {
          case 1 -> "native";
          case 2 -> "gui";
          case 3 -> "console";
          case 7 -> "posix";
          case 9 -> "CE";
          case 10 -> "application";
          case 11 -> "boot driver";
          case 12 -> "runtime driver";
          case 13 -> "ROM";
          case 16 -> "boot application";
          default -> "subsystem " + number;
        };
    boolean firmware = number >= 10 && number <= 13;
    var minimum = new Version(List.of(bytes.u16(header + 48), bytes.u16(header + 50)));
    return new RequiredSystem(
        firmware ? "UEFI" : "Windows",
        firmware ? Optional.empty() : Optional.of(minimum),
        // A library runs in that of its program.
        library ? Optional.empty() : Optional.of(subsystem));
  }

  /** A table that the optional header names, by its place in the file. */
  private Optional<Long> directory(int index) throws IOException, DamagedException {
    long count = bytes.u32(coff + 20 + (wide ? 108 : 92));
    int at = (wide ? 112 : 96) + index * 8;
    if (index >= count || at + 8 > optionalSize) {
      return Optional.empty();
    }
    long address = bytes.u32(coff + 20 + at);
    return address == 0 ? Optional.empty() : Optional.of(offsetOf(address, "a table"));
  }

  private long offsetOf(long address, String what) throws IOException, DamagedException {
    for (int i = 0; i < sectionCount; i++) {
      long row = sections + i * 40L;
      long into = address - bytes.u32(row + 12);
      if (into >= 0 && into < bytes.u32(row + 16)) {
        return bytes.u32(row + 20) + into;
      }
    }
    throw new DamagedException(what + " is in no section");
  }

  private List<String> libraries() throws IOException, DamagedException {
    var names = new ArrayList<String>();
    names.addAll(libraries(IMPORTS, 20, 12));
    names.addAll(libraries(DELAYED_IMPORTS, 32, 4));
    return names;
  }

  /** Linkers may write several rows for one library. */
  private Set<String> libraries(int directory, int stride, int nameAt)
      throws IOException, DamagedException {
    var names = new LinkedHashSet<String>();
    var table = directory(directory);
    if (table.isEmpty()) {
      return names;
    }
    var rows = bytes.fresh();
    for (long row = table.get(); ; row += stride) {
      rows.require(row, stride, "its table of libraries");
      long name = rows.u32(row + nameAt);
      if (name == 0) {
        return names;
      }
      if (names.size() >= MOST_LIBRARIES || row > table.get() + 4L * MOST_LIBRARIES * stride) {
        throw new DamagedException("its table of libraries has no end");
      }
      names.add(ascii(offsetOf(name, "a library's name"), LONGEST_NAME));
    }
  }

  private String ascii(long offset, int longest) throws IOException, DamagedException {
    bytes.require(offset, 1, "a name");
    return bytes.text(offset, longest);
  }

  /** Names of more than eight bytes stand behind the symbols: "/4". */
  private boolean hasDwarf() throws IOException, DamagedException {
    long symbols = bytes.u32(coff + 8);
    long strings = symbols == 0 ? 0 : symbols + bytes.u32(coff + 12) * 18;
    for (int i = 0; i < sectionCount; i++) {
      var name = new String(bytes.upTo(sections + i * 40L, 8), StandardCharsets.ISO_8859_1);
      if (strings > 0 && name.matches("/[0-9]{1,7}\0*")) {
        long at = strings + Long.parseLong(name.substring(1).replace("\0", ""));
        if (bytes.holds(at, 1) && bytes.text(at, 12).startsWith(".debug_info")) {
          return true;
        }
      }
    }
    return false;
  }

  /** The identity of the .pdb that a debugger has to find. */
  private Optional<String> database() throws IOException, DamagedException {
    var table = directory(DEBUG);
    if (table.isEmpty() || !bytes.holds(table.get(), 28)) {
      return Optional.empty();
    }
    long at = bytes.u32(table.get() + 24);
    if (bytes.u32(table.get() + 12) != CODE_VIEW
        || !bytes.holds(at, 24)
        || bytes.u32(at) != 0x5344_5352) {
      return Optional.empty();
    }
    return Optional.of(HexFormat.of().formatHex(bytes.upTo(at + 4, 16)));
  }
}
