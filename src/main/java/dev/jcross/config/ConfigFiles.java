package dev.jcross.config;

import dev.jcross.host.HostFacts;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;

/** Finds and reads Cross.toml, then the cross tables of manifests: the strongest first. */
final class ConfigFiles {
  private static final String NAME = "Cross.toml";

  private final HostFacts host;
  private final Path root;
  private final List<Problem> problems;
  private final Consumer<Said> said;

  ConfigFiles(HostFacts host, Path root, List<Problem> problems, Consumer<Said> said) {
    this.host = host;
    this.root = root;
    this.problems = problems;
    this.said = said;
  }

  void read(List<ManifestTable> metadata) {
    crossToml().ifPresent(this::readCrossToml);
    if (host.variable("CROSS_CONFIG").isEmpty()) {
      strayFiles(metadata);
    }
    new MetadataTables(host, root, problems, said).read(metadata);
  }

  /** Below the working directory as the user would type it, elsewhere absolute. */
  static String shown(HostFacts host, Path file) {
    return file.startsWith(host.workingDirectory()) && !file.equals(host.workingDirectory())
        ? host.workingDirectory().relativize(file).toString()
        : file.toString();
  }

  private Optional<Path> crossToml() {
    var named = host.variable("CROSS_CONFIG");
    if (named.isEmpty()) {
      return Optional.of(root.resolve(NAME)).filter(this::exists);
    }
    try {
      var file = host.workingDirectory().resolve(named.get()).normalize();
      if (Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    } catch (InvalidPathException e) {
      // Told as any other file that is not there.
    }
    problems.add(
        Problem.error(
                ProblemCode.CONFIG_MISSING,
                "CROSS_CONFIG names '" + named.get() + "', which is no file")
            .at(Place.of("CROSS_CONFIG"))
            .help("unset CROSS_CONFIG, or let it name a Cross.toml"));
    return Optional.empty();
  }

  /** Not the lower-case file that a system without regard to case would show under our name. */
  private boolean exists(Path file) {
    var names = namesIn(root);
    return Files.isRegularFile(file) && (names.contains(NAME) || names.isEmpty());
  }

  /** Empty where the directory may be entered, but not listed. */
  private static List<String> namesIn(Path directory) {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  private void readCrossToml(Path file) {
    var source = shown(host, file);
    try {
      var toml = parse(file);
      toml.errors().forEach(error -> problems.add(syntax(error, source)));
      int firstError =
          toml.errors().stream()
              .mapToInt(error -> error.position().line())
              .min()
              .orElse(Integer.MAX_VALUE);
      var found = new ArrayList<Problem>();
      new TableReader(Origin.Layer.CROSS_TOML, source, source, parent(file), found, said)
          .read(toml);
      // Behind the first error a key may be taken for one of the table in front of it.
      found.stream()
          .filter(problem -> problem.place().filter(at -> at.line() >= firstError).isEmpty())
          .forEach(problems::add);
    } catch (CharacterCodingException e) {
      problems.add(
          Problem.error(ProblemCode.TOML_SYNTAX, "'" + source + "' is not encoded in UTF-8")
              .at(Place.of(source))
              .help("save it as UTF-8"));
    } catch (IOException e) {
      problems.add(
          Problem.error(ProblemCode.FILE, "'" + source + "' cannot be read: " + e.getMessage())
              .at(Place.of(source)));
    }
  }

  private static Problem syntax(TomlParseError error, String source) {
    var message = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    return Problem.error(ProblemCode.TOML_SYNTAX, "broken TOML: " + message)
        .at(new Place(source, error.position().line(), error.position().column()));
  }

  /** Parses a file; what is wrong with its TOML stands in the result. */
  static TomlParseResult parse(Path file) throws IOException {
    var text = Files.readString(file);
    // Some editors on Windows begin a file with a byte order mark.
    return Toml.parse(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  private void strayFiles(List<ManifestTable> metadata) {
    if (namesIn(root).contains("cross.toml")) {
      problems.add(
          Problem.warning(
                  ProblemCode.CONFIG_NAME, "'cross.toml' is not read: its name is Cross.toml")
              .at(Place.of(shown(host, root.resolve("cross.toml"))))
              .help("mv cross.toml Cross.toml"));
    }
    var directories = new TreeSet<Path>();
    for (var at = host.workingDirectory();
        at != null && at.startsWith(root) && !at.equals(root);
        at = at.getParent()) {
      directories.add(at);
    }
    metadata.forEach(table -> directories.add(parent(table.manifest())));
    directories.remove(root);
    for (var directory : directories) {
      var file = directory.resolve(NAME);
      if (Files.isRegularFile(file)) {
        problems.add(
            Problem.warning(
                    ProblemCode.CONFIG_NAME,
                    "this Cross.toml is not read: only the one of the workspace root counts")
                .at(Place.of(shown(host, file)))
                .help("move it to " + root.resolve(NAME) + ", or set CROSS_CONFIG=" + file));
      }
    }
  }

  /** The directory that a file lies in. */
  static Path parent(Path file) {
    var parent = file.getParent();
    return parent == null ? file : parent;
  }
}
