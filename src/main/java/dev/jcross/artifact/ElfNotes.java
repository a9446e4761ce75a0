package dev.jcross.artifact;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;

/** Finds the build id among a file's notes. */
final class ElfNotes {
  private static final long GNU_BUILD_ID = 3;

  private static final int MOST_NOTES = 1024;
  private static final int LONGEST_ID = 64;

  private ElfNotes() {}

  /** Segments first, as a stripped file may have no sections; an object has only sections. */
  static Optional<String> buildId(ElfHeader elf, ElfSegments segments, ElfSections sections)
      throws IOException, DamagedException {
    int left = MOST_NOTES;
    for (var note : segments.notes()) {
      var id = search(elf, note.offset(), note.length(), note.align());
      if (id.isPresent() || --left == 0) {
        return id;
      }
    }
    for (var note : sections.notes()) {
      var id = search(elf, note.offset(), note.length(), note.align());
      if (id.isPresent()) {
        return id;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> search(ElfHeader elf, long offset, long length, long align)
      throws IOException, DamagedException {
    // A separate debug file keeps segments that point nowhere.
    if (!elf.bytes().holds(offset, length)) {
      return Optional.empty();
    }
    var notes = elf.bytes().part(offset, length, "a note");
    long unit = align == 8 ? 8 : 4;
    long at = 0;
    for (int i = 0; i < MOST_NOTES && notes.holds(at, 12); i++) {
      long nameLength = notes.u32(at);
      long contentLength = notes.u32(at + 4);
      long content = up(at + 12 + nameLength, unit);
      if (notes.u32(at + 8) == GNU_BUILD_ID
          && nameLength == 4
          && notes.text(at + 12, 4).equals("GNU")
          && notes.holds(content, contentLength)
          && contentLength <= LONGEST_ID) {
        return Optional.of(HexFormat.of().formatHex(notes.upTo(content, (int) contentLength)));
      }
      at = up(content + contentLength, unit);
    }
    return Optional.empty();
  }

  private static long up(long offset, long unit) {
    return (offset + unit - 1) / unit * unit;
  }
}
