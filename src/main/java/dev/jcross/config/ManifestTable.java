package dev.jcross.config;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A Cargo.toml that holds a cross table.
 *
 * @param manifest absolute
 * @param workspace {@code [workspace.metadata.cross]}, else {@code [package.metadata.cross]}
 */
public record ManifestTable(Path manifest, boolean workspace) {
  public ManifestTable {
    Objects.requireNonNull(manifest);
  }
}
