package dev.jcross.artifact;

import dev.jcross.artifact.Inspection.Format;
import dev.jcross.artifact.Inspection.Kind;
import dev.jcross.artifact.Inspection.Symbols;
import dev.jcross.artifact.Linking.Linkage;
import dev.jcross.artifact.Machine.Endianness;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Apple's mach-o/loader.h: magic, processor, its variant, kind of file; then load commands, each
 * with its number and length.
 */
final class MachReader {
  private static final long PROCESSOR_64 = 0x0100_0000L;
  private static final long PROCESSOR_64_32 = 0x0200_0000L;
  private static final long MUST_KNOW = 0x8000_0000L;
  private static final long MOVABLE = 0x20_0000;

  private static final int MOST_COMMANDS = 1 << 14;
  private static final int MOST_SECTIONS = 1 << 14;
  private static final int LONGEST_NAME = 4096;

  private final Bytes bytes;
  private final boolean wide;

  private final List<String> needed = new ArrayList<>();
  private final List<String> rpaths = new ArrayList<>();
  private Optional<String> loader = Optional.empty();
  private Optional<String> installName = Optional.empty();
  private Optional<String> uuid = Optional.empty();
  private Optional<RequiredSystem> system = Optional.empty();
  private boolean debugInfo;
  private boolean symbolTable;
  private long localSymbols;
  private long exportedSymbols;
  private int sectionsSeen;

  private MachReader(Bytes bytes, boolean wide) {
    this.bytes = bytes;
    this.wide = wide;
  }

  static Traits read(Bytes anyOrder) throws IOException, DamagedException {
    var bytes = anyOrder.in(ByteOrder.LITTLE_ENDIAN);
    var endianness = Endianness.LITTLE;
    long magic = bytes.u32(0);
    if (magic != 0xfeed_faceL && magic != 0xfeed_facfL) {
      bytes = anyOrder.in(ByteOrder.BIG_ENDIAN);
      endianness = Endianness.BIG;
      magic = bytes.u32(0);
    }
    boolean wide = magic == 0xfeed_facfL;
    bytes.require(0, wide ? 32 : 28, "the Mach-O header");
    var kind =
        switch ((int) bytes.u32(12)) {
          case 1 -> Kind.RELOCATABLE;
          case 2 -> Kind.EXECUTABLE;
          case 6, 8, 9 -> Kind.SHARED_LIBRARY;
          default -> Kind.OTHER;
        };
    var machine = Machine.named(processor(bytes.u32(4)), wide ? 64 : 32, endianness);
    var reader = new MachReader(bytes, wide);
    reader.readCommands();
    return reader.traits(Traits.plain(Format.MACHO, kind, machine));
  }

  private Traits traits(Traits plain) throws IOException, DamagedException {
    // A linked file names what it takes and gives in any case.
    boolean named =
        plain.kind() == Kind.RELOCATABLE
            ? symbolTable
            : localSymbols > 0 || (plain.kind() == Kind.EXECUTABLE && exportedSymbols > 1);
    var traits =
        plain.system(system).symbols(Optional.of(new Symbols(named, debugInfo))).buildId(uuid);
    if (plain.kind() != Kind.EXECUTABLE && plain.kind() != Kind.SHARED_LIBRARY) {
      return traits;
    }
    boolean library = plain.kind() == Kind.SHARED_LIBRARY;
    return traits.linking(
        Optional.of(
            Linking.withoutVersions(
                library || loader.isPresent() || !needed.isEmpty()
                    ? Linkage.DYNAMIC
                    : Linkage.STATIC,
                library || (bytes.u32(24) & MOVABLE) != 0,
                loader,
                needed,
                installName,
                rpaths.isEmpty() ? Optional.empty() : Optional.of(String.join(":", rpaths)))));
  }

