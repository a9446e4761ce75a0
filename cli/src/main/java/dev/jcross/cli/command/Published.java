package dev.jcross.cli.command;

import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that somebody has published. */
public final class Published {
  private Published() {}

  static Path file(Path file, String shown) {
    if (!Files.isRegularFile(file)) {
      throw Problem.error(ProblemCode.FILE, "there is no file '" + shown + "'")
          .at(Place.of("--against"))
          .asException();
    }
    return file;
  }

  /** Downloads it with curl, which knows the proxies and certificates of its environment. */
  static Path fetch(String url, Path folder) {
    var name = url.replaceFirst("[?#].*", "").replaceFirst(".*/", "");
    try {
      var file =
          Files.createDirectories(folder.resolve("published"))
              .resolve(name.isEmpty() ? "file" : name);
      var process =
          new ProcessBuilder("curl", "-fsSL", "--retry", "2", "-o", file.toString(), "--", url)
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw failed(url, said.strip());
      }
      return file;
    } catch (IOException e) {
      throw failed(url, "curl cannot be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(url, "interrupted");
    }
  }

  private static ProblemException failed(String url, String reason) {
    return Problem.error(ProblemCode.FILE, "'" + url + "' cannot be downloaded: " + reason)
        .at(Place.of("--against"))
        .help("download it in another way, and name the file: --against FILE")
        .asException();
  }
}
