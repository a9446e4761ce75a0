package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may go wrong, and right, between jcross and an engine behind TLS. */
class TlsEngineIT {
  private final DockerByTls way = new DockerByTls();

  @BeforeEach
  void start() throws IOException {
    way.start();
  }

  @AfterEach
  void stop() {
    way.stop();
  }

  /** As {@code docker context create} writes it. */
  private Map<String, String> context(Path config, String host, boolean skip, String... files)
      throws Exception {
    var id =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256")
                    .digest("front".getBytes(StandardCharsets.UTF_8)));
    var meta = Files.createDirectories(config.resolve("contexts/meta").resolve(id));
    Files.writeString(
        meta.resolve("meta.json"),
        new ObjectMapper()
            .writeValueAsString(
                Map.of(
                    "Name",
                    "front",
                    "Endpoints",
                    Map.of("docker", Map.of("Host", host, "SkipTLSVerify", skip)))));
    var tls = Files.createDirectories(config.resolve("contexts/tls").resolve(id).resolve("docker"));
    for (var file : files) {
      Files.copy(
          way.certificates("good").resolve(file),
          tls.resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
    var environment = new HashMap<>(EngineWay.plainEnvironment());
    environment.put("DOCKER_CONFIG", config.toString());
    environment.put("DOCKER_CONTEXT", "front");
    return environment;
  }

  @Test
  void takesTheCertificatesOfAContext(@TempDir Path config) throws Exception {
    var host = "tcp://localhost:" + way.port();

    try (var engine =
        EngineWay.engine(context(config, host, false, "ca.pem", "cert.pem", "key.pem"))) {
      assertThat(engine.facts().endpoint()).isEqualTo(host);
      assertThat(engine.findImage(EngineContractIT.IMAGE)).isPresent();
    }
  }

  @Test
  void asksNoProofWhereAContextSaysSo(@TempDir Path config) throws Exception {
    try (var engine =
        EngineWay.engine(
            context(config, "tcp://127.0.0.1:" + way.port(), true, "cert.pem", "key.pem"))) {
      assertThat(engine.findImage(EngineContractIT.IMAGE)).isPresent();
    }
  }

  @Test
  void trustsNoOtherAuthority() {
    assertThat(EngineWay.unreachable(way.environment("localhost", "other-authority")))
        .containsExactly(
            "error[ENGINE_UNREACHABLE]: the container engine's certificate is not to be trusted",
            "  --> tcp://localhost:" + way.port(),
            "  | it is not signed by " + way.certificates("other-authority").resolve("ca.pem"),
            "  help: put the certificate of the engine's authority there, or mend the address");
  }

  @Test
  void takesNoCertificateOfAnotherHost() {
    assertThat(EngineWay.unreachable(way.environment("127.0.0.1", "good")).getFirst())
        .startsWith(
            "error[ENGINE_UNREACHABLE]: the container engine's certificate is another host's: ")
        .contains("127.0.0.1");
  }

  @Test
  void tellsThatItsOwnCertificateIsNotWelcome() {
    assertThat(EngineWay.unreachable(way.environment("localhost", "other-client")))
        .first()
        .isEqualTo(
            "error[ENGINE_UNREACHABLE]: the container engine does not accept your certificate");
  }

  @Test
  void tellsThatAPortWantsTls() {
    var environment = new HashMap<>(way.environment());
    environment.put("DOCKER_TLS_VERIFY", "");

    assertThat(EngineWay.unreachable(environment))
        .containsExactly(
            "error[ENGINE_UNREACHABLE]: the container engine wants TLS at that port",
            "  --> tcp://localhost:" + way.port(),
            "  help: export DOCKER_TLS_VERIFY=1 DOCKER_CERT_PATH=<the directory of ca.pem, cert.pem"
                + " and key.pem>");
  }

  @Test
  void tellsThatAPortSpeaksNoTls() throws IOException {
    try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofPlatform()
          .daemon()
          .start(
              () -> {
                try (var client = server.accept()) {
                  client
                      .getOutputStream()
                      .write(
                          "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                  client.getInputStream().readAllBytes();
                } catch (IOException e) {
                  // The test is over.
                }
              });
      var environment = new HashMap<>(way.environment());
      environment.put("DOCKER_HOST", "tcp://localhost:" + server.getLocalPort());

      assertThat(EngineWay.unreachable(environment))
          .containsExactly(
              "error[ENGINE_UNREACHABLE]: the container engine does not speak TLS at that port",
              "  --> tcp://localhost:" + server.getLocalPort(),
              "  help: unset DOCKER_TLS_VERIFY   or name the port for TLS, usually 2376");
    }
  }

  @Test
  void tellsWhichFileIsBroken(@TempDir Path folder) throws IOException {
    for (var file : List.of("ca.pem", "cert.pem", "key.pem")) {
      Files.copy(way.certificates("good").resolve(file), folder.resolve(file));
    }
    Files.writeString(folder.resolve("key.pem"), "no key");
    var environment = new HashMap<>(way.environment());
    environment.put("DOCKER_CERT_PATH", folder.toString());

    try (var engine = EngineWay.engine(environment)) {
      var problem = catchThrowableOfType(ProblemException.class, engine::facts);
      assertThat(problem.problems().getFirst().code()).isEqualTo(ProblemCode.FILE);
      assertThat(problem.problems().getFirst().lines())
          .contains("  --> " + folder.resolve("key.pem"));
    }
  }
}
