package dev.jcross.artifact;

import dev.jcross.artifact.Inspection.Format;
import dev.jcross.artifact.Inspection.Kind;
import dev.jcross.artifact.Inspection.Symbols;
import java.nio.file.Path;
import java.util.Optional;

/** An inspection before it is known which file it is of: members of archives are read alike. */
record Traits(
    Format format,
    Kind kind,
    Machine machine,
    Optional<Linking> linking,
    Optional<Symbols> symbols,
    Optional<String> buildId) {

  /** For a format of which only the header is read. */
  static Traits plain(Format format, Kind kind, Machine machine) {
    return new Traits(format, kind, machine, Optional.empty(), Optional.empty(), Optional.empty());
  }

  Inspection of(Path file, long sizeBytes) {
    return new Inspection(file, sizeBytes, format, kind, machine, linking, symbols, buildId);
  }
}
