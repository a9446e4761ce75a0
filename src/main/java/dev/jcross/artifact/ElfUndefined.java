package dev.jcross.artifact;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** The symbols that an object asks others for, from its symbol table (System V ABI, chapter 4). */
final class ElfUndefined {
  private static final long SYMTAB = 2;
  private static final int LONGEST_NAME = 1024;
  private static final long MOST_SYMBOLS = 1 << 20;

  private ElfUndefined() {}

  /** Those of the names that the object asks for. */
  static Set<String> in(Bytes object, Set<String> names) throws IOException, DamagedException {
    var found = new TreeSet<String>();
    var elf = ElfHeader.read(object);
    var rows = elf.bytes().fresh();
    for (long i = 1; i < elf.sections().count(); i++) {
      long row = elf.sections().row(i);
      if (rows.u32(row + 4) == SYMTAB) {
        long link = rows.u32(row + (elf.wide() ? 40 : 24));
        if (link < elf.sections().count()) {
          read(elf, part(elf, rows, row), part(elf, rows, elf.sections().row(link)), names, found);
        }
      }
    }
    return found;
  }

  private static Bytes part(ElfHeader elf, Bytes rows, long row)
      throws IOException, DamagedException {
    long offset = elf.word(rows, row + (elf.wide() ? 24 : 16));
    long length = elf.word(rows, row + (elf.wide() ? 32 : 20));
    return elf.bytes().part(offset, length, "one of its sections");
  }

  private static void read(
      ElfHeader elf, Bytes symbols, Bytes strings, Set<String> names, Set<String> found)
      throws IOException, DamagedException {
    int stride = elf.wide() ? 24 : 16;
    long count = Math.min(MOST_SYMBOLS, symbols.size() / stride);
    for (long i = 1; i < count; i++) {
      boolean undefined = symbols.u16(i * stride + (elf.wide() ? 6 : 14)) == 0;
      if (undefined) {
        var name = strings.text(symbols.u32(i * stride), LONGEST_NAME);
        if (names.contains(name)) {
          found.add(name);
        }
      }
    }
  }
}
