package dev.jcross.integration;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

/** Serves a directory as rust-lang.org does, and remembers what it was asked for. */
final class DistServer implements AutoCloseable {
  private final Path directory;
  private final WebServer server;
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private volatile Optional<Pattern> held = Optional.empty();

  private DistServer(Path directory, WebServer server) {
    this.directory = directory;
    this.server = server;
  }

  /** Serves on a free port. */
  static DistServer start(Path directory, InetAddress address) throws IOException {
    var server = WebServer.at(address);
    var dist = new DistServer(directory, server);
    server.serve(dist::answer);
    return dist;
  }

  /** What to set RUSTUP_DIST_SERVER to. */
  String url() {
    return server.origin();
  }

  /** The paths that were asked for, in order. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** From now on lets wait whoever asks for such a path, longer than a test goes on. */
  void hold(String paths) {
    held = Optional.of(Pattern.compile(paths));
  }

  void holdNothing() {
    held = Optional.empty();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      requests.add(path);
      if (held.stream().anyMatch(pattern -> pattern.matcher(path).find())) {
        Thread.sleep(Duration.ofMinutes(1));
      }
      var file = directory.resolve(path.substring(1)).normalize();
      if (!file.startsWith(directory) || !Files.isRegularFile(file)) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      exchange.sendResponseHeaders(200, Files.size(file));
      Files.copy(file, exchange.getResponseBody());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
