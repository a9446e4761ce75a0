package dev.jcross.transfer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * In how many archives files are fetched: each costs a call, and one of a whole directory also
 * holds what nobody asked for. Finds the cheapest way.
 */
final class Errands {
  /** The directory itself. */
  static final String ROOT = ".";

  /** What a call costs, in bytes that could be sent meanwhile. */
  private static final long CALL = 256 * 1024;

  /** Of a file in an archive, besides its bytes. */
  private static final long HEAD = 1024;

  private final SortedMap<String, RemoteFile> there;
  private final Set<String> wanted;
  private final Map<String, List<String>> children = new HashMap<>();

  private Errands(SortedMap<String, RemoteFile> there, Collection<String> wanted) {
    this.there = there;
    this.wanted = new HashSet<>(wanted);
    for (var path : there.keySet()) {
      if (!path.equals(ROOT)) {
        int slash = path.lastIndexOf('/');
        var parent = slash < 0 ? ROOT : path.substring(0, slash);
        children.computeIfAbsent(parent, name -> new ArrayList<>()).add(path);
      }
    }
  }

  /**
   * The paths to fetch, of files or of whole directories.
   *
   * @param there all that lies in the directory
   * @param wanted files and links of it
   */
  static List<String> of(SortedMap<String, RemoteFile> there, Collection<String> wanted) {
    return new Errands(there, wanted).plan(ROOT).paths;
  }

  /**
   * How to get what is wanted of a directory.
   *
   * @param cost of that, in bytes
   * @param size of all that is in it, in bytes
   */
  private record Plan(long cost, long size, List<String> paths) {}

  private Plan plan(String path) {
    var file = there.get(path);
    if (file != null && file.kind() != Kind.DIRECTORY) {
      long size = file.size() + HEAD;
      return wanted.contains(path)
          ? new Plan(CALL + size, size, List.of(path))
          : new Plan(0, size, List.of());
    }
    long cost = 0;
    long size = HEAD;
    var paths = new ArrayList<String>();
    for (var child : children.getOrDefault(path, List.of())) {
      var plan = plan(child);
      cost += plan.cost;
      size += plan.size;
      paths.addAll(plan.paths);
    }
    return !paths.isEmpty() && CALL + size < cost
        ? new Plan(CALL + size, size, List.of(path))
        : new Plan(cost, size, paths);
  }
}
