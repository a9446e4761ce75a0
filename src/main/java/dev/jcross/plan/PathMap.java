package dev.jcross.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the host's directories appear in a container. The paths inside do not depend on where a
 * checkout lies, so that bytes and caches do not either.
 *
 * @param entries no host directory inside another
 */
public record PathMap(List<Entry> entries) {
  /** One directory on both sides. */
  public record Entry(Path host, String container) {}

  /** Where projects appear. */
  public static final String PROJECT = "/project";

  public PathMap {
    entries = List.copyOf(entries);
  }

  /** The common parent of the roots becomes {@code /project}; each root keeps its place below. */
  public static PathMap of(List<Path> roots) {
    var parent = commonParent(roots);
    var entries = new ArrayList<Entry>();
    for (var root : roots) {
      var below = parent.relativize(root).toString().replace('\\', '/');
      entries.add(new Entry(root, below.isEmpty() ? PROJECT : PROJECT + "/" + below));
    }
    return new PathMap(entries);
  }

  /** Each directory under its own name. */
  static PathMap asOnHost(List<Path> roots) {
    return new PathMap(
        roots.stream().map(root -> new Entry(root, root.toString().replace('\\', '/'))).toList());
  }

  /** A directory without a project: {@code cargo init} names a package after it. */
  static PathMap keepingName(Path directory) {
    var name = directory.getFileName();
    return new PathMap(
        List.of(new Entry(directory, name == null ? PROJECT : PROJECT + "/" + name)));
  }

  /** The innermost directory that holds all of them, or is one of them. */
  public static Path commonParent(List<Path> roots) {
    Path parent = roots.getFirst();
    for (var root : roots) {
      while (!root.startsWith(parent)) {
        // Two absolute paths meet in the file system's root at the latest.
        parent = java.util.Objects.requireNonNull(parent.getParent());
      }
    }
    return parent;
  }

  /** The path inside, if the container sees the host's path. */
  public Optional<String> toContainer(Path host) {
    return entries.stream()
        .filter(entry -> host.startsWith(entry.host))
        .findFirst()
        .map(
            entry -> {
              var below = entry.host.relativize(host).toString().replace('\\', '/');
              return below.isEmpty() ? entry.container : entry.container + "/" + below;
            });
  }
}
