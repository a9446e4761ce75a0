package dev.jcross.artifact;

import dev.jcross.artifact.Inspection.Format;
import dev.jcross.artifact.Inspection.Kind;
import dev.jcross.artifact.Inspection.Symbols;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An inspection before it is known which file it is of: members of archives are read alike. */
record Traits(
    Format format,
    Kind kind,
    Machine machine,
    Optional<RequiredSystem> system,
    Optional<Linking> linking,
    Map<String, List<String>> imports,
    Optional<Symbols> symbols,
    Optional<String> buildId,
    List<Part> parts) {

  /** What a universal file holds for one processor. */
  record Part(Traits traits, long sizeBytes) {}

  /** For what says no more than this. */
  static Traits plain(Format format, Kind kind, Machine machine) {
    return new Traits(
        format,
        kind,
        machine,
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  Traits kind(Kind other) {
    return new Traits(format, other, machine, system, linking, imports, symbols, buildId, parts);
  }

  Traits machine(Machine other) {
    return new Traits(format, kind, other, system, linking, imports, symbols, buildId, parts);
  }

  Traits system(Optional<RequiredSystem> other) {
    return new Traits(format, kind, machine, other, linking, imports, symbols, buildId, parts);
  }

  Traits linking(Optional<Linking> other) {
    return new Traits(format, kind, machine, system, other, imports, symbols, buildId, parts);
  }

  Traits imports(Map<String, List<String>> other) {
    return new Traits(format, kind, machine, system, linking, other, symbols, buildId, parts);
  }

  Traits symbols(Optional<Symbols> other) {
    return new Traits(format, kind, machine, system, linking, imports, other, buildId, parts);
  }

  Traits buildId(Optional<String> other) {
    return new Traits(format, kind, machine, system, linking, imports, symbols, other, parts);
  }

  Traits parts(List<Part> others) {
    return new Traits(format, kind, machine, system, linking, imports, symbols, buildId, others);
  }

  Inspection of(Path file, long sizeBytes) {
    return new Inspection(
        file,
        sizeBytes,
        format,
        kind,
        machine,
        system,
        linking,
        imports,
        symbols,
        buildId,
        parts.stream().map(part -> part.traits.of(file, part.sizeBytes)).toList());
  }
}
