package dev.jcross.integration;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** Serves a directory as rust-lang.org does, and remembers what it was asked for. */
final class DistServer implements AutoCloseable {
  private final Path directory;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private volatile Optional<Pattern> held = Optional.empty();

  private DistServer(Path directory, HttpServer server) {
    this.directory = directory;
    this.server = server;
  }

  /** Serves on a free port. */
  static DistServer start(Path directory, String address) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(address, 0), 0);
    var dist = new DistServer(directory, server);
    server.setExecutor(dist.threads);
    server.createContext("/", dist::answer);
    server.start();
    return dist;
  }

  /** What to set RUSTUP_DIST_SERVER to. */
  String url() {
    var address = server.getAddress();
    return "http://" + address.getHostString() + ":" + address.getPort();
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
    server.stop(0);
    threads.shutdownNow();
  }
}
