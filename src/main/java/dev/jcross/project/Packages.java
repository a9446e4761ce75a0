package dev.jcross.project;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Gathers every package of this disk that a build reads: the members of the workspace, which cargo
 * resolves all together, and what they depend on by path, from package to package.
 */
final class Packages {
  private final TomlFiles files;
  private final WorkspaceSearch search;
  private final Manifest root;
  private final Map<Path, Manifest> members = new LinkedHashMap<>();
  private final Set<Path> outside = new LinkedHashSet<>();
  private final SortedMap<Path, Manifest> manifests = new TreeMap<>();
  private final Set<Path> directories = new TreeSet<>();

  /**
   * @param root the manifest of the workspace, or of the package if it has none
   */
  Packages(TomlFiles files, WorkspaceSearch search, Manifest root) {
    this.files = files;
    this.search = search;
    this.root = root;
  }

  /**
   * Reads them all.
   *
   * @param asked the package that the user means, in case that the workspace does not name it
   * @param replacements directories that config files put in the place of dependencies
   */
  void gather(Manifest asked, Collection<Path> replacements) {
    add(root);
    gatherMembers();
    if (!members.containsKey(asked.directory())) {
      outside.add(asked.directory());
    }
    outside.addAll(root.replacements());
    outside.addAll(replacements);
    gatherOutside();
  }

  /** The workspace's members, the root package first if there is one. */
  Collection<Manifest> members() {
    return members.values();
  }

  /** All that were read, by path. */
  Collection<Manifest> manifests() {
    return manifests.values();
  }

  /** The directories to see, none inside another; the one with the workspace's root comes first. */
  List<Path> roots() {
    var outermost =
        directories.stream()
            .filter(
                directory ->
                    directories.stream()
                        .noneMatch(
                            other -> !other.equals(directory) && directory.startsWith(other)))
            .toList();
    var sorted = new LinkedHashSet<Path>();
    outermost.stream().filter(root.directory()::startsWith).forEach(sorted::add);
    sorted.addAll(outermost);
    return List.copyOf(sorted);
  }

  private void gatherMembers() {
    var waiting = new ArrayDeque<Path>();
    waiting.add(root.directory());
    for (var pattern : root.memberPatterns()) {
      waiting.addAll(MemberPattern.expand(root.directory(), pattern));
    }
    while (!waiting.isEmpty()) {
      var directory = waiting.remove();
      // Before it is read: it need not even be a manifest.
      if (!directory.equals(root.directory())
          && root.excludes(directory.resolve(TomlFiles.MANIFEST))) {
        continue;
      }
      var found = files.manifestIn(directory);
      if (found.isEmpty() || members.containsKey(found.get().directory())) {
        continue;
      }
      var member = found.get();
      members.put(member.directory(), member);
      add(member);
      for (var dependency : member.dependencies(true, Optional.of(root))) {
        (isMember(dependency) ? waiting : outside).add(dependency);
      }
    }
  }

  /** Whether a path dependency of a member is a member, too, without being listed. */
  private boolean isMember(Path directory) {
    var manifest = directory.resolve(TomlFiles.MANIFEST);
    return root.isWorkspace()
        && !root.excludes(manifest)
        && (directory.startsWith(root.directory())
            || search
                .rootOf(manifest)
                .filter(found -> found.path().equals(root.path()))
                .isPresent());
  }

  /** Of a package that is no member, cargo never looks at the dev-dependencies. */
  private void gatherOutside() {
    var seen = new LinkedHashSet<>(members.keySet());
    var waiting = new ArrayDeque<>(outside);
    while (!waiting.isEmpty()) {
      var directory = waiting.remove();
      var found = files.manifestIn(directory);
      if (found.isEmpty() || !seen.add(directory)) {
        continue;
      }
      var itsRoot = search.rootOf(found.get().path());
      add(found.get());
      itsRoot.ifPresent(this::add);
      waiting.addAll(found.get().dependencies(false, itsRoot));
    }
  }

  private void add(Manifest manifest) {
    manifests.put(manifest.path(), manifest);
    directories.add(manifest.directory());
  }
}
