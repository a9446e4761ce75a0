package dev.jcross.artifact;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the loader sees: the rows of the program header table.
 *
 * @param loads those that are mapped into memory
 * @param dynamic the dynamic table
 * @param interpreter the path of the loader
 */
record ElfSegments(
    List<Segment> loads,
    Optional<Segment> dynamic,
    Optional<String> interpreter,
    List<Segment> notes) {
  private static final int LOAD = 1;
  private static final int DYNAMIC = 2;
  private static final int INTERP = 3;
  private static final int NOTE = 4;

  private static final int LONGEST_PATH = 4096;

  /** A range of the file, and the address that it appears at. */
  record Segment(long offset, long address, long length, long align) {}

  static ElfSegments read(ElfHeader elf) throws IOException, DamagedException {
    var bytes = elf.bytes().fresh();
    var loads = new ArrayList<Segment>();
    var notes = new ArrayList<Segment>();
    var dynamic = Optional.<Segment>empty();
    var interpreter = Optional.<String>empty();
    for (long i = 0; i < elf.segments().count(); i++) {
      long row = elf.segments().row(i);
      long type = bytes.u32(row);
      if (type < LOAD || type > NOTE || (type == INTERP && interpreter.isPresent())) {
        continue;
      }
      var segment =
          elf.wide()
              ? new Segment(
                  bytes.u64(row + 8), bytes.u64(row + 16), bytes.u64(row + 32), bytes.u64(row + 48))
              : new Segment(
                  bytes.u32(row + 4), bytes.u32(row + 8), bytes.u32(row + 16), bytes.u32(row + 28));
      switch ((int) type) {
        case LOAD -> loads.add(segment);
        case DYNAMIC -> dynamic = Optional.of(segment);
        case INTERP -> {
          elf.bytes().require(segment.offset(), segment.length(), "the interpreter's path");
          interpreter =
              Optional.of(
                  elf.bytes()
                      .text(segment.offset(), (int) Math.min(LONGEST_PATH, segment.length())));
        }
        case NOTE -> notes.add(segment);
        default -> {}
      }
    }
    return new ElfSegments(List.copyOf(loads), dynamic, interpreter, List.copyOf(notes));
  }

  /** Where in the file the byte lies that is loaded at this address. */
  long offsetOf(long address, String what) throws DamagedException {
    for (var load : loads) {
      long into = address - load.address();
      if (Long.compareUnsigned(into, load.length()) < 0) {
        return load.offset() + into;
      }
    }
    throw new DamagedException(what + " is in no segment");
  }
}
