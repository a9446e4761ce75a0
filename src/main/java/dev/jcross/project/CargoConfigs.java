package dev.jcross.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/**
 * The {@code .cargo/config.toml} files that cargo merges when it starts in a directory, the
 * strongest first; the one in cargo's home is the last. See "Hierarchical structure" in the
 * configuration chapter of the Cargo book.
 */
record CargoConfigs(List<TomlFile> files) {
  static CargoConfigs read(TomlFiles files, Path start, Path cargoHome) {
    var found = new LinkedHashSet<TomlFile>();
    for (var directory = start; directory != null; directory = directory.getParent()) {
      addFrom(files, directory.resolve(".cargo"), found);
    }
    addFrom(files, cargoHome, found);
    return new CargoConfigs(List.copyOf(found));
  }

  private static void addFrom(TomlFiles files, Path directory, Set<TomlFile> found) {
    // Of both, cargo takes the old name.
    var old = directory.resolve("config");
    add(files, Files.isRegularFile(old) ? old : directory.resolve("config.toml"), found);
  }

  /**
   * A file beats what it includes, and of several included files the later ones beat the others.
   */
  private static void add(TomlFiles files, Path path, Set<TomlFile> found) {
    files
        .settings(path)
        .filter(found::add)
        .ifPresent(file -> included(file).reversed().forEach(next -> add(files, next, found)));
  }

  private static List<Path> included(TomlFile file) {
    var paths = new ArrayList<Path>();
    switch (file.content().get(List.of("include"))) {
      case String path -> TomlFile.resolve(file.directory(), path).ifPresent(paths::add);
      case TomlArray array -> {
        for (var entry : array.toList()) {
          Optional<String> path =
              switch (entry) {
                case String text -> Optional.of(text);
                case TomlTable table -> TomlFile.string(table, "path");
                default -> Optional.empty();
              };
          path.flatMap(text -> TomlFile.resolve(file.directory(), text)).ifPresent(paths::add);
        }
      }
      case null, default -> {}
    }
    return paths;
  }

  /** {@code build.target}, the first if there are several. */
  Optional<Project.Located> defaultTarget() {
    for (var file : files) {
      var targets =
          file.table("build").stream()
              .flatMap(
                  build ->
                      TomlFile.string(build, "target")
                          .map(List::of)
                          .orElseGet(() -> TomlFile.strings(build, "target"))
                          .stream())
              .toList();
      if (!targets.isEmpty()) {
        return Optional.of(new Project.Located(targets.getFirst(), file.place("build", "target")));
      }
    }
    return Optional.empty();
  }

  /** {@code build.target-dir}, absolute. */
  Optional<Path> targetDirectory() {
    return files.stream()
        .flatMap(
            file ->
                file
                    .table("build")
                    .flatMap(build -> TomlFile.string(build, "target-dir"))
                    .flatMap(path -> TomlFile.resolve(base(file), path))
                    .stream())
        .findFirst();
  }

  /** The directories that {@code paths} and {@code [patch.*]} put in the place of dependencies. */
  List<Path> replacements() {
    var found = new ArrayList<Path>();
    for (var file : files) {
      var written = new ArrayList<>(TomlFile.strings(file.content(), "paths"));
      Manifest.patches(file)
          .flatMap(entry -> TomlFile.string(entry, "path").stream())
          .forEach(written::add);
      written.forEach(path -> TomlFile.resolve(base(file), path).ifPresent(found::add));
    }
    return found;
  }

  /** What a config file's paths are relative to: the directory that holds {@code .cargo}. */
  private static Path base(TomlFile file) {
    var parent = file.directory().getParent();
    return parent == null ? file.directory() : parent;
  }
}
