package dev.jcross.run;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ImageFacts;
import dev.jcross.event.Event;
import dev.jcross.event.EventSink;
import dev.jcross.image.Contents;
import dev.jcross.image.Part;
import dev.jcross.image.Sha256;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what images consist of, each file of them. That takes seconds, so it is kept by the image's
 * id, which no two images share.
 */
final class ImageContents {
  private static final int LIFE_SECONDS = 600;
  private static final String SCRIPT = Scripts.read("contents.sh");

  private final ContainerEngine engine;
  private final EventSink events;
  private final List<String> sweep;
  private final Path kept;

  /**
   * A reader.
   *
   * @param sweep see {@link Surroundings#sweep}
   * @param cache where jcross keeps what can be made again
   */
  ImageContents(ContainerEngine engine, EventSink events, List<String> sweep, Path cache) {
    this.engine = engine;
    this.events = events;
    this.sweep = sweep;
    // What another script found is not to be compared with what this one finds.
    this.kept =
        cache.resolve("contents").resolve(Sha256.start().add(SCRIPT).hex().substring(0, 12));
  }

  /**
   * All that the image consists of.
   *
   * @throws dev.jcross.problem.ProblemException IMAGE_MISSING if it has no shell or no find, or
   *     cannot be started
   */
  Contents of(ImageFacts image) {
    var file = kept.resolve(image.id().replace(':', '-'));
    var known = read(file);
    if (known.isPresent()) {
      return known.get();
    }
    var contents = look(image);
    keep(file, contents);
    return contents;
  }

  private Contents look(ImageFacts image) {
    var name = image.names().isEmpty() ? image.id() : image.names().getFirst();
    var work = "contents " + image.id();
    events.tell(new Event.Started(work, "Reading image " + name));
    try (var helper =
        HelperContainer.start(
            engine,
            sweep,
            image.id(),
            "0:0",
            List.of(),
            // Whoever owns a file, and whatever its mode.
            List.of("DAC_READ_SEARCH"),
            Optional.empty(),
            "reads an image",
            LIFE_SECONDS)) {
      var result = helper.run("/bin/sh", "-c", SCRIPT);
      var contents = FileListing.read(result.output());
      if (result.status() == 0 && contents.isPresent()) {
        events.tell(new Event.Finished(work, "Read image " + name));
        return contents.get();
      }
      events.tell(new Event.Failed(work));
      throw Problem.error(
              ProblemCode.IMAGE_MISSING, "it cannot be told what is in the image '" + name + "'")
          .with(result.output().lines().filter(line -> !line.startsWith("/")).limit(5).toList())
          .help("it must hold a shell, find, sha256sum and ls, as most do")
          .asException();
    }
  }

  private static Optional<Contents> read(Path file) {
    try {
      var lines = Files.readAllLines(file);
      var parts = new ArrayList<Part>();
      lines.stream().skip(1).forEach(line -> Part.parse(line).ifPresent(parts::add));
      var contents = new Contents(parts);
      // A machine that lost its power may have kept a part of the file.
      return !lines.isEmpty() && lines.getFirst().equals(contents.hash())
          ? Optional.of(contents)
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What cannot be kept is read again the next time. */
  private static void keep(Path file, Contents contents) {
    try {
      Files.createDirectories(file.getParent());
      var written = Files.createTempFile(file.getParent(), "new", "");
      try {
        var lines = new ArrayList<>(List.of(contents.hash()));
        contents.parts().forEach(part -> lines.add(part.toString()));
        Files.write(written, lines);
        Files.move(
            written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(written);
      }
    } catch (IOException e) {
      // As said.
    }
  }
}
