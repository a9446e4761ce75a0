package dev.jcross.config;

import dev.jcross.host.HostFacts;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tomlj.TomlTable;

/** Reads {@code [workspace.metadata.cross]}, or {@code [package.metadata.cross]} of one package. */
final class MetadataTables {
  private final HostFacts host;
  private final Path root;
  private final List<Problem> problems;
  private final Consumer<Said> said;

  MetadataTables(HostFacts host, Path root, List<Problem> problems, Consumer<Said> said) {
    this.host = host;
    this.root = root;
    this.problems = problems;
    this.said = said;
  }

  /** Reads the strongest table and warns of the others: cross reads one, too. */
  void read(List<ManifestTable> tables) {
    var sorted =
        tables.stream()
            .sorted(
                Comparator.comparing((ManifestTable table) -> !table.workspace())
                    .thenComparing(table -> !ConfigFiles.parent(table.manifest()).equals(root))
                    .thenComparing(ManifestTable::manifest))
            .toList();
    for (var table : sorted) {
      if (table.equals(sorted.getFirst())) {
        readTable(table);
      } else {
        var first = ConfigFiles.shown(host, sorted.getFirst().manifest());
        problems.add(
            Problem.warning(
                    ProblemCode.KEY_TWICE,
                    header(table) + " is not read: " + first + " has such a table, too")
                .at(Place.of(ConfigFiles.shown(host, table.manifest())))
                .help("move both to [workspace.metadata.cross] of " + root.resolve("Cargo.toml")));
      }
    }
  }

  private void readTable(ManifestTable table) {
    var path = List.of(table.workspace() ? "workspace" : "package", "metadata", "cross");
    try {
      var toml = ConfigFiles.parse(table.manifest());
      if (!toml.hasErrors()) {
        inner(toml, path).ifPresent(cross -> reader(table).read(cross));
      }
    } catch (IOException e) {
      // The reader of the project tells what is wrong with a manifest itself.
    }
  }

  private TableReader reader(ManifestTable table) {
    return new TableReader(
        Origin.Layer.CARGO_TOML,
        ConfigFiles.shown(host, table.manifest()),
        header(table),
        ConfigFiles.parent(table.manifest()),
        problems,
        said);
  }

  private static Optional<TomlTable> inner(TomlTable toml, List<String> path) {
    TomlTable at = toml;
    for (var word : path) {
      if (!(at.get(List.of(word)) instanceof TomlTable inner)) {
        return Optional.empty();
      }
      at = inner;
    }
    return Optional.of(at);
  }

  private static String header(ManifestTable table) {
    return table.workspace() ? "[workspace.metadata.cross]" : "[package.metadata.cross]";
  }
}
