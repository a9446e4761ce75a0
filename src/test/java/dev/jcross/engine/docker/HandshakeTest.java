package dev.jcross.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HandshakeTest {
  private ServerSocket server = closed();

  private static ServerSocket closed() {
    try {
      return new ServerSocket();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  /** Answers every connection with the same bytes. */
  private void answer(String text) {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              while (!server.isClosed()) {
                try (var client = server.accept()) {
                  var request = new StringBuilder();
                  while (request.indexOf("\r\n\r\n") < 0) {
                    int next = client.getInputStream().read();
                    if (next < 0) {
                      break;
                    }
                    request.append((char) next);
                  }
                  client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                  // The test is over.
                }
              }
            });
  }

  private void answerJson(String json) {
    answer("HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + json);
  }

  private static String version(String api, String least) {
    return """
    {"Version": "1.2.3", "ApiVersion": "%s", "MinAPIVersion": "%s",
     "Components": [{"Name": "Engine"}]}
    """
        .formatted(api, least);
  }

  private DockerEngine engine() {
    return DockerEngine.at(
        DockerEndpoint.locate(
            Map.of("DOCKER_HOST", "tcp://127.0.0.1:" + server.getLocalPort()), Path.of("/")));
  }

  private List<String> refused() {
    try (var engine = engine()) {
      return catchThrowableOfType(ProblemException.class, engine::facts)
          .problems()
          .getFirst()
          .lines();
    }
  }

  @ParameterizedTest(name = "an engine of {0} that forgot what is older than {1}: {2}")
  @CsvSource({
    "1.41, 1.12, 1.41",
    "1.44, 1.24, 1.44",
    "1.51, 1.24, 1.51",
    "1.52, 1.44, 1.51",
    "1.99, 1.60, 1.60",
    "2.3, 2.0, 2.0",
    "1.41, '', 1.41"
  })
  void speaksTheNewestThatBothKnow(String api, String least, String spoken) throws IOException {
    answerJson(version(api, least));

    var hello =
        Handshake.with(new EngineLink.PortLink("127.0.0.1", server.getLocalPort(), "the test's"));

    assertThat(hello).isEqualTo(new Handshake(false, "1.2.3", api, spoken));
  }

  @Test
  void knowsPodman() throws IOException {
    answerJson(
        """
        {"Version": "4.3.1", "ApiVersion": "1.41", "MinAPIVersion": "1.24",
         "Components": [{"Name": "Podman Engine", "Version": "4.3.1"}, {"Name": "Conmon"}]}
        """);

    assertThat(
            Handshake.with(
                    new EngineLink.PortLink("127.0.0.1", server.getLocalPort(), "the test's"))
                .podman())
        .isTrue();
  }

  @Test
  void tellsThatAnEngineIsTooOld() {
    answerJson(version("1.40", "1.12"));

    assertThat(refused())
        .containsExactly(
            "error[ENGINE_TOO_OLD]: Docker 1.2.3 is too old: it speaks version 1.40 of the engine's"
                + " API, and jcross needs 1.41",
            "  --> tcp://127.0.0.1:" + server.getLocalPort(),
            "  help: install Docker 20.10 or newer: https://docs.docker.com/engine/install");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.0 200 OK\r\n\r\n<html>Welcome to nginx!</html>",
        "HTTP/1.0 200 OK\r\n\r\n",
        "HTTP/1.0 200 OK\r\n\r\n[]",
        "HTTP/1.0 200 OK\r\n\r\n{\"ApiVersion\": \"new\"}",
        "HTTP/1.0 200 OK\r\n\r\n{\"ApiVersion\": \"1.41\", \"MinAPIVersion\"",
        "HTTP/1.0 301 Moved\r\nLocation: https://elsewhere\r\n\r\n",
        "HTTP/1.0 404 Not Found\r\n\r\n<html>",
        "HTTP/1.0 200 OK\r\nX: no end",
        "SSH-2.0-OpenSSH_9.2p1\r\n",
        "220 mail.example ESMTP\r\n"
      })
  void tellsThatSomethingElseAnswers(String text) {
    answer(text);

    assertThat(refused().getFirst())
        .startsWith("error[ENGINE_UNREACHABLE]: the container engine does not answer: ")
        .doesNotContain("Exception")
        .doesNotContain("<html>");
  }

  @Test
  void tellsThatAPortWantsTlsHoweverItSaysSo() {
    answer("HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n");

    assertThat(refused().getFirst())
        .isEqualTo("error[ENGINE_UNREACHABLE]: the container engine wants TLS at that port");
  }

  @Test
  void tellsThatAPortWantsTlsWithAnAlert() {
    answer("\u0015\u0003\u0001\u0000\u0002\u0002F");

    assertThat(refused().getFirst())
        .isEqualTo("error[ENGINE_UNREACHABLE]: the container engine wants TLS at that port");
  }

  @Test
  void asksAgainWhereNobodyAnsweredTheFirstTime() throws IOException {
    int port = server.getLocalPort();
    server.close();
    try (var engine =
        DockerEngine.at(
            DockerEndpoint.locate(
                Map.of("DOCKER_HOST", "tcp://127.0.0.1:" + port), Path.of("/")))) {
      assertThat(catchThrowableOfType(ProblemException.class, engine::facts)).isNotNull();
      server = new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
      answerJson(version("1.41", "1.12"));

      assertThat(engine.facts().version()).isEqualTo("1.2.3");
    }
  }
}
