package dev.jcross.artifact;

import dev.jcross.artifact.Inspection.Format;
import dev.jcross.artifact.Inspection.Kind;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.stream.Collectors;

/** Apple's mach-o/fat.h: big-endian, one row for each processor. */
final class UniversalReader {
  /** As file(1) tells a universal binary from a Java class, which has the same magic. */
  private static final long MOST_PARTS = 30;

  private UniversalReader() {}

  /** Whether what starts like a universal Mach-O is one; else it is a Java class. */
  static boolean isOne(Bytes anyOrder) throws IOException, DamagedException {
    return anyOrder.in(ByteOrder.BIG_ENDIAN).u32(4) <= MOST_PARTS;
  }

  static Traits read(Bytes anyOrder) throws IOException, DamagedException {
    var bytes = anyOrder.in(ByteOrder.BIG_ENDIAN);
    boolean wide = bytes.u32(0) == 0xcafe_babfL;
    long count = bytes.u32(4);
    if (count > MOST_PARTS) {
      throw new DamagedException("it claims " + count + " processors");
    }
    int stride = wide ? 32 : 20;
    bytes.require(8, count * stride, "the table of processors");
    var parts = new ArrayList<Traits.Part>();
    for (long i = 0; i < count; i++) {
      long row = 8 + i * stride;
      long start = wide ? bytes.u64(row + 8) : bytes.u32(row + 8);
      long length = wide ? bytes.u64(row + 16) : bytes.u32(row + 12);
      var part = bytes.part(start, length, "a processor's part");
      parts.add(new Traits.Part(part(part, MachReader.processor(bytes.u32(row))), length));
    }
    if (parts.isEmpty()) {
      return Traits.plain(Format.MACHO, Kind.OTHER, Machine.UNKNOWN);
    }
    var machines =
        parts.stream().map(part -> part.traits().machine().name()).collect(Collectors.joining("+"));
    return Traits.plain(Format.MACHO, parts.getFirst().traits().kind(), Machine.named(machines))
        .parts(parts);
  }

  private static Traits part(Bytes bytes, String processor) throws IOException, DamagedException {
    return switch (Magic.of(bytes)) {
      case MACHO -> MachReader.read(bytes);
      case ARCHIVE -> ArchiveReader.read(bytes, false);
      default -> Traits.plain(Format.MACHO, Kind.OTHER, Machine.named(processor));
    };
  }
}
