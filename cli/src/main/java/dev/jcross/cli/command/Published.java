package dev.jcross.cli.command;

import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/** A file that somebody has published. */
final class Published {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final int PART = 1 << 16;

  private Published() {}

  static Path file(Path file, String shown) {
    if (!Files.isRegularFile(file)) {
      throw Problem.error(ProblemCode.FILE, "there is no file '" + shown + "'")
          .at(Place.of("--against"))
          .asException();
    }
    return file;
  }

  /** Downloads it; redirections are followed, but not from https to http. */
  static Path fetch(String url, Path folder) {
    try (var client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(30))
            .build()) {
      var address = URI.create(url);
      var path = String.valueOf(address.getPath());
      var name = path.substring(path.lastIndexOf('/') + 1);
      var file =
          Files.createDirectories(folder.resolve("published"))
              .resolve(name.isEmpty() ? "file" : name);
      var response =
          client.send(
              HttpRequest.newBuilder(address).timeout(LIMIT).build(),
              HttpResponse.BodyHandlers.ofFile(file));
      if (response.statusCode() != 200) {
        throw failed(url, "the server answers with status " + response.statusCode());
      }
      return file;
    } catch (IOException | IllegalArgumentException e) {
      throw failed(url, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(url, "interrupted");
    }
  }

  private static ProblemException failed(String url, String reason) {
    return Problem.error(ProblemCode.FILE, "'" + url + "' cannot be downloaded: " + reason)
        .at(Place.of("--against"))
        .asException();
  }

  /** 64 hexadecimal digits. */
  static String hash(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      var digest = MessageDigest.getInstance("SHA-256");
      var part = new byte[PART];
      for (int count = bytes.read(part); count >= 0; count = bytes.read(part)) {
        digest.update(part, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
