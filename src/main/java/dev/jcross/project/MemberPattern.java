package dev.jcross.project;

import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * An entry of {@code workspace.members}: a path with {@code *}, {@code ?}, {@code [a-z]}, {@code
 * **}.
 */
final class MemberPattern {
  private MemberPattern() {}

  /** The directories that match, by name; a plain path need not exist. */
  static List<Path> expand(Path root, String pattern) {
    var found = List.of(root);
    for (var segment : pattern.split("/+", -1)) {
      var next = new ArrayList<Path>();
      for (var directory : found) {
        if (segment.isEmpty()) {
          next.add(pattern.startsWith("/") && directory.equals(root) ? Path.of("/") : directory);
        } else if (segment.equals("**")) {
          addTree(directory, next);
        } else if (segment.matches(".*[*?\\[].*")) {
          addMatches(directory, segment, next);
        } else {
          TomlFile.resolve(directory, segment).ifPresent(next::add);
        }
      }
      found = next;
    }
    return found.stream().distinct().toList();
  }

  private static void addMatches(Path directory, String segment, List<Path> found) {
    try {
      // Rust's glob has no alternatives in braces and no escapes.
      var matcher =
          FileSystems.getDefault()
              .getPathMatcher("glob:" + segment.replaceAll("([{}\\\\])", "\\\\$1"));
      children(directory).filter(child -> matcher.matches(child.getFileName())).forEach(found::add);
    } catch (PatternSyntaxException e) {
      // Cargo will tell.
      return;
    }
  }

  private static void addTree(Path directory, List<Path> found) {
    found.add(directory);
    children(directory)
        .filter(child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS))
        .forEach(child -> addTree(child, found));
  }

  private static Stream<Path> children(Path directory) {
    if (!Files.isDirectory(directory)) {
      return Stream.empty();
    }
    try (var entries = Files.list(directory)) {
      return entries.filter(Files::isDirectory).sorted().toList().stream();
    } catch (IOException e) {
      throw new ProblemException(
          List.of(
              Problem.error(ProblemCode.FILE, "cannot list '" + directory + "': " + e.getMessage())
                  .at(Place.of(directory.toString()))),
          e);
    }
  }
}
