package dev.jcross.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.core.DockerClientConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The few calls of the engine's API that docker-java does not know, or tells too little of. */
final class RawCalls {
  private static final int REASON_LIMIT = 64 * 1024;

  private final URI endpoint;
  private final DockerClientConfig config;

  RawCalls(URI endpoint, DockerClientConfig config) {
    this.endpoint = endpoint;
    this.config = config;
  }

  JsonNode get(String path) {
    return exchange("GET", path, body -> new ObjectMapper().readTree(body));
  }

  void delete(String path) {
    exchange("DELETE", path, InputStream::readAllBytes);
  }

  private interface Reader<T> {
    T read(InputStream body) throws IOException;
  }

  /** In HTTP 1.0, whose answers end with the connection: nothing is chunked. */
  private <T> T exchange(String method, String path, Reader<T> reader) {
    try (var connection = EngineConnection.open(endpoint, Execution.tls(config))) {
      var head = method + " " + path + " HTTP/1.0\r\nHost: localhost\r\n\r\n";
      connection.output().write(head.getBytes(StandardCharsets.US_ASCII));
      connection.output().flush();
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
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DockerException refused(int status, String reason) {
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
