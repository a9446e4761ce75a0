package dev.jcross.project;

import dev.jcross.host.HostFacts;
import dev.jcross.problem.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;
import org.tomlj.TomlVersion;

/**
 * What cargo merges when it starts in a directory: {@code --config}, then variables, then the
 * {@code .cargo/config.toml} files upwards, then the one in cargo's home. See "Hierarchical
 * structure" in the configuration chapter of the Cargo book.
 *
 * @param typed what {@code --config} says, the strongest first
 * @param typedFiles the files among that
 * @param files the strongest first, each behind the file that includes it
 */
record CargoConfigs(
    HostFacts host, List<TomlFile> typed, Set<Path> typedFiles, List<TomlFile> files) {
  static final String FLAG = "--config";

  static CargoConfigs read(
      HostFacts host, TomlFiles files, Path start, Path cargoHome, List<String> configs) {
    var found = new LinkedHashSet<TomlFile>();
    for (var directory = start; directory != null; directory = directory.getParent()) {
      addFrom(files, directory.resolve(".cargo"), found);
    }
    addFrom(files, cargoHome, found);
    var typed = new LinkedHashSet<TomlFile>();
    var typedFiles = new TreeSet<Path>();
    for (var value : configs.reversed()) {
      var file =
          TomlFile.resolve(files.workingDirectory(), value)
              .filter(path -> !value.isEmpty() && Files.isRegularFile(path));
      if (file.isPresent()) {
        typedFiles.add(file.get());
        add(files, file.get(), typed);
      } else {
        typed.add(assignment(files.workingDirectory(), value));
      }
    }
    return new CargoConfigs(host, List.copyOf(typed), typedFiles, List.copyOf(found));
  }

  /** {@code key = value}; what is no TOML says nothing, and cargo will tell. */
  private static TomlFile assignment(Path workingDirectory, String text) {
    // As if it stood in .cargo/config.toml here, which its paths are relative to.
    return new TomlFile(
        workingDirectory.resolve(".cargo").resolve(FLAG),
        FLAG,
        Toml.parse(text, TomlVersion.V1_1_0),
        Digest.of(text));
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

  /** Everything that was read, the strongest first. */
  List<TomlFile> all() {
    var all = new ArrayList<>(typed);
    all.addAll(files);
    return all;
  }

  /** The files on disk, the strongest first. */
  List<Path> paths() {
    return all().stream()
        .filter(file -> !file.shownAs().equals(FLAG))
        .map(TomlFile::path)
        .distinct()
        .toList();
  }

  /** {@code build.target}: all that the strongest place names. */
  List<Project.Located> defaultTargets() {
    var asked = targets(typed);
    if (!asked.isEmpty()) {
      return asked;
    }
    return variable("CARGO_BUILD_TARGET").map(List::of).orElseGet(() -> targets(files));
  }

  private static List<Project.Located> targets(List<TomlFile> files) {
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
        var place = file.place("build", "target");
        return targets.stream()
            .map(target -> new Project.Located(specification(file, target), place))
            .toList();
      }
    }
    return List.of();
  }

  /** The path of a specification is relative to the file, the name of a target is none. */
  private static String specification(TomlFile file, String target) {
    return target.endsWith(".json")
        ? TomlFile.resolve(base(file), target).map(Path::toString).orElse(target)
        : target;
  }

  /** {@code CARGO_TARGET_DIR}, or {@code build.target-dir} from wherever; absolute. */
  Optional<Path> targetDirectory(Path workingDirectory) {
    return host.variable("CARGO_TARGET_DIR")
        .flatMap(path -> TomlFile.resolve(workingDirectory, path))
        .or(() -> targetDirectory(typed))
        .or(
            () ->
                host.variable("CARGO_BUILD_TARGET_DIR")
                    .flatMap(path -> TomlFile.resolve(workingDirectory, path)))
        .or(() -> targetDirectory(files));
  }

  private static Optional<Path> targetDirectory(List<TomlFile> files) {
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

  /** How cargo is to speak. */
  Terminal terminal() {
    return new Terminal(term("verbose"), term("quiet"), term("color"));
  }

  private Optional<Project.Located> term(String key) {
    return term(typed, key)
        .or(() -> variable("CARGO_TERM_" + key.toUpperCase(Locale.ROOT)))
        .or(() -> term(files, key));
  }

  private static Optional<Project.Located> term(List<TomlFile> files, String key) {
    for (var file : files) {
      var value = file.table("term").map(term -> term.get(List.of(key))).orElse(null);
      if (value instanceof String || value instanceof Boolean) {
        return Optional.of(new Project.Located(value.toString(), file.place("term", key)));
      }
    }
    return Optional.empty();
  }

  /** The words of {@code alias.<name>}; a string is split at blanks, as cargo does. */
  Optional<List<String>> alias(String name) {
    return alias(typed, name)
        .or(
            () ->
                variable("CARGO_ALIAS_" + name.toUpperCase(Locale.ROOT).replace('-', '_'))
                    .map(found -> split(found.value())))
        .or(() -> alias(files, name));
  }

  private static Optional<List<String>> alias(List<TomlFile> files, String name) {
    for (var file : files) {
      var table = file.table("alias");
      var words =
          table
              .flatMap(aliases -> TomlFile.string(aliases, name).map(CargoConfigs::split))
              .or(
                  () ->
                      table
                          .map(aliases -> TomlFile.strings(aliases, name))
                          .filter(list -> !list.isEmpty()));
      if (words.isPresent()) {
        return words;
      }
    }
    return Optional.empty();
  }

  /** The tables {@code [target.*]} that name a runner: triples and {@code cfg(…)}. */
  Set<String> runners() {
    var names = new TreeSet<String>();
    for (var file : all()) {
      file.table("target")
          .ifPresent(
              targets ->
                  targets.keySet().stream()
                      .filter(
                          name ->
                              targets.get(List.of(name)) instanceof TomlTable table
                                  && table.contains(List.of("runner")))
                      .forEach(names::add));
    }
    return names;
  }

  /** Every alias that is defined, by name. */
  Set<String> aliases() {
    var names = new TreeSet<String>();
    all().forEach(file -> file.table("alias").ifPresent(table -> names.addAll(table.keySet())));
    return names;
  }

  private static List<String> split(String words) {
    return words.isBlank() ? List.of() : List.of(words.strip().split("\\s+"));
  }

  private Optional<Project.Located> variable(String name) {
    return host.variable(name).map(value -> new Project.Located(value, Place.of(name)));
  }

  /** The directories that {@code paths} and {@code [patch.*]} put in the place of dependencies. */
  List<Path> replacements() {
    var found = new ArrayList<Path>();
    for (var file : all()) {
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
