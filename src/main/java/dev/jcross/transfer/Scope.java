package dev.jcross.transfer;

import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What of a directory over there is looked at; all else there is left alone. */
final class Scope {
  /** Cargo's own, beside {@code .fingerprint}; of use only where cargo runs. */
  private static final Set<String> INTERMEDIATE =
      Set.of(".fingerprint", "deps", "build", "incremental");

  private Scope() {}

  /**
   * Of sources: without what is mounted below, and without caches that were made over there.
   *
   * @param here what lies on this machine
   * @param mounted paths below, of other mounts
   */
  static SortedMap<String, RemoteFile> ofSources(
      SortedMap<String, RemoteFile> there, Set<String> here, Set<String> mounted) {
    var without = new HashSet<>(mounted);
    for (var path : there.keySet()) {
      if (path.endsWith("/" + LocalTree.TAG)) {
        var cache = path.substring(0, path.length() - LocalTree.TAG.length() - 1);
        if (!here.contains(cache)) {
          without.add(cache);
        }
      }
    }
    return without(there, without);
  }

  /**
   * Of results: what is for people.
   *
   * @param all whether what only cargo needs is looked at too
   */
  static SortedMap<String, RemoteFile> ofResults(SortedMap<String, RemoteFile> there, boolean all) {
    if (all) {
      return without(there, Set.of());
    }
    var without =
        there.keySet().stream()
            .filter(path -> path.endsWith("/.fingerprint"))
            .map(path -> path.substring(0, path.lastIndexOf('/') + 1))
            .flatMap(profile -> INTERMEDIATE.stream().map(name -> profile + name))
            .collect(Collectors.toSet());
    return without(there, without);
  }

  private static SortedMap<String, RemoteFile> without(
      SortedMap<String, RemoteFile> there, Set<String> without) {
    var left = new TreeMap<String, RemoteFile>();
    there.forEach(
        (path, file) -> {
          if (!isIn(path, without) && !path.contains(LocalTree.PART)) {
            left.put(path, file);
          }
        });
    return left;
  }

  private static boolean isIn(String path, Set<String> directories) {
    for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (directories.contains(path.substring(0, end))) {
        return true;
      }
    }
    return false;
  }
}
