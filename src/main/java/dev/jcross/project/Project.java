package dev.jcross.project;

import dev.jcross.problem.Place;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What lies on disk. All paths are absolute and normalised, symbolic links kept.
 *
 * @param workspaceRoot the directory of the workspace's Cargo.toml
 * @param manifest the Cargo.toml that was asked for, of the workspace or of a member
 * @param roots every directory that a build must see, the workspace root first: it, and the
 *     workspace root of each path dependency (the package's own directory where it has none); no
 *     entry lies inside another
 * @param manifests every Cargo.toml that was read, sorted
 * @param metadata the {@code [*.metadata.cross]} tables that exist, in no order of strength
 * @param lockfile Cargo.lock beside the workspace's manifest, if it exists
 * @param targetDirectory {@code build.target-dir} of .cargo/config.toml, or {@code target}
 * @param defaultTarget {@code build.target} of .cargo/config.toml
 * @param toolchainFile what rust-toolchain.toml or rust-toolchain asks for
 * @param inputsHash over the content of all manifests, Cargo.lock and .cargo/config.toml files: as
 *     long as it is the same, the same crates are needed; 64 hexadecimal digits
 */
public record Project(
    Path workspaceRoot,
    Path manifest,
    List<Path> roots,
    List<Path> manifests,
    List<Metadata> metadata,
    Optional<Path> lockfile,
    Path targetDirectory,
    Optional<Located> defaultTarget,
    Optional<Located> toolchainFile,
    String inputsHash) {

  /**
   * A manifest with a cross table.
   *
   * @param workspace {@code [workspace.metadata.cross]}, else {@code [package.metadata.cross]}
   */
  public record Metadata(Path manifest, boolean workspace) {}

  /** A word and the place that says it. */
  public record Located(String value, Place place) {}

  public Project {
    Objects.requireNonNull(workspaceRoot);
    Objects.requireNonNull(manifest);
    roots = List.copyOf(roots);
    manifests = List.copyOf(manifests);
    metadata = List.copyOf(metadata);
    Objects.requireNonNull(lockfile);
    Objects.requireNonNull(targetDirectory);
    Objects.requireNonNull(defaultTarget);
    Objects.requireNonNull(toolchainFile);
    Objects.requireNonNull(inputsHash);
  }
}
