package dev.jcross.artifact;

import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The programs and libraries at the top of the folder in which cargo leaves its results, {@code
 * target/<triple>/<profile>}, and in that of its examples.
 */
public final class ResultFolder {
  private static final String EXAMPLES = "examples";

  /** What else cargo and linkers leave there: for cargo, for debuggers, for other linkers. */
  private static final Set<String> NO_RESULTS =
      Set.of(
          "d", "rlib", "rmeta", "pdb", "dwp", "dwo", "exp", "lib", "map", "json", "js", "ts",
          "html", "txt", "md");

  private static final int HASH = 16;

  private static final int MOST_FILES = 500;

  private ResultFolder() {}

  /**
   * A file that is a program or a library.
   *
   * @param changed when it was written last
   * @param cargos whether cargo made it: it leaves a list of sources beside its own
   */
  public record Found(Inspection inspection, Instant changed, boolean cargos) {}

  /**
   * Reads the headers of all of them; what cannot be read is left out.
   *
   * @param directory need not exist
   * @return sorted by name, examples last
   */
  public static List<Found> read(Path directory) {
    var all = new ArrayList<Found>();
    for (var folder : List.of(directory, directory.resolve(EXAMPLES))) {
      for (var file : files(folder)) {
        found(file).ifPresent(all::add);
      }
    }
    return all;
  }

  private static List<Path> files(Path folder) {
    var files = new ArrayList<Path>();
    try (var entries = Files.newDirectoryStream(folder)) {
      for (var entry : entries) {
        if (files.size() < MOST_FILES && mayBeResult(name(entry))) {
          files.add(entry);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return List.of();
    }
    files.sort(Comparator.comparing(ResultFolder::name));
    return files;
  }

  /** By its name. Regular expressions would take longer than to read all the headers. */
  private static boolean mayBeResult(String name) {
    int dot = name.lastIndexOf('.');
    return !name.startsWith(".")
        && !name.endsWith(".dll.a")
        && !(dot >= 0 && NO_RESULTS.contains(name.substring(dot + 1)))
        && !endsInHash(dot < 0 ? name : name.substring(0, dot));
  }

  /** As intermediate files do, where they have no folder of their own. */
  private static boolean endsInHash(String stem) {
    int dash = stem.length() - HASH - 1;
    if (dash < 1 || stem.charAt(dash) != '-') {
      return false;
    }
    for (int i = dash + 1; i < stem.length(); i++) {
      if (Character.digit(stem.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Found> found(Path file) {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        return Optional.empty();
      }
      var inspection = ArtifactReader.inspect(file);
      return switch (inspection.kind()) {
        case EXECUTABLE, SHARED_LIBRARY, STATIC_LIBRARY, MODULE, COMPONENT ->
            Optional.of(
                new Found(inspection, attributes.lastModifiedTime().toInstant(), isCargos(file)));
        case RELOCATABLE, RUST_LIBRARY, OTHER -> Optional.empty();
      };
    } catch (IOException | ProblemException e) {
      return Optional.empty();
    }
  }

  private static boolean isCargos(Path file) {
    var name = name(file);
    int dot = name.lastIndexOf('.');
    return Files.exists(file.resolveSibling(name + ".d"))
        || (dot > 0 && Files.exists(file.resolveSibling(name.substring(0, dot) + ".d")));
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
