package dev.jcross.project;

import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the Cargo.toml that is meant, or tells where one might be. */
record ManifestSearch(TomlFiles files, Path workingDirectory) {
  /** Enough for a folder of projects; a home directory is not searched through. */
  private static final int MOST_DIRECTORIES = 500;

  /**
   * The manifest that {@code --manifest-path} names, else the nearest upwards.
   *
   * @throws dev.jcross.problem.ProblemException PROJECT_MISSING
   */
  Path find(Optional<String> manifestPath) {
    return manifestPath.isPresent() ? named(manifestPath.get()) : nearest();
  }

  private Path nearest() {
    for (var directory = workingDirectory; directory != null; directory = directory.getParent()) {
      var manifest = directory.resolve(TomlFiles.MANIFEST);
      if (Files.isRegularFile(manifest)) {
        return manifest;
      }
    }
    throw missing("there is no Cargo.toml here or in a directory above")
        .at(Place.of(workingDirectory.toString()))
        .help(
            below(workingDirectory)
                .map(
                    found ->
                        "cd '%s', or add --manifest-path '%s'"
                            .formatted(files.shown(parent(found)), files.shown(found)))
                .orElse("cd into the project, or add --manifest-path <its Cargo.toml>"))
        .asException();
  }

  private Path named(String written) {
    var path =
        TomlFile.resolve(workingDirectory, written)
            .orElseThrow(() -> missing("'" + written + "' is no path").asException());
    if (Files.isDirectory(path)) {
      throw missing("--manifest-path names a directory, not a Cargo.toml")
          .at(Place.of(written))
          .help(suggestion(below(path)))
          .asException();
    }
    if (!Files.exists(path)) {
      var directory = parent(path);
      throw missing("'" + written + "' does not exist")
          .at(Place.of(written))
          .help(suggestion(below(Files.isDirectory(directory) ? directory : workingDirectory)))
          .asException();
    }
    if (!path.endsWith(TomlFiles.MANIFEST)) {
      throw missing("--manifest-path must name a file called 'Cargo.toml'")
          .at(Place.of(written))
          .help(suggestion(below(parent(path))))
          .asException();
    }
    return path;
  }

  private Optional<String> suggestion(Optional<Path> found) {
    return found.map(manifest -> "--manifest-path '" + files.shown(manifest) + "'");
  }

  private static Problem missing(String summary) {
    return Problem.error(ProblemCode.PROJECT_MISSING, summary);
  }

  /** A Cargo.toml here, one or two levels below; the first by depth and name. */
  private static Optional<Path> below(Path directory) {
    return manifest(directory)
        .or(() -> children(directory).flatMap(child -> manifest(child).stream()).findFirst())
        .or(
            () ->
                children(directory)
                    .flatMap(ManifestSearch::children)
                    .limit(MOST_DIRECTORIES)
                    .flatMap(child -> manifest(child).stream())
                    .findFirst());
  }

  private static Optional<Path> manifest(Path directory) {
    return Optional.of(directory.resolve(TomlFiles.MANIFEST)).filter(Files::isRegularFile);
  }

  private static Stream<Path> children(Path directory) {
    try (var entries = Files.list(directory)) {
      return entries
          .filter(entry -> !entry.getFileName().toString().startsWith("."))
          .filter(entry -> !entry.endsWith("target"))
          .limit(MOST_DIRECTORIES)
          .sorted()
          .filter(Files::isDirectory)
          .toList()
          .stream();
    } catch (IOException e) {
      // Only a hint is lost.
      return Stream.empty();
    }
  }

  private static Path parent(Path path) {
    var parent = path.getParent();
    return parent == null ? path : parent;
  }
}
