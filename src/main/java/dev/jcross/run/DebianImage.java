package dev.jcross.run;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ImageBuild;
import dev.jcross.engine.ImageBuildFailed;
import dev.jcross.event.Event;
import dev.jcross.event.EventSink;
import dev.jcross.image.ImageSource;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Makes Debian's small image from Debian's packages, where no registry is in reach. */
final class DebianImage {
  private static final String WORK = "debian";
  private static final int LINES_SHOWN = 15;

  private final ContainerEngine engine;
  private final EventSink events;

  DebianImage(ContainerEngine engine, EventSink events) {
    this.engine = engine;
    this.events = events;
  }

  /**
   * Makes the image.
   *
   * @param refusal why it could not be pulled, told if it cannot be made either
   */
  void make(Problem refusal) {
    var reference = new ImageSource.Debian().reference();
    events.tell(
        new Event.Started(
            WORK, "Making image " + reference + " with mmdebstrap (no registry has it)"));
    try {
      // Complete on disk before it is built in: half an image must never get the name.
      var tar = Files.createTempFile("jcross-debian-", ".tar");
      try {
        mmdebstrap(tar, refusal);
        engine.buildImage(image(reference, tar), WORK, events);
      } finally {
        Files.deleteIfExists(tar);
      }
    } catch (IOException e) {
      events.tell(new Event.Failed(WORK));
      throw failed(refusal, List.of(String.valueOf(e.getMessage())));
    } catch (ImageBuildFailed e) {
      events.tell(new Event.Failed(WORK));
      throw failed(refusal, List.of(String.valueOf(e.getMessage())));
    } catch (ProblemException e) {
      events.tell(new Event.Failed(WORK));
      throw e;
    }
    events.tell(new Event.Finished(WORK, "Made image " + reference));
  }

  private static ImageBuild image(String reference, Path tar) {
    var dockerfile = "FROM scratch\nADD debian.tar /\nCMD [\"bash\"]\n";
    return new ImageBuild(
        reference,
        "Dockerfile",
        List.of(
            new ImageBuild.ContextFile(
                "Dockerfile",
                false,
                new ImageBuild.Content.Bytes(dockerfile.getBytes(StandardCharsets.US_ASCII))),
            new ImageBuild.ContextFile("debian.tar", false, new ImageBuild.Content.OnDisk(tar))),
        Map.of(),
        Labels.of("image", "debian"),
        Optional.empty(),
        true);
  }

  private void mmdebstrap(Path tar, Problem refusal) throws IOException {
    Process process;
    try {
      process =
          new ProcessBuilder(
                  "mmdebstrap",
                  "--variant=minbase",
                  "--include=ca-certificates",
                  // As Debian's own slim images have it.
                  "--dpkgopt=path-exclude=/usr/share/man/*",
                  "--dpkgopt=path-exclude=/usr/share/locale/*",
                  "--dpkgopt=path-exclude=/usr/share/doc/*",
                  "--dpkgopt=path-include=/usr/share/doc/*/copyright",
                  ImageSource.Debian.RELEASE,
                  tar.toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      throw failed(refusal, List.of("mmdebstrap is not installed"));
    }
    process.getOutputStream().close();
    var last = new ArrayDeque<String>();
    try (BufferedReader lines = process.inputReader()) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        events.tell(new Event.Output(WORK, line));
        last.add(line);
        if (last.size() > LINES_SHOWN) {
          last.remove();
        }
      }
      if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw failed(refusal, List.copyOf(last));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(refusal, List.of("interrupted"));
    } finally {
      process.destroy();
    }
  }

  private static ProblemException failed(Problem refusal, List<String> details) {
    var all = new ArrayList<String>();
    all.add("pulled: " + refusal.summary());
    all.add("made from Debian's packages:");
    all.addAll(details);
    return Problem.error(
            ProblemCode.IMAGE_BASE,
            "the base image '"
                + new ImageSource.Debian().reference()
                + "' can neither be pulled nor made")
        .with(all)
        .help(
            "let the engine reach a registry, or install mmdebstrap:"
                + " sudo apt-get install mmdebstrap")
        .asException();
  }
}
