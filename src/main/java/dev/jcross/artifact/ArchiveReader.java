package dev.jcross.artifact;

import dev.jcross.artifact.Inspection.Format;
import dev.jcross.artifact.Inspection.Kind;
import dev.jcross.artifact.Machine.Endianness;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Archives in {@code ar} format: eight bytes of magic, then members behind 60-byte headers. */
final class ArchiveReader {
  private static final int MAGIC = 8;
  private static final int HEADER = 60;
  private static final int MOST_MEMBERS = 1 << 16;

  /** ELF's magic as a number. */
  private static final long ELF = 0x464c_457fL;

  /** What rustc puts into each of its libraries, and nobody else does. */
  private static final String RUST_METADATA = "lib.rmeta";

  private ArchiveReader() {}

  /** What the first object says that jcross can read; and for which other machines there are. */
  static Traits read(Bytes bytes, boolean thin) throws IOException, DamagedException {
    var none = Traits.plain(Format.ARCHIVE, Kind.STATIC_LIBRARY, Machine.UNKNOWN);
    // A thin archive only names its members.
    if (thin) {
      return none;
    }
    var kind = Kind.STATIC_LIBRARY;
    var first = Optional.<Traits>empty();
    var machines = new LinkedHashSet<String>();
    long at = MAGIC;
    for (int i = 0; i < MOST_MEMBERS && at < bytes.size(); i++) {
      bytes.require(at, HEADER, "a member's header");
      if (bytes.u16(at + 58) != 0x0a60) {
        throw new DamagedException("a member's header has no end mark");
      }
      long size = number(bytes, at + 48, 10);
      long start = at + HEADER;
      bytes.require(start, size, "a member");
      // BSD's way: the name stands in front of the content.
      long nameLength = bytes.text(at, 3).equals("#1/") ? number(bytes, at + 3, 13) : 0;
      if (nameLength > size) {
        throw new DamagedException("a member's name is longer than the member");
      }
      if (bytes.text(nameLength > 0 ? start : at, RUST_METADATA.length()).equals(RUST_METADATA)) {
        kind = Kind.RUST_LIBRARY;
      } else {
        long object = start + nameLength;
        long length = size - nameLength;
        if (first.isEmpty()) {
          first = object(bytes.part(object, length, "a member"));
        }
        machine(bytes, object, length).ifPresent(machines::add);
      }
      at = start + size + (size & 1);
    }
    return first.map(object -> of(object, machines)).orElse(none).kind(kind);
  }

  /** Those of the names that an ELF object in the archive asks for. */
  static Set<String> undefined(Bytes bytes, Set<String> names)
      throws IOException, DamagedException {
    var found = new TreeSet<String>();
    var headers = bytes.fresh();
    long at = MAGIC;
    for (int i = 0; i < MOST_MEMBERS && headers.holds(at, HEADER); i++) {
      long size = number(headers, at + 48, 10);
      var member = bytes.part(at + HEADER, size, "a member");
      if (size >= 64 && member.u32(0) == ELF) {
        found.addAll(ElfUndefined.in(member, names));
      }
      at += HEADER + size + (size & 1);
    }
    return found;
  }

  private static Traits of(Traits object, Set<String> machines) {
    var machine = object.machine();
    return Traits.plain(
            Format.ARCHIVE,
            Kind.STATIC_LIBRARY,
            machines.size() > 1 ? Machine.named(String.join("+", machines)) : machine)
        .symbols(object.symbols());
  }

  private static Optional<Traits> object(Bytes member) throws IOException, DamagedException {
    return switch (Magic.of(member)) {
      case ELF -> Optional.of(ElfReader.read(member));
      case COFF -> Optional.of(PeReader.object(member));
      case MACHO -> Optional.of(MachReader.read(member));
      case WASM -> Optional.of(WasmReader.read(member));
      default -> Optional.empty();
    };
  }

  /** Only a few bytes are read: there may be thousands. A damaged one is the linker's worry. */
  private static Optional<String> machine(Bytes bytes, long start, long length)
      throws IOException, DamagedException {
    if (length < 20) {
      return Optional.empty();
    }
    if (bytes.u32(start) == ELF) {
      boolean big = bytes.u8(start + 5) == 2;
      int number = bytes.u8(start + (big ? 19 : 18)) + (bytes.u8(start + (big ? 18 : 19)) << 8);
      return Optional.of(
          ElfMachines.name(
              number, bytes.u8(start + 4) == 2, big ? Endianness.BIG : Endianness.LITTLE));
    }
    if (!PeReader.isObjectMachine(bytes.u16(start)) && bytes.u32(start) != PeReader.BIG_OBJECT) {
      return Optional.empty();
    }
    var member = bytes.part(start, length, "a member");
    return PeReader.isObject(member)
        ? Optional.of(PeReader.object(member).machine().name())
        : Optional.empty();
  }

  /** Decimal digits, with blanks behind them. */
  private static long number(Bytes bytes, long offset, int length)
      throws IOException, DamagedException {
    long number = 0;
    for (int i = 0; i < length; i++) {
      int digit = bytes.u8(offset + i) - '0';
      if (digit == ' ' - '0' && i > 0) {
        return number;
      }
      if (digit < 0 || digit > 9) {
        throw new DamagedException("a member's size is no number");
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
