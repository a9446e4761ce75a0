package dev.jcross.artifact;

import dev.jcross.artifact.Inspection.Kind;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import dev.jcross.target.GlibcVersions;
import dev.jcross.target.TargetTriple;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether programs and libraries start on the systems that they are for.
 *
 * @param newest the newest glibc of those systems
 * @param origin who said so
 * @param zigLinks whether zig can link against an older one
 */
public record GlibcLimit(TargetTriple triple, Version newest, Place origin, boolean zigLinks) {
  private static final int SHOWN_SYMBOLS = 8;

  /** The symbols that keep the file from starting there; those of the loader itself are none. */
  public Set<String> symbols(Path file) {
    var names = new TreeSet<String>();
    try {
      ArtifactReader.inspect(file)
          .glibc()
          .ifPresent(floor -> floor.above(newest).values().forEach(names::addAll));
    } catch (ProblemException e) {
      // It is told of where the file is checked.
    }
    names.removeIf(name -> name.startsWith("GLIBC_"));
    return names;
  }

  /**
   * What keeps the file from starting there.
   *
   * @param file absolute
   * @param shown the file as the user would name it
   * @param users who asks for the symbols at fault; empty where nobody looked
   */
  public List<Problem> check(Path file, String shown, Optional<SymbolUsers> users) {
    Inspection inspection;
    try {
      inspection = ArtifactReader.inspect(file);
    } catch (ProblemException e) {
      return e.problems();
    }
    if (inspection.kind() != Kind.EXECUTABLE && inspection.kind() != Kind.SHARED_LIBRARY) {
      return List.of();
    }
    return inspection
        .glibc()
        .filter(floor -> !floor.above(newest).isEmpty())
        .map(
            floor ->
                List.of(
                    tooNew(
                        floor,
                        shown,
                        users.map(known -> known.lines(symbols(file))).orElse(List.of()))))
        .orElse(List.of());
  }

  private Problem tooNew(VersionFloor floor, String shown, List<String> users) {
    var lines =
        new ArrayList<>(
            floor.above(newest).descendingMap().entrySet().stream()
                .map(entry -> demand(floor, entry.getKey(), entry.getValue()))
                .toList());
    lines.addAll(users);
    return Problem.error(
            ProblemCode.GLIBC_TOO_NEW,
            "'"
                + shown
                + "' needs glibc "
                + floor.minimum()
                + ", and "
                + newest
                + " is the newest that there may be")
        .at(origin)
        .with(lines)
        .help(help());
  }

  private String help() {
    if (!zigLinks) {
      return "build on the older system: name an image of it in Cross.toml, or raise the limit";
    }
    var versions = GlibcVersions.of(triple);
    return versions
        .complaint(newest.toString())
        .map(
            why ->
                newest
                    + " "
                    + why
                    + "; link against the oldest:  --target "
                    + triple
                    + ".2."
                    + versions.oldest())
        .orElse("link against the older one:  --target " + triple + "." + newest);
  }

  private static String demand(VersionFloor floor, Version version, List<String> symbols) {
    var from = String.join(", ", floor.libraries().getOrDefault(version, List.of()));
    var shown = symbols.stream().limit(SHOWN_SYMBOLS).collect(Collectors.joining(", "));
    int more = symbols.size() - SHOWN_SYMBOLS;
    return InspectionText.printable(
        "glibc "
            + version
            + (from.isEmpty() ? "" : " in " + from)
            + (shown.isEmpty() ? "" : ": " + shown)
            + (more > 0 ? " and " + more + " more" : ""));
  }
}
