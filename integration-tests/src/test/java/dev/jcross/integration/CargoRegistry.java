package dev.jcross.integration;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

/**
 * A registry that speaks cargo's sparse protocol and lets nobody read without a token. See
 * "Registry Index" and "Registry Web API" in the Cargo book.
 */
final class CargoRegistry implements AutoCloseable {
  private static final Pattern NAME_AND_VERSION =
      Pattern.compile("\"name\":\"([^\"]+)\".*?\"vers\":\"([^\"]+)\"");

  private final WebServer server;
  private final String token;
  private final Map<String, byte[]> crates = new ConcurrentHashMap<>();
  private final Map<String, String> index = new ConcurrentHashMap<>();
  private final Queue<String> refused = new ConcurrentLinkedQueue<>();
  private final Queue<String> served = new ConcurrentLinkedQueue<>();

  private CargoRegistry(WebServer server, String token) {
    this.server = server;
    this.token = token;
  }

  static CargoRegistry start(InetAddress address, String token) throws IOException {
    var server = WebServer.at(address);
    var registry = new CargoRegistry(server, token);
    server.serve(registry::answer);
    return registry;
  }

  /** As {@code registries.X.index} has it. */
  String index() {
    return "sparse+" + url() + "/index/";
  }

  private String url() {
    return server.origin();
  }

  /** Takes a crate in, as {@code cargo package} made it. */
  void add(String name, String version, Path file) throws IOException {
    add(name, version, Files.readAllBytes(file));
  }

  private void add(String name, String version, byte[] crate) {
    crates.put(name + "/" + version, crate);
    index.put(
        indexPath(name),
        """
        {"name":"%s","vers":"%s","deps":[],"cksum":"%s","features":{},"yanked":false}
        """
            .formatted(name, version, sha256(crate)));
  }

  /** The paths that were asked for without a good token, in order. */
  List<String> refused() {
    return List.copyOf(refused);
  }

  /** The paths that were handed out, in order. */
  List<String> served() {
    return List.copyOf(served);
  }

  private static String indexPath(String name) {
    // Names of the tests have four letters and more.
    return "/index/" + name.substring(0, 2) + "/" + name.substring(2, 4) + "/" + name;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      if (!token.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        refused.add(path);
        exchange
            .getResponseHeaders()
            .add("WWW-Authenticate", "Cargo login_url=\"" + url() + "/me\"");
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      served.add(path);
      if (path.equals("/api/v1/crates/new") && exchange.getRequestMethod().equals("PUT")) {
        publish(exchange.getRequestBody().readAllBytes());
        send(
            exchange,
            "{\"warnings\":{\"invalid_categories\":[],\"invalid_badges\":[],\"other\":[]}}");
      } else if (path.equals("/index/config.json")) {
        send(
            exchange,
            "{\"dl\":\"%s/api/v1/crates\",\"api\":\"%s\",\"auth-required\":true}"
                .formatted(url(), url()));
      } else if (index.containsKey(path)) {
        send(exchange, index.getOrDefault(path, ""));
      } else if (path.matches("/api/v1/crates/[^/]+/[^/]+/download")) {
        var crate = crates.get(path.replaceAll("^/api/v1/crates/|/download$", ""));
        send(exchange, crate == null ? new byte[0] : crate);
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  /** Two lengths, each before what it counts: JSON, then the crate. */
  private void publish(byte[] body) {
    var buffer = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
    var json = new byte[buffer.getInt()];
    buffer.get(json);
    var crate = new byte[buffer.getInt()];
    buffer.get(crate);
    var matcher = NAME_AND_VERSION.matcher(new String(json, StandardCharsets.UTF_8));
    if (!matcher.find()) {
      throw new IllegalStateException("no crate: " + Arrays.toString(json));
    }
    add(matcher.group(1), matcher.group(2), crate);
  }

  private static void send(HttpExchange exchange, String text) throws IOException {
    send(exchange, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, byte[] bytes) throws IOException {
    exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
