package dev.jcross.artifact;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The dynamic table: what the program tells its loader. */
final class ElfDynamic {
  static final long HASH = 4;
  static final long STRTAB = 5;
  static final long SYMTAB = 6;
  static final long STRSZ = 10;
  static final long SONAME = 14;
  static final long RPATH = 15;
  static final long RUNPATH = 29;
  static final long VERSYM = 0x6fff_fff0L;
  static final long VERNEED = 0x6fff_fffeL;
  static final long VERNEEDNUM = 0x6fff_ffffL;
  static final long MIPS_SYMTABNO = 0x7000_0011L;

  /** Tags of tables that linkers put near the symbols. */
  static final List<Long> TABLES =
      List.of(STRTAB, VERSYM, VERNEED, 0x6fff_fef5L /* GNU_HASH */, 7L /* RELA */, 17L /* REL */);

  private static final long NULL = 0;
  private static final long NEEDED = 1;
  private static final long DEBUG = 21;
  private static final long FLAGS_1 = 0x6fff_fffbL;
  private static final long FLAGS_1_PIE = 0x0800_0000L;
  private static final long MIPS_RLD_MAP = 0x7000_0016L;
  private static final long MIPS_RLD_MAP_REL = 0x7000_0035L;

  private static final int MOST_ENTRIES = 1 << 16;
  private static final int MOST_LIBRARIES = 4096;
  private static final int LONGEST_STRING = 4096;

  private final ElfHeader elf;
  private final ElfSegments segments;
  private final Map<Long, Long> values = new HashMap<>();
  private final List<Long> needed = new ArrayList<>();

  private ElfDynamic(ElfHeader elf, ElfSegments segments) {
    this.elf = elf;
    this.segments = segments;
  }

  static ElfDynamic read(ElfHeader elf, ElfSegments segments, ElfSegments.Segment table)
      throws IOException, DamagedException {
    var dynamic = new ElfDynamic(elf, segments);
    var bytes = elf.bytes().fresh();
    bytes.require(table.offset(), table.length(), "its dynamic table");
    int stride = elf.wide() ? 16 : 8;
    long rows = table.length() / stride;
    for (long i = 0; i < rows; i++) {
      long tag = elf.word(bytes, table.offset() + i * stride);
      long value = elf.word(bytes, table.offset() + i * stride + stride / 2);
      if (tag == NULL) {
        break;
      }
      if (i == MOST_ENTRIES || dynamic.needed.size() > MOST_LIBRARIES) {
        throw new DamagedException("its dynamic table has no end");
      }
      if (tag == NEEDED) {
        dynamic.needed.add(value);
      } else {
        dynamic.values.put(tag, value);
      }
    }
    return dynamic;
  }

  Optional<Long> value(long tag) {
    return Optional.ofNullable(values.get(tag));
  }

  /** Where in the file the table of this tag starts. */
  Optional<Long> table(long tag) throws DamagedException {
    var address = values.get(tag);
    return address == null
        ? Optional.empty()
        : Optional.of(segments.offsetOf(address, "a table of the loader"));
  }

  /** The loader's strings. */
  Bytes strings() throws DamagedException {
    var start = table(STRTAB);
    var length = values.get(STRSZ);
    if (start.isEmpty() || length == null) {
      throw new DamagedException("its dynamic table names no strings");
    }
    return elf.bytes().part(start.get(), length, "the loader's string table");
  }

  List<String> neededLibraries() throws IOException, DamagedException {
    if (needed.isEmpty()) {
      return List.of();
    }
    var strings = strings();
    var libraries = new ArrayList<String>();
    for (long offset : needed) {
      strings.require(offset, 1, "a library's name");
      libraries.add(strings.text(offset, LONGEST_STRING));
    }
    return libraries;
  }

  Optional<String> string(long tag) throws IOException, DamagedException {
    var offset = values.get(tag);
    if (offset == null) {
      return Optional.empty();
    }
    var strings = strings();
    strings.require(offset, 1, "a name in the dynamic table");
    return Optional.of(strings.text(offset, LONGEST_STRING));
  }

  /**
   * Whether it is a program although it can be loaded anywhere. Linkers mark it; older ones only
   * leave the slot through which a debugger finds the loader, which no library has.
   */
  boolean program() {
    return (values.getOrDefault(FLAGS_1, 0L) & FLAGS_1_PIE) != 0
        || values.containsKey(DEBUG)
        || values.containsKey(MIPS_RLD_MAP)
        || values.containsKey(MIPS_RLD_MAP_REL)
        || (segments.interpreter().isPresent() && !values.containsKey(SONAME));
  }
}
