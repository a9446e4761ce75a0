package dev.jcross.artifact;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the section table tells beyond the segments. It may be absent.
 *
 * @param symbolTable whether there is one for the linker and debuggers
 * @param debugInfo whether there is DWARF
 * @param emptyDynamic whether the dynamic table's content is elsewhere: a separate debug file
 * @param dynamicSymbols the loader's symbol table
 */
record ElfSections(
    boolean symbolTable,
    boolean debugInfo,
    boolean emptyDynamic,
    Optional<Range> dynamicSymbols,
    Optional<Range> armAttributes,
    List<Range> notes) {
  private static final long PROGBITS = 1;
  private static final long SYMTAB = 2;
  private static final long NOTE = 7;
  private static final long NOBITS = 8;
  private static final long DYNSYM = 11;
  private static final long ARM_ATTRIBUTES = 0x7000_0003L;
  private static final long MIPS_DWARF = 0x7000_001eL;
  private static final long ALLOCATED = 2;

  private static final int MOST_NOTES = 256;

  /** A part of the file. */
  record Range(long offset, long length, long align) {}

  static ElfSections read(ElfHeader elf) throws IOException, DamagedException {
    var rows = elf.bytes().fresh();
    var names = elf.bytes().fresh();
    long nameTable = nameTable(elf, rows);
    boolean symbolTable = false;
    boolean debugInfo = false;
    boolean emptyDynamic = false;
    var dynamicSymbols = Optional.<Range>empty();
    var armAttributes = Optional.<Range>empty();
    var notes = new ArrayList<Range>();
    for (long i = 1; i < elf.sections().count(); i++) {
      long row = elf.sections().row(i);
      long type = rows.u32(row + 4);
      if (type == SYMTAB) {
        symbolTable = true;
      } else if (type == DYNSYM) {
        dynamicSymbols = Optional.of(range(elf, rows, row));
      } else if (type == NOTE && notes.size() < MOST_NOTES) {
        notes.add(range(elf, rows, row));
      } else if (type == ARM_ATTRIBUTES && elf.machine() == ElfHeader.EM_ARM) {
        armAttributes = Optional.of(range(elf, rows, row));
      } else if (type == NOBITS) {
        emptyDynamic |= name(rows, row, names, nameTable).equals(".dynamic");
      } else if ((type == PROGBITS || type == MIPS_DWARF)
          && (elf.word(rows, row + 8) & ALLOCATED) == 0
          && !debugInfo) {
        var name = name(rows, row, names, nameTable);
        debugInfo = name.startsWith(".debug_info") || name.startsWith(".zdebug_info");
      }
    }
    return new ElfSections(
        symbolTable, debugInfo, emptyDynamic, dynamicSymbols, armAttributes, List.copyOf(notes));
  }

  static Range range(ElfHeader elf, Bytes rows, long row) throws IOException, DamagedException {
    var range =
        elf.wide()
            ? new Range(rows.u64(row + 24), rows.u64(row + 32), rows.u64(row + 48))
            : new Range(rows.u32(row + 16), rows.u32(row + 20), rows.u32(row + 32));
    rows.require(range.offset(), range.length(), "one of its sections");
    return range;
  }

  /** Where the sections' names start; past every file if there are none. */
  static long nameTable(ElfHeader elf, Bytes rows) throws IOException, DamagedException {
    return elf.nameSection() == 0 || elf.nameSection() >= elf.sections().count()
        ? Long.MAX_VALUE / 2
        : range(elf, rows, elf.sections().row(elf.nameSection())).offset();
  }

  private static String name(Bytes rows, long row, Bytes names, long nameTable)
      throws IOException, DamagedException {
    return names.text(nameTable + rows.u32(row), 32);
  }
}
