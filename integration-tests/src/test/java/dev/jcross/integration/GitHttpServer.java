package dev.jcross.integration;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPInputStream;

/** Git's own {@code http-backend}, for whoever knows the one password. */
final class GitHttpServer implements AutoCloseable {
  private final Path repositories;
  private final Path certificate;
  private final WebServer server;
  private final String authorization;
  private final Queue<String> served = new ConcurrentLinkedQueue<>();

  private GitHttpServer(
      Path repositories, Path certificate, WebServer server, String authorization) {
    this.repositories = repositories;
    this.certificate = certificate;
    this.server = server;
    this.authorization = authorization;
  }

  /** Serves all repositories of a directory, without TLS. */
  static GitHttpServer plain(Path directory, InetAddress address, String user, String password)
      throws IOException {
    return start(directory, directory, WebServer.at(address), user, password);
  }

  private static GitHttpServer start(
      Path repositories, Path certificate, WebServer server, String user, String password) {
    var login =
        Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    var git = new GitHttpServer(repositories, certificate, server, "Basic " + login);
    server.serve(git::answer);
    return git;
  }

  /** Serves all repositories of a directory behind TLS, and leaves its certificate there. */
  static GitHttpServer start(Path directory, InetAddress address, String user, String password)
      throws IOException, GeneralSecurityException {
    var key = ServerKey.make(directory, address);
    return start(directory, key.certificate(), WebServer.tls(address, key), user, password);
  }

  /** The certificate to trust, in PEM form. */
  Path certificate() {
    return certificate;
  }

  String url(GitRepository repository) {
    return origin() + "/" + repositories.relativize(repository.directory());
  }

  String origin() {
    return server.origin();
  }

  /** The paths that were handed out, in order. */
  List<String> served() {
    return List.copyOf(served);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      served.add(exchange.getRequestURI().getPath());
      backend(exchange);
    }
  }

  private void backend(HttpExchange exchange) throws IOException {
    var builder = new ProcessBuilder(Machine.program("git"), "http-backend");
    var headers = exchange.getRequestHeaders();
    builder
        .environment()
        .putAll(
            Map.of(
                "GIT_PROJECT_ROOT", repositories.toString(),
                "GIT_HTTP_EXPORT_ALL", "1",
                "GIT_CONFIG_GLOBAL", "/dev/null",
                "PATH_INFO", exchange.getRequestURI().getPath(),
                "QUERY_STRING", Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse(""),
                "REQUEST_METHOD", exchange.getRequestMethod(),
                "REMOTE_USER", "ada",
                "CONTENT_TYPE", Optional.ofNullable(headers.getFirst("Content-Type")).orElse(""),
                "GIT_PROTOCOL", Optional.ofNullable(headers.getFirst("Git-Protocol")).orElse("")));
    InputStream body = new ByteArrayInputStream(exchange.getRequestBody().readAllBytes());
    if ("gzip".equals(headers.getFirst("Content-Encoding"))) {
      body = new GZIPInputStream(body);
    }
    var input = body.readAllBytes();
    builder.environment().put("CONTENT_LENGTH", Integer.toString(input.length));
    var process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var pipe = process.getOutputStream()) {
      pipe.write(input);
    }
    send(exchange, process.getInputStream());
  }

  /** Headers, an empty line, and the body: RFC 3875. */
  private static void send(HttpExchange exchange, InputStream output) throws IOException {
    int status = 200;
    for (var line = line(output); !line.isEmpty(); line = line(output)) {
      var parts = line.split(": ", 2);
      if (parts[0].equals("Status")) {
        status = Integer.parseInt(parts[1].substring(0, 3));
      } else {
        exchange.getResponseHeaders().add(parts[0], parts[1]);
      }
    }
    var bytes = output.readAllBytes();
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static String line(InputStream output) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int c = output.read(); c >= 0 && c != '\n'; c = output.read()) {
      line.write(c);
    }
    return line.toString(StandardCharsets.UTF_8).strip();
  }

  @Override
  public void close() {
    server.close();
  }
}
