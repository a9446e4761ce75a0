package dev.jcross.artifact;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a file's notes say: which build it is, and which system it is for.
 *
 * @param buildId lower-case hexadecimal digits
 */
record ElfNotes(Optional<String> buildId, Optional<RequiredSystem> system) {
  private static final long SYSTEM = 1;
  private static final long GNU_BUILD_ID = 3;

  private static final int MOST_NOTES = 1024;
  private static final int LONGEST_ID = 64;

  /** Segments first, as a stripped file may have no sections; an object has only sections. */
  static ElfNotes read(ElfHeader elf, ElfSegments segments, ElfSections sections)
      throws IOException, DamagedException {
    var found = new ElfNotes(Optional.empty(), Optional.empty());
    int left = MOST_NOTES;
    for (var note : segments.notes()) {
      found = found.and(elf, note.offset(), note.length(), note.align());
      if (found.complete() || --left == 0) {
        return found;
      }
    }
    for (var note : sections.notes()) {
      if (found.complete()) {
        return found;
      }
      found = found.and(elf, note.offset(), note.length(), note.align());
    }
    return found;
  }

  private boolean complete() {
    return buildId.isPresent() && system.isPresent();
  }

  private ElfNotes and(ElfHeader elf, long offset, long length, long align)
      throws IOException, DamagedException {
    // A separate debug file keeps segments that point nowhere.
    if (!elf.bytes().holds(offset, length)) {
      return this;
    }
    var found = this;
    var notes = elf.bytes().part(offset, length, "a note");
    long unit = align == 8 ? 8 : 4;
    long at = 0;
    for (int i = 0; i < MOST_NOTES && notes.holds(at, 12); i++) {
      long nameLength = notes.u32(at);
      long contentLength = notes.u32(at + 4);
      long content = up(at + 12 + nameLength, unit);
      if (nameLength <= LONGEST_ID && notes.holds(content, contentLength)) {
        var name = notes.text(at + 12, (int) nameLength);
        found = found.and(name, notes.u32(at + 8), notes, content, contentLength);
      }
      at = up(content + contentLength, unit);
    }
    return found;
  }

  private ElfNotes and(String name, long type, Bytes notes, long content, long length)
      throws IOException, DamagedException {
    if (name.equals("GNU") && type == GNU_BUILD_ID && length <= LONGEST_ID && buildId.isEmpty()) {
      var id = HexFormat.of().formatHex(notes.upTo(content, (int) length));
      return new ElfNotes(Optional.of(id), system);
    }
    return type == SYSTEM && length >= 4 && system.isEmpty()
        ? new ElfNotes(buildId, system(name, notes, content, length))
        : this;
  }

  /** The first number is the version, packed as each system likes; GNU's says which system. */
  private static Optional<RequiredSystem> system(
      String name, Bytes notes, long content, long length) throws IOException, DamagedException {
    int first = (int) notes.u32(content) & 0x7fff_ffff;
    return switch (name) {
      case "GNU" ->
          first == 0 && length >= 16
              ? Optional.of(
                  RequiredSystem.from(
                      "Linux", version(notes.u32(content + 4), notes.u32(content + 8))))
              : Optional.empty();
      case "Android" -> Optional.of(RequiredSystem.from("Android", version(first)));
      case "FreeBSD" ->
          Optional.of(RequiredSystem.from("FreeBSD", version(first / 100_000, first / 1000 % 100)));
      case "NetBSD" ->
          Optional.of(
              RequiredSystem.from("NetBSD", version(first / 100_000_000, first / 1_000_000 % 100)));
      case "OpenBSD" -> Optional.of(RequiredSystem.named("OpenBSD"));
      default -> Optional.empty();
    };
  }

  private static Version version(long major) {
    return new Version(List.of(number(major)));
  }

  private static Version version(long major, long minor) {
    return new Version(List.of(number(major), number(minor)));
  }

  private static int number(long part) {
    return (int) part & 0x7fff_ffff;
  }

  private static long up(long offset, long unit) {
    return (offset + unit - 1) / unit * unit;
  }
}
