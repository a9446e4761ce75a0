package dev.jcross.artifact;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/** Where the sections of an ELF file lie. */
final class SectionNames {
  /** 0x7f, and "ELF". */
  private static final long MAGIC = 0x464c_457fL;

  private static final long NOBITS = 8;
  private static final int LONGEST = 64;

  private SectionNames() {}

  /**
   * The names by where they start.
   *
   * @return {@code the file} at 0 for another format
   */
  static Map<Long, String> of(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      var bytes = Bytes.of(channel);
      return bytes.size() > 4 && bytes.u32(0) == MAGIC
          ? read(ElfHeader.read(bytes))
          : Map.of(0L, "the file");
    } catch (DamagedException e) {
      return Map.of(0L, "the file");
    }
  }

  private static Map<Long, String> read(ElfHeader elf) throws IOException, DamagedException {
    var rows = elf.bytes().fresh();
    var names = elf.bytes().fresh();
    var found = new TreeMap<Long, String>();
    long nameTable = ElfSections.nameTable(elf, rows);
    for (long i = 1; i < elf.sections().count(); i++) {
      long row = elf.sections().row(i);
      if (rows.u32(row + 4) != NOBITS) {
        var range = ElfSections.range(elf, rows, row);
        found.put(range.offset(), names.text(nameTable + rows.u32(row), LONGEST));
        found.putIfAbsent(range.offset() + range.length(), "the room between sections");
      }
    }
    found.put(0L, "the headers");
    return found;
  }
}
