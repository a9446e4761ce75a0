package dev.jcross.artifact;

import dev.jcross.artifact.Inspection.Format;
import dev.jcross.artifact.Inspection.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Archives in {@code ar} format: eight bytes of magic, then members behind 60-byte headers. */
final class ArchiveReader {
  private static final int MAGIC = 8;
  private static final int HEADER = 60;
  private static final int MOST_MEMBERS = 4096;

  private ArchiveReader() {}

  /** What the first object says that jcross can read. */
  static Traits read(Bytes bytes, boolean thin) throws IOException, DamagedException {
    var none = Traits.plain(Format.ARCHIVE, Kind.STATIC_LIBRARY, Machine.UNKNOWN);
    // A thin archive only names its members.
    if (thin) {
      return none;
    }
    long at = MAGIC;
    for (int i = 0; i < MOST_MEMBERS && at < bytes.size(); i++) {
      bytes.require(at, HEADER, "a member's header");
      if (bytes.u16(at + 58) != 0x0a60) {
        throw new DamagedException("a member's header has no end mark");
      }
      var name = field(bytes, at, 16);
      long size = number(field(bytes, at + 48, 10));
      bytes.require(at + HEADER, size, "a member");
      // BSD's way: the name stands in front of the content.
      long nameLength = name.startsWith("#1/") ? number(name.substring(3)) : 0;
      if (nameLength > size) {
        throw new DamagedException("a member's name is longer than the member");
      }
      var member = bytes.part(at + HEADER + nameLength, size - nameLength, "a member");
      var object = object(member);
      if (object.isPresent()) {
        return new Traits(
            Format.ARCHIVE,
            Kind.STATIC_LIBRARY,
            object.get().machine(),
            Optional.empty(),
            object.get().symbols(),
            Optional.empty());
      }
      at += HEADER + size + (size & 1);
    }
    return none;
  }

  private static Optional<Traits> object(Bytes member) throws IOException, DamagedException {
    return switch (Magic.of(member)) {
      case ELF -> Optional.of(ElfReader.read(member));
      case MACHO -> Optional.of(OtherFormats.machO(member));
      case WASM -> Optional.of(OtherFormats.webAssembly());
      default -> Optional.empty();
    };
  }

  private static String field(Bytes bytes, long offset, int length)
      throws IOException, DamagedException {
    return new String(bytes.upTo(offset, length), StandardCharsets.ISO_8859_1).strip();
  }

  private static long number(String digits) throws DamagedException {
    if (!digits.matches("[0-9]{1,18}")) {
      throw new DamagedException("a member's size is no number");
    }
    return Long.parseLong(digits);
  }
}
