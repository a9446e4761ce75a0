package dev.jcross.artifact;

import dev.jcross.artifact.Inspection.Format;
import dev.jcross.artifact.Inspection.Kind;
import dev.jcross.artifact.Inspection.Symbols;
import dev.jcross.artifact.Machine.Endianness;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * WebAssembly's binary format: sections, each with its number and length. Of a component, whose
 * form is the component model's, only the names of what it imports are read.
 */
final class WasmReader {
  private static final int CUSTOM = 0;
  private static final int IMPORT = 2;
  private static final int MEMORY = 5;
  private static final int COMPONENT_IMPORT = 10;

  private static final int FUNCTION = 0;
  private static final int TABLE = 1;
  private static final int MEMORIES = 2;
  private static final int GLOBAL = 3;
  private static final int TAG = 4;

  private static final int HAS_MAXIMUM = 1;
  private static final int WIDE = 4;
  private static final int OWN_PAGE_SIZE = 8;

  private static final int MOST_SECTIONS = 1 << 14;
  private static final int MOST_IMPORTS = 1 << 16;
  private static final int LONGEST_NAME = 1024;

  private final Bytes bytes;
  private final boolean component;
  private final Map<String, List<String>> imports = new TreeMap<>();
  private Kind kind;
  private boolean memory;
  private boolean wide;
  private boolean names;
  private boolean debugInfo;
  private Optional<String> buildId = Optional.empty();

  private WasmReader(Bytes bytes, boolean component) {
    this.bytes = bytes;
    this.component = component;
    this.kind = component ? Kind.COMPONENT : Kind.MODULE;
  }

  static Traits read(Bytes bytes) throws IOException, DamagedException {
    // The second half of the version tells modules from components.
    var reader = new WasmReader(bytes, bytes.u16(6) == 1);
    reader.readSections();
    return reader.traits();
  }

  private Traits traits() {
    var bits = memory ? OptionalInt.of(wide ? 64 : 32) : OptionalInt.empty();
    return Traits.plain(
            Format.WASM,
            kind,
            new Machine(
                "wasm", bits, Optional.of(Endianness.LITTLE), Optional.empty(), Optional.empty()))
        .system(system())
        .imports(imports)
        // Those of a component are in its modules.
        .symbols(component ? Optional.empty() : Optional.of(new Symbols(names, debugInfo)))
        .buildId(buildId);
  }

  /**
   * What the names of modules promise: WASI has had three forms. Interfaces have versions of their
   * own, of which the newest counts.
   */
  private Optional<RequiredSystem> system() {
    if (imports.getOrDefault("env", List.of()).stream().anyMatch(WasmReader::isOfEmscripten)) {
      return Optional.of(RequiredSystem.named("Emscripten"));
    }
    for (var name : imports.keySet()) {
      if (name.equals("wasi_snapshot_preview1")) {
        return Optional.of(RequiredSystem.from("WASI", new Version(List.of(0, 1))));
      }
      if (name.equals("wasi_unstable")) {
        return Optional.of(RequiredSystem.from("WASI", new Version(List.of(0, 0))));
      }
    }
    var interfaces = imports.keySet().stream().filter(name -> name.startsWith("wasi:")).toList();
    return interfaces.isEmpty()
        ? Optional.empty()
        : interfaces.stream()
            .flatMap(name -> Version.parse(name.substring(name.indexOf('@') + 1)).stream())
            .max(Comparator.naturalOrder())
            .map(version -> RequiredSystem.from("WASI", version))
            .or(() -> Optional.of(RequiredSystem.named("WASI")));
  }

  /**
   * Whether only the JavaScript that Emscripten makes beside a module has it. That also has a part
   * of WASI.
   */
  private static boolean isOfEmscripten(String name) {
    return name.startsWith("emscripten_")
        || name.startsWith("_emscripten_")
        || name.equals("_abort_js")
        || name.startsWith("__syscall_");
  }

  private void readSections() throws IOException, DamagedException {
    var cursor = new Leb128(bytes, 8);
    for (int i = 0; cursor.at() < bytes.size(); i++) {
      if (i == MOST_SECTIONS) {
        throw new DamagedException("its sections have no end");
      }
      int number = cursor.u8();
      long length = cursor.u32();
      var section = bytes.part(cursor.at(), length, "a section");
      readSection(number, new Leb128(section, 0), section);
      cursor.skip(length);
    }
  }

  private void readSection(int number, Leb128 cursor, Bytes section)
      throws IOException, DamagedException {
    if (number == CUSTOM) {
      readCustom(cursor.text(LONGEST_NAME), cursor, section);
    } else if (component && number == COMPONENT_IMPORT) {
      readComponentImports(cursor);
    } else if (!component && number == IMPORT) {
      readImports(cursor);
    } else if (!component && number == MEMORY && cursor.u32() > 0) {
      readMemory(cursor);
    }
  }

  private void readCustom(String name, Leb128 cursor, Bytes section)
      throws IOException, DamagedException {
    switch (name) {
      case "name", "component-name" -> names = true;
      case ".debug_info" -> debugInfo = true;
      case "dylink", "dylink.0" -> kind = Kind.SHARED_LIBRARY;
      case "linking" -> kind = Kind.RELOCATABLE;
      case "build_id" -> {
        int length = (int) Math.min(64, cursor.u32());
        buildId = Optional.of(HexFormat.of().formatHex(section.upTo(cursor.at(), length)));
      }
      default -> {}
    }
  }

  private void readImports(Leb128 cursor) throws IOException, DamagedException {
    long count = cursor.u32();
    for (long i = 0; i < count; i++) {
      if (i == MOST_IMPORTS) {
        throw new DamagedException("its imports have no end");
      }
      var module = cursor.text(LONGEST_NAME);
      imports.computeIfAbsent(module, key -> new ArrayList<>()).add(cursor.text(LONGEST_NAME));
      int what = cursor.u8();
      switch (what) {
        case FUNCTION -> cursor.u32();
        case TABLE -> {
          skipType(cursor);
          skipLimits(cursor);
        }
        case MEMORIES -> readMemory(cursor);
        case GLOBAL -> {
          skipType(cursor);
          cursor.u8();
        }
        case TAG -> {
          cursor.u8();
          cursor.u32();
        }
        default -> throw new DamagedException("it imports something of kind " + what);
      }
    }
  }

  private void readMemory(Leb128 cursor) throws IOException, DamagedException {
    memory = true;
    wide |= (skipLimits(cursor) & WIDE) != 0;
  }

  private static int skipLimits(Leb128 cursor) throws IOException, DamagedException {
    int flags = cursor.u8();
    cursor.u64();
    if ((flags & HAS_MAXIMUM) != 0) {
      cursor.u64();
    }
    if ((flags & OWN_PAGE_SIZE) != 0) {
      cursor.u32();
    }
    return flags;
  }

  /** One byte, or one of the two that say "a reference to" and a type. */
  private static void skipType(Leb128 cursor) throws IOException, DamagedException {
    int first = cursor.u8();
    if (first == 0x63 || first == 0x64) {
      cursor.u64();
    }
  }

  private void readComponentImports(Leb128 cursor) throws IOException, DamagedException {
    long count = cursor.u32();
    for (long i = 0; i < count && i < MOST_IMPORTS; i++) {
      cursor.u8();
      imports.computeIfAbsent(cursor.text(LONGEST_NAME), key -> new ArrayList<>());
      // Functions, components and instances: the number of a type. Others are rare at this level.
      int what = cursor.u8();
      if (what != 1 && what != 4 && what != 5) {
        return;
      }
      cursor.u32();
    }
  }
}
