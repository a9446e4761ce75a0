package dev.jcross.project;

import dev.jcross.problem.Place;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What lies on disk. All paths are absolute and normalised. Symbolic links are kept, except those
 * on the way to the working directory: cargo does not see them either.
 *
 * @param workspaceRoot the directory of the workspace's Cargo.toml; of the package's, if it belongs
 *     to none
 * @param manifest the Cargo.toml that was asked for, of the workspace or of a member
 * @param directory where cargo is to be started: the caller's working directory if that lies in the
 *     workspace, else the directory of {@code manifest}. Config and toolchain files were searched
 *     upwards from here
 * @param roots every directory that a build must see: the workspace root, members elsewhere, and
 *     the workspace root of each path dependency (the package's own directory where it has none).
 *     No entry lies inside another; the first is the workspace root or, where a dependency lies
 *     above it, the entry that holds it
 * @param manifests every Cargo.toml that the build reads, sorted
 * @param metadata the {@code [*.metadata.cross]} tables of the workspace and its members, in no
 *     order of strength
 * @param lockfile Cargo.lock beside the workspace's manifest, if it exists
 * @param cargoConfigs the .cargo/config.toml files that hold, the strongest first, that of cargo's
 *     home last, with what they include; they may lie outside of all roots
 * @param configFiles the files that {@code --config} names
 * @param targetDirectory {@code CARGO_TARGET_DIR}, {@code CARGO_BUILD_TARGET_DIR}, {@code
 *     build.target-dir} of .cargo/config.toml, or {@code target}; need not exist
 * @param defaultTargets {@code build.target}: from {@code --config}, else {@code
 *     CARGO_BUILD_TARGET}, else .cargo/config.toml
 * @param runners the tables {@code [target.*]} of cargo's configuration that name a runner: triples
 *     and {@code cfg(…)}
 * @param terminal how cargo is to speak
 * @param toolchainFile the channel, or the path, that rust-toolchain.toml or rust-toolchain asks
 *     for
 * @param toolchainComponents what rust-toolchain.toml wants besides, such as {@code rust-src}
 * @param inputsHash over the content of all manifests, Cargo.lock and .cargo/config.toml files: as
 *     long as it is the same, the same crates are needed, wherever the checkout lies; 64
 *     hexadecimal digits
 */
public record Project(
    Path workspaceRoot,
    Path manifest,
    Path directory,
    List<Path> roots,
    List<Path> manifests,
    List<Metadata> metadata,
    Optional<Path> lockfile,
    List<Path> cargoConfigs,
    Set<Path> configFiles,
    Path targetDirectory,
    List<Located> defaultTargets,
    Set<String> runners,
    Terminal terminal,
    Optional<Located> toolchainFile,
    List<String> toolchainComponents,
    String inputsHash) {

  /**
   * A manifest with a cross table.
   *
   * @param workspace {@code [workspace.metadata.cross]}, else {@code [package.metadata.cross]}
   */
  public record Metadata(Path manifest, boolean workspace) {}

  /** A word and the place that says it. */
  public record Located(String value, Place place) {
    /** Whether {@code --config} says it. */
    public boolean isTyped() {
      return place.equals(Place.of(CargoConfigs.FLAG));
    }
  }

  public Project {
    Objects.requireNonNull(workspaceRoot);
    Objects.requireNonNull(manifest);
    Objects.requireNonNull(directory);
    roots = List.copyOf(roots);
    manifests = List.copyOf(manifests);
    metadata = List.copyOf(metadata);
    Objects.requireNonNull(lockfile);
    cargoConfigs = List.copyOf(cargoConfigs);
    configFiles = Set.copyOf(configFiles);
    Objects.requireNonNull(targetDirectory);
    defaultTargets = List.copyOf(defaultTargets);
    runners = Set.copyOf(runners);
    Objects.requireNonNull(terminal);
    Objects.requireNonNull(toolchainFile);
    toolchainComponents = List.copyOf(toolchainComponents);
    Objects.requireNonNull(inputsHash);
  }
}
