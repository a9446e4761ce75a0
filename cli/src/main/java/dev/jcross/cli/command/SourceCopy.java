package dev.jcross.cli.command;

import dev.jcross.housekeeping.CachedFiles;
import dev.jcross.plan.PathMap;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** A project's sources in another place, as a second checkout would have them. */
final class SourceCopy {
  private SourceCopy() {}

  /**
   * Copies folders, each in its place below their common parent.
   *
   * @param folders absolute, none within another
   * @param without what is left out: results
   * @param backwards whether files are made in the other order, in which a file system may list
   *     them
   * @return where the common parent is now
   */
  static Path make(List<Path> folders, Set<Path> without, Path target, boolean backwards) {
    try {
      var parent = PathMap.commonParent(folders);
      for (var folder : folders) {
        copy(folder, target.resolve(parent.relativize(folder)), without, backwards);
      }
      return target;
    } catch (IOException e) {
      throw Problem.error(ProblemCode.FILE, "the sources cannot be copied: " + e)
          .at(Place.of(target.toString()))
          .asException();
    }
  }

  /** Where a path is in the copy. */
  static Path moved(Path path, List<Path> folders, Path copy) {
    return copy.resolve(PathMap.commonParent(folders).relativize(path));
  }

  private static void copy(Path folder, Path target, Set<Path> without, boolean backwards)
      throws IOException {
    var found = new ArrayList<Path>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            if (without.contains(directory)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(target.resolve(folder.relativize(directory)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() || attributes.isSymbolicLink()) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(found);
    for (var file : backwards ? found.reversed() : found) {
      // Not its times: a checkout has those of its own.
      var there = target.resolve(folder.relativize(file));
      Files.copy(file, there, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.REPLACE_EXISTING);
      if (Files.isExecutable(file) && !Files.isSymbolicLink(file)) {
        there.toFile().setExecutable(true, false);
      }
    }
  }

  /** Removes it; what stays lies in the cache, where 'jcross clean-all' removes it. */
  static void remove(Path copies) {
    try {
      CachedFiles.remove(copies);
    } catch (IOException e) {
      // As said.
    }
  }
}
