package dev.jcross.run;

import dev.jcross.plan.Step;
import dev.jcross.plan.TargetPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Brings libraries and objects of a build out of its container, where the volume of intermediate
 * files is, and Rust's own. Only those in which a wanted name stands are worth the way.
 */
final class LinkedFrom implements ResultCheck.Ingredients, AutoCloseable {
  /**
   * $1: the triple; then names. Images need not have all of these programs: then there is nothing.
   */
  private static final String SCRIPT =
      """
      triple=$1; shift
      names=$(printf '%s\\n' "$@")
      libraries=$(rustc --print target-libdir --target "$triple" 2>/dev/null) || libraries=
      for folder in /build/"$triple" "$libraries"; do
        [ -d "$folder" ] && find "$folder" -type f -size -131072 \\
          \\( -name '*.rlib' -o -name '*.a' -o -name '*.o' \\) -exec grep -lF "$names" {} +
      done | tar -cf - -T -
      """;

  private static final int MOST_NAMES = 200;
  private static final int MOST_FILES = 2000;

  /** Runs a step whose output goes where it is told. */
  @FunctionalInterface
  interface Commands {
    int run(Step step, OutputStream output);
  }

  private final TargetPlan plan;
  private final Step like;
  private final Commands commands;
  private @Nullable Path folder;

  /**
   * @param like runs in the container in which it was built
   */
  LinkedFrom(TargetPlan plan, Step like, Commands commands) {
    this.plan = plan;
    this.like = like;
    this.commands = commands;
  }

  @Override
  public Optional<Path> naming(Set<String> names) {
    try {
      var here = Files.createTempDirectory("jcross-linked-");
      folder = here;
      var archive = here.resolve("archive.tar");
      try (var output = Files.newOutputStream(archive)) {
        commands.run(step(names), output);
      }
      var files = Files.createDirectory(here.resolve("files"));
      try (var input = Files.newInputStream(archive)) {
        return unpack(input, files) > 0 ? Optional.of(files) : Optional.empty();
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Step step(Set<String> names) {
    var command =
        new ArrayList<>(
            List.of("/bin/sh", "-c", SCRIPT, "jcross-linked", plan.target().triple().name()));
    names.stream().sorted().limit(MOST_NAMES).forEach(command::add);
    return like.aside(command);
  }

  private static int unpack(InputStream input, Path files) throws IOException {
    int count = 0;
    try (var archive = new TarArchiveInputStream(input)) {
      for (var entry = archive.getNextEntry();
          entry != null && count < MOST_FILES;
          entry = archive.getNextEntry()) {
        var file = files.resolve(entry.getName().replaceFirst("^/+", "")).normalize();
        if (entry.isFile() && file.startsWith(files) && file.getParent() != null) {
          Files.createDirectories(file.getParent());
          Files.copy(archive, file, StandardCopyOption.REPLACE_EXISTING);
          count++;
        }
      }
    }
    return count;
  }

  @Override
  public void close() {
    var here = folder;
    if (here == null) {
      return;
    }
    try (var walk = Files.walk(here)) {
      for (var file : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // It lies where the system clears up.
    }
  }
}
