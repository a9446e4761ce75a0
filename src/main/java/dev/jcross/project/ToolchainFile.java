package dev.jcross.project;

import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tomlj.TomlTable;

/**
 * The nearest {@code rust-toolchain} or {@code rust-toolchain.toml}, as rustup reads it: upwards
 * from where cargo starts, the name without an ending first; a single line is a toolchain's name.
 *
 * @param toolchain its name, or the path of one of the user's own
 * @param components such as {@code rust-src}
 */
record ToolchainFile(Optional<Project.Located> toolchain, List<String> components) {
  static final ToolchainFile NONE = new ToolchainFile(Optional.empty(), List.of());

  static ToolchainFile read(TomlFiles files, Path start) {
    for (var directory = start; directory != null; directory = directory.getParent()) {
      var either = directory.resolve("rust-toolchain");
      if (Files.isRegularFile(either)) {
        return plain(files, either).orElseGet(() -> toml(files, either));
      }
      var toml = directory.resolve("rust-toolchain.toml");
      if (Files.isRegularFile(toml)) {
        return toml(files, toml);
      }
    }
    return NONE;
  }

  private static Optional<ToolchainFile> plain(TomlFiles files, Path path) {
    try {
      var text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
      if (text.lines().count() != 1) {
        return Optional.empty();
      }
      var place = new Place(files.shown(path), 1, 1);
      return Optional.of(
          new ToolchainFile(Optional.of(new Project.Located(text.strip(), place)), List.of()));
    } catch (IOException e) {
      throw Problem.error(ProblemCode.FILE, "cannot read 'rust-toolchain': " + e.getMessage())
          .at(Place.of(files.shown(path)))
          .asException();
    }
  }

  private static ToolchainFile toml(TomlFiles files, Path path) {
    var file = files.settings(path);
    var table = file.flatMap(found -> found.table("toolchain"));
    if (file.isEmpty() || table.isEmpty()) {
      return NONE;
    }
    return new ToolchainFile(
        located(file.get(), table.get(), "channel")
            .or(() -> located(file.get(), table.get(), "path")),
        TomlFile.strings(table.get(), "components"));
  }

  private static Optional<Project.Located> located(TomlFile file, TomlTable table, String key) {
    return TomlFile.string(table, key)
        .map(value -> new Project.Located(value, file.place("toolchain", key)));
  }
}
