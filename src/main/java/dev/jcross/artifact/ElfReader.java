package dev.jcross.artifact;

import dev.jcross.artifact.ElfVersions.Family;
import dev.jcross.artifact.Inspection.Kind;
import dev.jcross.artifact.Inspection.Symbols;
import dev.jcross.artifact.Linking.Linkage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Puts an ELF file's tables together to what they say about it. */
final class ElfReader {
  private ElfReader() {}

  static Traits read(Bytes bytes) throws IOException, DamagedException {
    var elf = ElfHeader.read(bytes);
    var segments = ElfSegments.read(elf);
    var sections = ElfSections.read(elf);
    var dynamic =
        segments.dynamic().isPresent() && !sections.emptyDynamic()
            ? Optional.of(ElfDynamic.read(elf, segments, segments.dynamic().get()))
            : Optional.<ElfDynamic>empty();

    var kind =
        switch (elf.type()) {
          case ElfHeader.REL -> Kind.RELOCATABLE;
          case ElfHeader.EXEC -> Kind.EXECUTABLE;
          case ElfHeader.DYN ->
              dynamic.map(ElfDynamic::program).orElse(segments.interpreter().isPresent())
                  ? Kind.EXECUTABLE
                  : Kind.SHARED_LIBRARY;
          default -> Kind.OTHER;
        };
    var machine = ElfMachines.name(elf);
    if (elf.machine() == ElfHeader.EM_ARM) {
      boolean linked = kind == Kind.EXECUTABLE || kind == Kind.SHARED_LIBRARY;
      machine = machine.with(ElfArmAttributes.read(elf, sections, linked));
    }
    var notes = ElfNotes.read(elf, segments, sections);
    return Traits.plain(Inspection.Format.ELF, kind, machine)
        .system(notes.system())
        .linking(
            kind == Kind.EXECUTABLE || kind == Kind.SHARED_LIBRARY
                ? Optional.of(linking(elf, kind, segments, sections, dynamic))
                : Optional.empty())
        .symbols(Optional.of(new Symbols(sections.symbolTable(), sections.debugInfo())))
        .buildId(notes.buildId());
  }

  private static Linking linking(
      ElfHeader elf,
      Kind kind,
      ElfSegments segments,
      ElfSections sections,
      Optional<ElfDynamic> table)
      throws IOException, DamagedException {
    boolean movable = elf.type() == ElfHeader.DYN;
    if (table.isEmpty()) {
      return new Linking(
          linkage(kind, movable, segments.interpreter().isPresent()),
          movable,
          segments.interpreter(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
    var dynamic = table.get();
    var needed = dynamic.neededLibraries();
    var versions = ElfVersions.read(elf, sections, dynamic);
    return new Linking(
        linkage(kind, movable, segments.interpreter().isPresent() || !needed.isEmpty()),
        movable,
        segments.interpreter(),
        needed,
        dynamic.string(ElfDynamic.SONAME),
        dynamic.string(ElfDynamic.RPATH),
        dynamic.string(ElfDynamic.RUNPATH),
        versions.floor(Family.GLIBC),
        versions.floor(Family.GLIBCXX),
        versions.floor(Family.CXXABI));
  }

  private static Linkage linkage(Kind kind, boolean movable, boolean loaded) {
    if (loaded || kind == Kind.SHARED_LIBRARY) {
      return Linkage.DYNAMIC;
    }
    return movable ? Linkage.STATIC_PIE : Linkage.STATIC;
  }
}
