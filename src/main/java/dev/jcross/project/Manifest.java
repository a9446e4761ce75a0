package dev.jcross.project;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tomlj.TomlTable;

/** What a Cargo.toml says about workspaces and about packages that lie elsewhere on this disk. */
record Manifest(TomlFile file) {
  private static final List<String> NORMAL =
      List.of("dependencies", "build-dependencies", "build_dependencies");
  private static final List<String> DEVELOPMENT = List.of("dev-dependencies", "dev_dependencies");

  Path path() {
    return file.path();
  }

  Path directory() {
    return file.directory();
  }

  boolean isWorkspace() {
    return file.table("workspace").isPresent();
  }

  List<String> memberPatterns() {
    return file.table("workspace")
        .map(table -> TomlFile.strings(table, "members"))
        .orElse(List.of());
  }

  /** Whether it has {@code [workspace.metadata.cross]}. */
  boolean hasWorkspaceSettings() {
    return file.table("workspace", "metadata", "cross").isPresent();
  }

  /** Whether it has {@code [package.metadata.cross]}. */
  boolean hasPackageSettings() {
    return file.table("package", "metadata", "cross").isPresent();
  }

  /**
   * The workspace that this manifest, looked at from a package in or below its directory, names for
   * it: itself, or another by {@code package.workspace}.
   *
   * @return the root's Cargo.toml, which need not exist
   */
  Optional<Path> rootFor(Path packageManifest) {
    if (isWorkspace()) {
      return excludes(packageManifest) ? Optional.empty() : Optional.of(path());
    }
    return file.table("package")
        .or(() -> file.table("project"))
        .flatMap(table -> TomlFile.string(table, "workspace"))
        .flatMap(pointer -> TomlFile.resolve(directory(), pointer))
        .map(root -> root.resolve(TomlFiles.MANIFEST));
  }

  /**
   * Whether a package below is excluded from the workspace. As in cargo, both lists are taken by
   * their letters, and a member is never excluded.
   */
  boolean excludes(Path packageManifest) {
    return file.table("workspace").stream()
        .anyMatch(
            table ->
                names(table, "exclude", packageManifest)
                    && !names(table, "members", packageManifest));
  }

  private boolean names(TomlTable workspace, String list, Path packageManifest) {
    return TomlFile.strings(workspace, list).stream()
        // Not normalised, as in cargo: "../here/x" names nothing that lies below here.
        .map(entry -> entry.replaceAll("(?<=^|/)\\.(/|$)", ""))
        .flatMap(entry -> TomlFile.join(directory(), entry).stream())
        .anyMatch(packageManifest::startsWith);
  }

  /**
   * The directories of the packages that this one depends on by path; they need not exist.
   *
   * @param development with {@code [dev-dependencies]}
   * @param root the workspace's manifest, for {@code workspace = true}
   */
  Set<Path> dependencies(boolean development, Optional<Manifest> root) {
    var found = new LinkedHashSet<Path>();
    var places =
        Stream.concat(
            Stream.of(file.content()),
            file.table("target").stream().flatMap(table -> TomlFile.tables(table).stream()));
    places.forEach(
        place -> {
          NORMAL.forEach(kind -> collect(place, kind, root, found));
          if (development) {
            DEVELOPMENT.forEach(kind -> collect(place, kind, root, found));
          }
        });
    return found;
  }

  private void collect(TomlTable place, String kind, Optional<Manifest> root, Set<Path> found) {
    TomlFile.table(place, kind)
        .ifPresent(
            table -> {
              for (var name : table.keySet()) {
                TomlFile.table(table, name)
                    .flatMap(entry -> location(entry, name, root))
                    .ifPresent(found::add);
              }
            });
  }

  private Optional<Path> location(TomlTable entry, String name, Optional<Manifest> root) {
    return Boolean.TRUE.equals(entry.get(List.of("workspace")))
        ? root.flatMap(manifest -> manifest.shared(name))
        : pathOf(entry);
  }

  /** The path of an entry of {@code [workspace.dependencies]}. */
  private Optional<Path> shared(String name) {
    return file.table("workspace", "dependencies", name).flatMap(this::pathOf);
  }

  private Optional<Path> pathOf(TomlTable entry) {
    return TomlFile.string(entry, "path").flatMap(path -> TomlFile.resolve(directory(), path));
  }

  /** The directories in {@code [patch.*]} and {@code [replace]}; cargo reads the root's only. */
  Set<Path> replacements() {
    var found = new LinkedHashSet<Path>();
    patches(file).flatMap(entry -> pathOf(entry).stream()).forEach(found::add);
    file.table("replace").stream()
        .flatMap(table -> TomlFile.tables(table).stream())
        .flatMap(entry -> pathOf(entry).stream())
        .forEach(found::add);
    return found;
  }

  /** The entries of all {@code [patch.*]} tables of a manifest or a config file. */
  static Stream<TomlTable> patches(TomlFile file) {
    return file.table("patch").stream()
        .flatMap(table -> TomlFile.tables(table).stream())
        .flatMap(source -> TomlFile.tables(source).stream());
  }
}
