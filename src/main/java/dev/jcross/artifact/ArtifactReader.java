package dev.jcross.artifact;

import dev.jcross.artifact.Inspection.Format;
import dev.jcross.artifact.Inspection.Kind;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says what a file is that a build has made. */
public final class ArtifactReader {
  private ArtifactReader() {}

  /**
   * Reads headers and tables of the file, a few kilobytes at a time and never the whole of it.
   *
   * @param file shown in problems as given
   * @throws ProblemException ARTIFACT_UNREADABLE if it is missing, may not be read, is no regular
   *     file, is cut off or damaged, or is certainly no artifact, as a text
   */
  public static Inspection inspect(Path file) {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      // Before it is opened: opening a named pipe would wait for its writer.
      if (attributes.isDirectory()) {
        throw unreadable(file, "is a folder", Optional.of("name a file in it"));
      }
      if (!attributes.isRegularFile()) {
        throw unreadable(file, "is no regular file", Optional.empty());
      }
      try (var channel = FileChannel.open(file)) {
        return read(file, Bytes.of(channel));
      }
    } catch (NoSuchFileException e) {
      throw new ProblemException(
          List.of(
              problem(file, "does not exist")
                  .help("build it first, or look for its name with 'ls'")),
          e);
    } catch (DamagedException e) {
      throw new ProblemException(
          List.of(
              problem(file, "is damaged or cut off: " + e.getMessage())
                  .help("build it again, or copy it again if it came from elsewhere")),
          e);
    } catch (IOException e) {
      var cause =
          e instanceof java.nio.file.AccessDeniedException
              ? "permission denied"
              : String.valueOf(e.getMessage());
      throw new ProblemException(List.of(problem(file, "cannot be read: " + cause)), e);
    }
  }

  private static Inspection read(Path file, Bytes bytes) throws IOException, DamagedException {
    var traits =
        switch (Magic.of(bytes)) {
          case ELF -> ElfReader.read(bytes);
          case PE -> PeReader.read(bytes);
          case COFF -> PeReader.object(bytes);
          case MACHO -> MachReader.read(bytes);
          case UNIVERSAL -> UniversalReader.read(bytes);
          case WASM -> WasmReader.read(bytes);
          case ARCHIVE -> ArchiveReader.read(bytes, false);
          case THIN_ARCHIVE -> ArchiveReader.read(bytes, true);
          case OTHER -> {
            var mistaken = Magic.mistaken(bytes);
            if (mistaken.isPresent()) {
              throw unreadable(
                  file, "is no program and no library", Optional.of(hint(file, mistaken.get())));
            }
            yield Traits.plain(Format.UNKNOWN, Kind.OTHER, Machine.UNKNOWN);
          }
        };
    return traits.of(file, bytes.size());
  }

  private static String hint(Path file, String what) {
    var path = file.toString();
    if (what.equals("a text file") && path.endsWith(".d")) {
      return "it is the list of sources that cargo writes beside an artifact; inspect '"
          + withoutLast(2, path)
          + "' instead";
    }
    return moduleBeside(file)
        .map(
            module -> "it is the JavaScript that starts a module; inspect '" + module + "' instead")
        .orElse("it is " + what);
  }

  /** Emscripten makes two files, and cargo calls the one by its crate, with underscores. */
  private static Optional<Path> moduleBeside(Path file) {
    var name = String.valueOf(file.getFileName());
    if (!name.endsWith(".js")) {
      return Optional.empty();
    }
    var stem = withoutLast(3, name);
    return Stream.of(stem, stem.replace('-', '_'))
        .map(module -> file.resolveSibling(module + ".wasm"))
        .filter(Files::exists)
        .findFirst();
  }

  private static String withoutLast(int characters, String path) {
    return path.substring(0, path.length() - characters);
  }

  private static ProblemException unreadable(Path file, String why, Optional<String> help) {
    return problem(file, why).help(help).asException();
  }

  private static Problem problem(Path file, String why) {
    return Problem.error(ProblemCode.ARTIFACT_UNREADABLE, "'" + file + "' " + why)
        .at(Place.of(file.toString()));
  }
}
