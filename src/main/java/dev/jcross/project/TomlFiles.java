package dev.jcross.project;

import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlVersion;

/** Reads each file once and gathers what is wrong with them. */
final class TomlFiles {
  static final String MANIFEST = "Cargo.toml";

  private final Path workingDirectory;
  private final Map<Path, Optional<TomlFile>> read = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  TomlFiles(Path workingDirectory) {
    this.workingDirectory = workingDirectory;
  }

  Path workingDirectory() {
    return workingDirectory;
  }

  List<Problem> problems() {
    return problems;
  }

  /** The Cargo.toml at this path, if it exists. */
  Optional<Manifest> manifest(Path path) {
    return read(path, ProblemCode.MANIFEST_INVALID).map(Manifest::new);
  }

  /** The Cargo.toml in this directory, if it exists. */
  Optional<Manifest> manifestIn(Path directory) {
    return manifest(directory.resolve(MANIFEST));
  }

  /** A file of settings, if it exists. */
  Optional<TomlFile> settings(Path path) {
    return read(path, ProblemCode.TOML_SYNTAX);
  }

  /** Relative to the working directory where it lies inside. */
  String shown(Path path) {
    return path.startsWith(workingDirectory) && !path.equals(workingDirectory)
        ? workingDirectory.relativize(path).toString()
        : path.toString();
  }

  private Optional<TomlFile> read(Path path, ProblemCode ifInvalid) {
    var known = read.get(path);
    if (known == null) {
      known = Files.isRegularFile(path) ? readFile(path, ifInvalid) : Optional.empty();
      read.put(path, known);
    }
    return known;
  }

  private Optional<TomlFile> readFile(Path path, ProblemCode ifInvalid) {
    var shownAs = shown(path);
    try {
      var bytes = Files.readAllBytes(path);
      // Cargo, too, takes a byte order mark for nothing.
      var text = decode(bytes).replaceFirst("^\uFEFF", "");
      var content = Toml.parse(text, TomlVersion.V1_1_0);
      // Only the first: the others often follow from it.
      content.errors().stream()
          .limit(1)
          .forEach(
              error ->
                  problems.add(
                      Problem.error(ifInvalid, sentence(error))
                          .at(
                              new Place(
                                  shownAs, error.position().line(), error.position().column()))));
      return Optional.of(new TomlFile(path, shownAs, content, Digest.of(bytes)));
    } catch (CharacterCodingException e) {
      problems.add(
          Problem.error(ifInvalid, "'" + shownAs + "' is not UTF-8").at(Place.of(shownAs)));
    } catch (IOException e) {
      problems.add(
          Problem.error(ProblemCode.FILE, "cannot read '" + shownAs + "': " + e.getMessage())
              .at(Place.of(shownAs)));
    }
    return Optional.empty();
  }

  private static String decode(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static String sentence(TomlParseError error) {
    var message = error.getMessage();
    return message == null || message.isEmpty()
        ? "this is no TOML"
        : message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }
}