  private void readCommands() throws IOException, DamagedException {
    long count = bytes.u32(16);
    if (count > MOST_COMMANDS) {
      throw new DamagedException("it claims " + count + " load commands");
    }
    int start = wide ? 32 : 28;
    bytes.require(start, bytes.u32(20), "its load commands");
    long at = start;
    for (long i = 0; i < count; i++) {
      bytes.require(at, 8, "a load command");
      long length = bytes.u32(at + 4);
      if (length < 8) {
        throw new DamagedException("a load command is too short");
      }
      readCommand(bytes.u32(at), bytes.part(at, length, "a load command"));
      at += length;
    }
  }

  private void readCommand(long number, Bytes command) throws IOException, DamagedException {
    switch ((int) (number & ~MUST_KNOW)) {
      case 0x0c, 0x18, 0x1f, 0x20, 0x23 -> needed.add(string(command));
      case 0x0d -> installName = Optional.of(string(command));
      case 0x0e -> loader = Optional.of(string(command));
      case 0x1c -> rpaths.add(string(command));
      case 0x1b -> uuid = Optional.of(HexFormat.of().formatHex(command.upTo(8, 16)));
      case 0x02 -> symbolTable = command.u32(12) > 0;
      case 0x0b -> {
        localSymbols = command.u32(12);
        exportedSymbols = command.u32(20);
      }
      case 0x24 -> system = Optional.of(RequiredSystem.from("macOS", version(command.u32(8))));
      case 0x25 -> system = Optional.of(RequiredSystem.from("iOS", version(command.u32(8))));
      case 0x2f -> system = Optional.of(RequiredSystem.from("tvOS", version(command.u32(8))));
      case 0x30 -> system = Optional.of(RequiredSystem.from("watchOS", version(command.u32(8))));
      case 0x32 ->
          system =
              Optional.of(RequiredSystem.from(platform(command.u32(8)), version(command.u32(12))));
      case 0x01 -> readSections(command, 48, 56, 68);
      case 0x19 -> readSections(command, 64, 72, 80);
      default -> {}
    }
  }

  /** The text that the command's third word says the place of. */
  private static String string(Bytes command) throws IOException, DamagedException {
    long at = command.u32(8);
    command.require(at, 1, "a name in a load command");
    return command.text(at, LONGEST_NAME);
  }

  private void readSections(Bytes segment, int countAt, int first, int stride)
      throws IOException, DamagedException {
    long count = segment.u32(countAt);
    for (long i = 0; i < count && !debugInfo && sectionsSeen++ < MOST_SECTIONS; i++) {
      debugInfo = segment.text(first + i * stride, 16).equals("__debug_info");
    }
  }

  /** Sixteen, eight and eight bits. */
  private static Version version(long packed) {
    int patch = (int) packed & 0xff;
    int major = (int) (packed >> 16);
    int minor = (int) (packed >> 8) & 0xff;
    return new Version(patch == 0 ? List.of(major, minor) : List.of(major, minor, patch));
  }

  private static String platform(long number) {
    return switch ((int) number) {
      case 1 -> "macOS";
      case 2 -> "iOS";
      case 3 -> "tvOS";
      case 4 -> "watchOS";
      case 5 -> "bridgeOS";
      case 6 -> "Mac Catalyst";
      case 7 -> "iOS Simulator";
      case 8 -> "tvOS Simulator";
      case 9 -> "watchOS Simulator";
      case 10 -> "DriverKit";
      case 11 -> "visionOS";
      case 12 -> "visionOS Simulator";
      default -> "platform " + number;
    };
  }

  static String processor(long number) {
    boolean wide = (number & PROCESSOR_64) != 0;
    return switch ((int) (number & ~0xff00_0000L)) {
      case 7 -> wide ? "x86_64" : "x86";
      case 12 -> (number & PROCESSOR_64_32) != 0 ? "arm64_32" : wide ? "aarch64" : "arm";
      case 18 -> wide ? "powerpc64" : "powerpc";
      default -> String.format(Locale.ROOT, "machine 0x%08x", number);
    };
  }

  /** A file's first four bytes, read as a big-endian number. */
  static boolean isMagic(long magic) {
    return magic == 0xfeed_faceL
        || magic == 0xfeed_facfL
        || magic == 0xcefa_edfeL
        || magic == 0xcffa_edfeL;
  }
}
