package dev.jcross.transfer;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * A directory of this machine that a volume of the engine stands in for.
 *
 * @param source without symbolic links
 * @param target in containers
 * @param mounted paths below it where something else is mounted
 * @param without directories of this machine that are not brought
 */
record Carried(
    String volume, Path source, String target, Role role, Set<String> mounted, Set<Path> without) {
  /** Which way files go. */
  enum Role {
    /** There, and no way back: containers cannot write it. */
    INPUT,
    /** There, and what a command changes comes back. */
    SOURCES,
    /** Only back. */
    RESULTS
  }

  Carried {
    mounted = Set.copyOf(mounted);
    without = Set.copyOf(without);
  }

  /** Paths below that are none of the directory's files, here or there. */
  Set<String> leftAlone() {
    var paths = new HashSet<>(mounted);
    for (var directory : without) {
      if (directory.startsWith(source) && !directory.equals(source)) {
        paths.add(source.relativize(directory).toString());
      }
    }
    return paths;
  }

  /** In a container. */
  String targetOf(String path) {
    return path.equals(Errands.ROOT) ? target : target + "/" + path;
  }
}
