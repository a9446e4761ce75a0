package dev.jcross.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {
  private static final Machine MACHINE = new Machine(Map.of(), Path.of("/home/ada"));
  private static final DockerEndpoint SOCKET =
      new DockerEndpoint(
          "unix:///var/run/docker.sock",
          "/var/run/docker.sock",
          new Address.UnixSocket(Path.of("/var/run/docker.sock")),
          MACHINE);
  private static final DockerEndpoint NAMED =
      new DockerEndpoint(
          "tcp://build.example:2375",
          "DOCKER_HOST",
          new Address.Tcp("build.example", 2375, Optional.empty()),
          MACHINE);

  private static List<String> lines(ProblemException exception) {
    return exception.problems().stream().flatMap(problem -> problem.lines().stream()).toList();
  }

  /** As the transport wraps it. */
  private static RuntimeException wrapped(Throwable cause) {
    return new RuntimeException(cause.toString(), cause);
  }

  @Test
  void tellsHowToGetPermissionForTheSocket() {
    assertThat(
            lines(Failures.unreachable(wrapped(new SocketException("Permission denied")), SOCKET)))
        .containsExactly(
            "error[ENGINE_PERMISSION]: you may not use the container engine's socket (permission"
                + " denied)",
            "  --> unix:///var/run/docker.sock",
            "  help: sudo usermod -aG docker \"$USER\"   and log in again,",
            "        or use a rootless engine");
  }

  @Test
  void tellsHowToStartTheEngineOfAUsualSocket() {
    assertThat(
            lines(
                Failures.unreachable(wrapped(new ConnectException("Connection refused")), SOCKET)))
        .containsExactly(
            "error[ENGINE_UNREACHABLE]: the container engine does not answer: Connection refused",
            "  --> unix:///var/run/docker.sock",
            "  help: start it, for example with: sudo systemctl start docker");
  }

  @Test
  void takesAnEngineThatHangsUpBehindACertificateForOneThatDoesNotAcceptIt() {
    var tls =
        new TlsMaterial(
            Optional.empty(),
            Optional.of(Path.of("cert.pem")),
            Optional.of(Path.of("key.pem")),
            true);
    var endpoint =
        new DockerEndpoint(
            "tcp://build.example:2376",
            "DOCKER_HOST",
            new Address.Tcp("build.example", 2376, Optional.of(tls)),
            MACHINE);

    assertThat(lines(Failures.unreachable(wrapped(new SocketException("Broken pipe")), endpoint)))
        .containsExactly(
            "error[ENGINE_UNREACHABLE]: the container engine does not accept your certificate",
            "  --> tcp://build.example:2376",
            "  | Broken pipe",
            "  help: it wants cert.pem and key.pem that its own authority signed:"
                + " DOCKER_CERT_PATH");
    assertThat(lines(Failures.unreachable(wrapped(new SocketException("Broken pipe")), NAMED)))
        .first()
        .isEqualTo("error[ENGINE_UNREACHABLE]: the container engine does not answer: Broken pipe");
  }

  @Test
  void asksWhetherANamedAddressIsRight() {
    assertThat(
            lines(Failures.unreachable(wrapped(new ConnectException("Connection refused")), NAMED)))
        .containsExactly(
            "error[ENGINE_UNREACHABLE]: the container engine does not answer: Connection refused",
            "  --> tcp://build.example:2375",
            "  help: is the address of DOCKER_HOST right, and the engine up?");
  }

  @Test
  void tellsTheEnginesOwnSentenceWhenItRefuses() {
    assertThat(
            lines(
                Failures.of(
                    new InternalServerErrorException(
                        "Status 500: {\"message\":\"invalid mount config: \\\"/x\\\" does not"
                            + " exist\"}\n"),
                    SOCKET)))
        .containsExactly(
            "error[ENGINE_REFUSED]: the container engine refused: invalid mount config: \"/x\" does"
                + " not exist",
            "  --> unix:///var/run/docker.sock");
  }

  @Test
  void tellsThatTheDiskIsFullWhoeverSaysSo() {
    for (var failure :
        List.of(
            new InternalServerErrorException(
                "Status 500: {\"message\":\"write /var/lib/x: no space left on device\"}"),
            new IOException("write /var/lib/x: No space left on device"))) {
      var shown = lines(Failures.of(failure, SOCKET));

      assertThat(shown)
          .hasSize(3)
          .contains(
              "error[DISK_FULL]: the container engine's disk is full",
              "  help: see what takes the room with: docker system df");
      assertThat(shown.get(1))
          .isEqualToIgnoringCase("  | write /var/lib/x: no space left on device");
    }
  }

  @Test
  void tellsThatTheEngineWentAway() {
    assertThat(lines(Failures.of(wrapped(new SocketException("Broken pipe")), SOCKET)))
        .containsExactly(
            "error[ENGINE_LOST]: the container engine went away: Broken pipe",
            "  --> unix:///var/run/docker.sock",
            "  help: look at the engine with: jcross doctor");
  }

  @Test
  void passesProblemsOnAsTheyAre() {
    var problem = Problem.error(ProblemCode.IMAGE_PULL, "x").asException();

    assertThat(Failures.of(problem, SOCKET)).isSameAs(problem);
  }

  @Test
  void keepsTheCauseForWhoeverDebugs() {
    var cause = new IOException("x");

    assertThat(Failures.of(cause, SOCKET)).hasCause(cause);
    assertThat(Failures.unreachable(cause, SOCKET)).hasCause(cause);
  }

  static List<Throwable> failures() {
    return List.of(
        new ConflictException(
            "Status 409: {\"message\":\"Conflict. The container name \\\"/a\\\" is already in"
                + " use\"}"),
        new InternalServerErrorException("Status 500: {\"message\":\"line\\nbreak\"}\n"),
        wrapped(wrapped(new ConnectException("No such file or directory"))),
        new HijackedStream.Refused(500, "{\"message\":\"cannot exec\"}"),
        new IOException("the engine closed the connection"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void showsNeitherClassNamesNorJson(Throwable failure) {
    for (var exception :
        List.of(Failures.of(failure, SOCKET), Failures.unreachable(failure, SOCKET))) {
      assertThat(exception.problems().getFirst().summary())
          .doesNotContain("Exception")
          .doesNotContain("java.")
          .doesNotContain("{")
          .doesNotContain("Status ")
          .doesNotContain("\n")
          .doesNotContain("\\");
    }
  }

  @ParameterizedTest
  @MethodSource("withoutMessage")
  void saysSomethingAlsoWithoutAMessage(Throwable failure) {
    assertThat(Failures.reason(failure)).isNotBlank();
  }

  static List<Throwable> withoutMessage() {
    return List.of(
        new IOException(), new RuntimeException("  "), new RuntimeException(new IOException("")));
  }
}
