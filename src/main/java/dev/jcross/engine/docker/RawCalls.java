package dev.jcross.engine.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Calls of the engine's API: those that docker-java does not know or tells too little of, and those
 * of a build with nothing to do, which would wait for docker-java longer than for the engine.
 */
final class RawCalls {
  private static final int REASON_LIMIT = 64 * 1024;

  private final EngineLink link;
  private final String prefix;

  /**
   * Calls through a link.
   *
   * @param prefix of all paths, such as {@code /v1.41}
   */
  RawCalls(EngineLink link, String prefix) {
    this.link = link;
    this.prefix = prefix;
  }

  Json get(String path) throws IOException {
    return exchange("GET", path, new byte[0], RawCalls::json);
  }

  Json post(String path, byte[] json) throws IOException {
    return exchange("POST", path, json, RawCalls::json);
  }

  private static Json json(InputStream body) throws IOException {
    try {
      return Json.read(body);
    } catch (JsonProcessingException e) {
      throw new EngineConnection.NoEngine("what answers is no container engine");
    }
  }

  void delete(String path) throws IOException {
    exchange("DELETE", path, new byte[0], InputStream::readAllBytes);
  }

  private interface Reader<T> {
    T read(InputStream body) throws IOException;
  }

  /** In HTTP 1.0, whose answers end with the connection: nothing is chunked. */
  private <T> T exchange(String method, String path, byte[] json, Reader<T> reader)
      throws IOException {
    try (var connection = link.connect()) {
      connection.send(
          method
              + " "
              + prefix
              + path
              + " HTTP/1.0\r\nHost: localhost\r\n"
              + (json.length == 0
                  ? ""
                  : "Content-Type: application/json\r\nContent-Length: " + json.length + "\r\n")
              + "\r\n",
          json);
      int status = connection.readStatus();
      while (!connection.readLine().isEmpty()) {
        // Nothing in the head is of use.
      }
      if (status < 300) {
        return reader.read(connection.input());
      }
      throw refused(
          status,
          new String(connection.input().readNBytes(REASON_LIMIT), StandardCharsets.UTF_8).strip());
    }
  }

  private static DockerException refused(int status, String reason) {
    if (Failures.gone(reason)) {
      return new NotFoundException(reason);
    }
    return switch (status) {
      case 404 -> new NotFoundException(reason);
      case 409 -> new ConflictException(reason);
      default -> new DockerException(reason, status);
    };
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
