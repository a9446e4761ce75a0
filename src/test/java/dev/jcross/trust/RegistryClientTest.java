package dev.jcross.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.jcross.trust.RegistryAccess.Login;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What no registry does at will: tokens, redirects, lies. */
class RegistryClientTest {
  private static final String DIGEST =
      "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  private HttpServer server = HttpServer.create();
  private final List<String> asked = new ArrayList<>();
  private Answers answers = exchange -> new Answer(404, Map.of(), "");

  RegistryClientTest() throws IOException {}

  private interface Answers {
    Answer to(HttpExchange exchange);
  }

  private record Answer(int status, Map<String, String> headers, String body) {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(
          exchange.getRequestURI()
              + header(exchange, "Authorization")
              + header(exchange, "Proxy-Authorization"));
      var answer = answers.to(exchange);
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      var body = answer.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static String header(HttpExchange exchange, String name) {
    var value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : " " + value;
  }

  private String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private RegistryClient client(String host, Map<String, String> variables, Optional<Login> login)
      throws IOException {
    return client(host, new RegistryAccess(variables, Optional.empty(), login));
  }

  private static RegistryClient client(String host, RegistryAccess access) throws IOException {
    var client = new RegistryClient(Repository.of(host + "/team/cross"), access);
    client.withoutTls();
    return client;
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  @Test
  void getsATokenWithThePasswordAndShowsNoneElsewhere() throws IOException {
    answers =
        exchange ->
            switch (exchange.getRequestURI().getPath()) {
              case "/token" -> new Answer(200, Map.of(), "{\"token\": \"short\"}");
              case String path when !header(exchange, "Authorization").equals(" Bearer short") ->
                  new Answer(
                      401,
                      Map.of(
                          "WWW-Authenticate",
                          "Bearer realm=\"http://" + host() + "/token\",service=\"it\""),
                      "");
              default -> new Answer(200, Map.of(), "hello");
            };

    try (var client = client(host(), Map.of(), Optional.of(new Login("ada", "secret")))) {
      assertThat(client.blob(DIGEST)).asString(UTF_8).isEqualTo("hello");
    }

    assertThat(asked)
        .containsExactly(
            "/v2/team/cross/blobs/" + DIGEST,
            "/token?service=it&scope=repository%3Ateam%2Fcross%3Apull " + basic("ada:secret"),
            "/v2/team/cross/blobs/" + DIGEST + " Bearer short");
  }

  @Test
  void givesNoPasswordToWhereItIsSentForABlob() throws IOException {
    answers =
        exchange ->
            header(exchange, "Host").contains("localhost")
                ? new Answer(200, Map.of(), "hello")
                : header(exchange, "Authorization").isEmpty()
                    ? new Answer(401, Map.of("WWW-Authenticate", "Basic realm=\"it\""), "")
                    : new Answer(
                        307,
                        Map.of(
                            "Location",
                            "http://localhost:" + server.getAddress().getPort() + "/storage"),
                        "");

    try (var client = client(host(), Map.of(), Optional.of(new Login("ada", "secret")))) {
      assertThat(client.blob(DIGEST)).asString(UTF_8).isEqualTo("hello");
    }

    assertThat(asked).hasSize(3).last().isEqualTo("/storage");
    assertThat(asked.get(1)).endsWith(basic("ada:secret"));
  }

  @Test
  void doesNotBelieveBytesThatAreNotThoseOfTheDigest() throws IOException {
    answers = exchange -> new Answer(200, Map.of(), "hallo");

    try (var client = client(host(), Map.of(), Optional.empty())) {
      assertThatThrownBy(() -> client.blob(DIGEST))
          .isInstanceOf(IOException.class)
          .hasMessage("other bytes than " + DIGEST + " came");
      assertThatThrownBy(() -> client.manifest(DIGEST)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void tellsALoginThatIsWantedFromOneThatIsRefused() throws IOException {
    answers = exchange -> new Answer(401, Map.of("WWW-Authenticate", "Basic realm=\"it\""), "");

    try (var client = client(host(), Map.of(), Optional.empty())) {
      assertThatThrownBy(() -> client.manifest("1")).hasMessage("it asks for a login");
    }
    try (var client = client(host(), Map.of(), Optional.of(new Login("ada", "old")))) {
      assertThatThrownBy(() -> client.manifest("1"))
          .hasMessage("the login is refused (status 401)");
    }
  }

  @Test
  void goesThroughAProxyThatAsksForAPassword() throws IOException {
    answers =
        exchange ->
            header(exchange, "Proxy-Authorization").equals(" " + basic("ada:s3c@ret"))
                ? new Answer(404, Map.of(), "")
                : new Answer(407, Map.of("Proxy-Authenticate", "Basic realm=\"company\""), "");
    var variables = Map.of("http_proxy", "http://ada:s3c%40ret@" + host());

    try (var client = client("registry.invalid:80", variables, Optional.empty())) {
      assertThat(client.manifest("1")).isEmpty();
    }

    assertThat(asked).last().asString().contains("http://registry.invalid", "/v2/team/cross");
    asked.clear();
    answers = exchange -> new Answer(404, Map.of(), "");
    var excepted = Map.of("http_proxy", "http://127.0.0.1:1", "no_proxy", "127.0.0.1");
    try (var client = client(host(), excepted, Optional.empty())) {
      assertThat(client.manifest("1")).isEmpty();
    }
    assertThat(asked).hasSize(1);
  }
}
