package dev.jcross.project;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the workspace that a package belongs to, in the way of cargo's {@code find_workspace_root}
 * (src/cargo/core/workspace.rs).
 *
 * @param cargoHome the search does not climb out of it
 */
record WorkspaceSearch(TomlFiles files, Path cargoHome) {
  /**
   * The manifest of the package's workspace; empty if it has none and is its own root.
   *
   * @param manifest the package's Cargo.toml
   */
  Optional<Manifest> rootOf(Path manifest) {
    var own = manifest.getParent();
    @Nullable Path below = null;
    for (var directory = own; directory != null; directory = directory.getParent()) {
      if (directory.endsWith(Path.of("target", "package"))
          || (below != null && below.equals(cargoHome))) {
        return Optional.empty();
      }
      var root = files.manifestIn(directory).flatMap(found -> found.rootFor(manifest));
      if (root.isPresent()) {
        return root.flatMap(files::manifest);
      }
      below = directory;
    }
    return Optional.empty();
  }
}
