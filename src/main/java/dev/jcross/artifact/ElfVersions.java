package dev.jcross.artifact;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The symbol versions that a file asks of its libraries ({@code .gnu.version_r}), as described in
 * the Linux Standard Base, "Symbol Versioning".
 */
final class ElfVersions {
  /** The libraries whose versions matter. */
  enum Family {
    GLIBC,
    GLIBCXX,
    CXXABI
  }

  /**
   * Demands on glibc's loader that carry no number, by the release that brought them (the Versions
   * files of glibc). The linker adds them for what the file contains, not for a symbol.
   */
  private static final Map<String, Version> LOADER_FEATURES =
      Map.of(
          "GLIBC_ABI_DT_RELR", new Version(List.of(2, 36)),
          "GLIBC_ABI_GNU_TLS", new Version(List.of(2, 43)),
          "GLIBC_ABI_GNU2_TLS", new Version(List.of(2, 43)),
          "GLIBC_ABI_DT_X86_64_PLT", new Version(List.of(2, 43)));

  /** The loader lets a program start without a version that only weak symbols ask for. */
  private static final int WEAK = 2;

  private static final int MOST_VERSIONS = 1 << 15;
  private static final long MOST_SYMBOLS = 1 << 24;
  private static final int MOST_NAMES = 20_000;
  private static final int LONGEST_NAME = 1024;

  private record Demand(Family family, Version version) {}

  private final Map<Family, SortedMap<Version, SortedSet<String>>> found =
      new EnumMap<>(Family.class);
  private final Map<Family, SortedMap<Version, SortedSet<String>>> libraries =
      new EnumMap<>(Family.class);
  private final Map<Integer, Demand> byIndex = new HashMap<>();

  private ElfVersions() {}

  static ElfVersions read(ElfHeader elf, ElfSections sections, ElfDynamic dynamic)
      throws IOException, DamagedException {
    var versions = new ElfVersions();
    var start = dynamic.table(ElfDynamic.VERNEED);
    if (start.isPresent()) {
      versions.readDemands(elf.bytes().fresh(), start.get(), dynamic);
      versions.readSymbols(elf, sections, dynamic);
    }
    return versions;
  }

  Optional<VersionFloor> floor(Family family) {
    var versions = found.get(family);
    if (versions == null) {
      return Optional.empty();
    }
    return Optional.of(
        new VersionFloor(lists(versions), lists(libraries.getOrDefault(family, new TreeMap<>()))));
  }

  private static NavigableMap<Version, List<String>> lists(
      SortedMap<Version, SortedSet<String>> names) {
    var lists = new TreeMap<Version, List<String>>();
    names.forEach((version, sorted) -> lists.put(version, List.copyOf(sorted)));
    return lists;
  }

  private void readDemands(Bytes bytes, long start, ElfDynamic dynamic)
      throws IOException, DamagedException {
    var strings = dynamic.strings();
    long libraries = dynamic.value(ElfDynamic.VERNEEDNUM).orElse(0L);
    int seen = 0;
    // Links are unsigned, so a list only goes forward; but lists may share their tails.
    for (long library = start, i = 0; Long.compareUnsigned(i, libraries) < 0; i++) {
      int count = bytes.u16(library + 2);
      var file = strings.text(bytes.u32(library + 4), LONGEST_NAME);
      long row = library + bytes.u32(library + 8);
      for (int j = 0; j < count; j++) {
        if (++seen > MOST_VERSIONS) {
          throw new DamagedException("its version table has no end");
        }
        if ((bytes.u16(row + 4) & WEAK) == 0) {
          add(strings.text(bytes.u32(row + 8), LONGEST_NAME), bytes.u16(row + 6) & 0x7fff, file);
        }
        long next = bytes.u32(row + 12);
        if (next == 0) {
          break;
        }
        row += next;
      }
      long next = bytes.u32(library + 12);
      if (next == 0 || ++seen > MOST_VERSIONS) {
        break;
      }
      library += next;
    }
  }

  private void add(String name, int index, String file) {
    var feature = LOADER_FEATURES.get(name);
    if (feature != null) {
      var demand = new Demand(Family.GLIBC, feature);
      names(found, demand).add(name);
      names(libraries, demand).add(file);
      return;
    }
    for (var family : Family.values()) {
      if (name.startsWith(family + "_")) {
        Version.parse(name.substring(family.name().length() + 1))
            .ifPresent(
                version -> {
                  var demand = new Demand(family, version);
                  names(found, demand);
                  names(libraries, demand).add(file);
                  byIndex.put(index, demand);
                });
      }
    }
  }

  private static Set<String> names(
      Map<Family, SortedMap<Version, SortedSet<String>>> all, Demand demand) {
    return all.computeIfAbsent(demand.family, family -> new TreeMap<>())
        .computeIfAbsent(demand.version, version -> new TreeSet<>());
  }

  private void readSymbols(ElfHeader elf, ElfSections sections, ElfDynamic dynamic)
      throws IOException, DamagedException {
    var indexes = dynamic.table(ElfDynamic.VERSYM);
    var table = dynamic.table(ElfDynamic.SYMTAB);
    if (byIndex.isEmpty() || indexes.isEmpty() || table.isEmpty()) {
      return;
    }
    int stride = elf.wide() ? 24 : 16;
    long count = symbolCount(elf, sections, dynamic, table.get(), stride);
    if (count < 0 || count > MOST_SYMBOLS) {
      throw new DamagedException("it claims " + Long.toUnsignedString(count) + " symbols");
    }
    var versions = elf.bytes().part(indexes.get(), count * 2, "its table of symbol versions");
    var symbols = elf.bytes().part(table.get(), count * stride, "the loader's symbol table");
    var strings = dynamic.strings();
    var kept = new ArrayList<String>();
    for (long i = 1; i < count && kept.size() < MOST_NAMES; i++) {
      var demand = byIndex.get(versions.u16(i * 2) & 0x7fff);
      if (demand != null) {
        var name = strings.text(symbols.u32(i * stride), LONGEST_NAME);
        if (!name.isEmpty() && names(found, demand).add(name)) {
          kept.add(name);
        }
      }
    }
  }

  /**
   * The section table says it plainly. Without one the old hash table does; else it is what fits in
   * front of the next table, as linkers leave no gap.
   */
  private static long symbolCount(
      ElfHeader elf, ElfSections sections, ElfDynamic dynamic, long table, int stride)
      throws IOException, DamagedException {
    var section = sections.dynamicSymbols();
    if (section.isPresent() && section.get().offset() == table) {
      return section.get().length() / stride;
    }
    var mips = dynamic.value(ElfDynamic.MIPS_SYMTABNO);
    if (mips.isPresent() && elf.machine() == ElfHeader.EM_MIPS) {
      return mips.get();
    }
    var hash = dynamic.table(ElfDynamic.HASH);
    if (hash.isPresent()) {
      return elf.bytes().u32(hash.get() + 4);
    }
    long end = Long.MAX_VALUE;
    for (long tag : ElfDynamic.TABLES) {
      long start = dynamic.table(tag).orElse(0L);
      end = start > table ? Math.min(end, start) : end;
    }
    return end == Long.MAX_VALUE ? 0 : (end - table) / stride;
  }
}
