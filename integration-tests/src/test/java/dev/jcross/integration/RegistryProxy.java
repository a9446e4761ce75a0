package dev.jcross.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands before a registry and can answer in its place. */
final class RegistryProxy implements AutoCloseable {
  /** What stands in for the registry's answer; empty: the registry answers. */
  interface Instead {
    Optional<Answer> of(HttpExchange asked);
  }

  record Answer(int status, Map<String, String> headers, String body) {}

  private final WebServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ServerKey key;
  private final String registry;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile Instead instead = exchange -> Optional.empty();

  private RegistryProxy(WebServer server, ServerKey key, String registry) {
    this.server = server;
    this.key = key;
    this.registry = registry;
  }

  /** It speaks TLS: engines try that first, and they trust whatever is on the loopback. */
  static RegistryProxy before(Registry registry) {
    try {
      var loopback = InetAddress.ofLiteral("127.0.0.1");
      var key = ServerKey.make(Files.createTempDirectory("jcross-it-proxy-"), loopback);
      var proxy = new RegistryProxy(WebServer.tls(loopback, key), key, registry.host());
      proxy.server.serve(proxy::answer);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The certificate to trust, in PEM form. */
  Path certificate() {
    return key.certificate();
  }

  /** What stands in front of the names of its images. */
  String host() {
    return server.origin().substring("https://".length());
  }

  /** From now on. */
  void answer(Instead answers) {
    instead = answers;
  }

  /** Methods and paths, in order. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
      var lie = instead.of(exchange);
      if (lie.isPresent()) {
        lie.get().headers().forEach(exchange.getResponseHeaders()::set);
        send(exchange, lie.get().status(), lie.get().body().getBytes(UTF_8));
      } else {
        forward(exchange);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void forward(HttpExchange exchange) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://" + registry + exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.noBody());
    for (var name : List.of("Accept", "Range", "Authorization")) {
      exchange
          .getRequestHeaders()
          .getOrDefault(name, List.of())
          .forEach(v -> request.header(name, v));
    }
    var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    for (var name : List.of("Content-Type", "Docker-Content-Digest", "Content-Range", "Location")) {
      answer.headers().firstValue(name).ifPresent(v -> exchange.getResponseHeaders().set(name, v));
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      answer
          .headers()
          .firstValue("Content-Length")
          .ifPresent(v -> exchange.getResponseHeaders().set("Content-Length", v));
      exchange.sendResponseHeaders(answer.statusCode(), -1);
    } else {
      send(exchange, answer.statusCode(), answer.body());
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean silent = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, silent ? -1 : body.length);
    if (!silent) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.close();
    client.close();
    Workbench.deleteAll(Objects.requireNonNull(key.certificate().getParent()));
  }
}
