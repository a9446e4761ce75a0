package dev.jcross.image;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that a Dockerfile can see: all of a folder, less what .dockerignore names. Cargo's
 * target folders and .git are never sent: they are large, change all the time, and would make the
 * image be built anew for nothing.
 */
final class BuildContext {
  private record Rule(PathMatcher matcher, boolean keep) {}

  private BuildContext() {}

  static List<RecipeFile> read(Path root) throws IOException {
    var rules = rules(root.resolve(".dockerignore"));
    var files = new ArrayList<RecipeFile>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return folder.endsWith(".git") || Files.exists(folder.resolve("CACHEDIR.TAG"))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            var path = root.relativize(file);
            if (!ignored(path, rules)) {
              var name = path.toString().replace('\\', '/');
              if (attributes.isSymbolicLink()) {
                files.add(new RecipeFile.Link(name, Files.readSymbolicLink(file).toString()));
              } else if (attributes.isRegularFile()) {
                files.add(new RecipeFile.OnDisk(name, Files.isExecutable(file), file));
              }
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  /** The last rule that matches a path or one of its parents decides, as Docker has it. */
  private static boolean ignored(Path path, List<Rule> rules) {
    boolean ignored = false;
    for (var rule : rules) {
      for (Path part = path; part != null; part = part.getParent()) {
        if (rule.matcher.matches(part)) {
          ignored = !rule.keep;
          break;
        }
      }
    }
    return ignored;
  }

  private static List<Rule> rules(Path file) throws IOException {
    var rules = new ArrayList<Rule>();
    if (!Files.isRegularFile(file)) {
      return rules;
    }
    for (var line : Files.readAllLines(file)) {
      var pattern = line.strip();
      if (pattern.isEmpty() || pattern.startsWith("#")) {
        continue;
      }
      boolean keep = pattern.startsWith("!");
      pattern = (keep ? pattern.substring(1) : pattern).strip().replaceAll("^/+|/+$", "");
      if (pattern.startsWith("**/")) {
        // Docker's ** also stands for no folder at all; Java's does not.
        rules.add(new Rule(glob(pattern.substring(3)), keep));
      }
      rules.add(new Rule(glob(pattern), keep));
    }
    return rules;
  }

  private static PathMatcher glob(String pattern) {
    return FileSystems.getDefault()
        .getPathMatcher("glob:" + pattern.replace("{", "\\{").replace("}", "\\}"));
  }
}
