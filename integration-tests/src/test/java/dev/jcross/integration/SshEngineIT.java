package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What may go wrong, and right, between jcross and an engine that ssh reaches. */
class SshEngineIT {
  private final DockerBySsh way = new DockerBySsh();

  @BeforeEach
  void start() throws IOException {
    way.start();
  }

  @AfterEach
  void stop() {
    way.stop();
  }

  @Test
  void logsInOnceForManyConnectionsAtOnce() throws IOException {
    try (var engine = way.engine()) {
      assertThat(engine.facts().endpoint()).isEqualTo(way.address(""));
      var calls =
          IntStream.range(0, 8)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> engine.findContainer("jcross-it-none-" + i)))
              .toList();
      calls.forEach(call -> assertThat(call.join()).isEmpty());
    }

    assertThat(way.log().lines().filter(line -> line.contains("Accepted publickey"))).hasSize(1);
  }

  @Test
  void leavesNoLoginBehind() {
    var before = logins();
    try (var engine = way.engine()) {
      engine.facts();
      assertThat(logins()).isGreaterThan(before);
    }

    Eventually.within(Duration.ofSeconds(10), "the login ends", () -> logins() <= before);
  }

  /** Of jcross's own. */
  private static long logins() {
    return ProcessHandle.allProcesses()
        .map(SshEngineIT::words)
        .filter(words -> words.contains("/jcross-engine-") && words.contains("/login"))
        .count();
  }

  private static String words(ProcessHandle process) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void sharesTheLoginThatTheUserShares() throws IOException {
    way.shareLoginsAsTheUserSays();
    try (var engine = way.engine()) {
      engine.facts();
      engine.findContainer("jcross-it-none");

      assertThat(way.sharedLogin()).exists();
    }

    assertThat(way.log().lines().filter(line -> line.contains("Accepted publickey"))).hasSize(1);
  }

  @Test
  void takesASocketOverThere() {
    try (var engine = EngineWay.engine(way.environment(way.address("/var/run/docker.sock")))) {
      assertThat(engine.facts().name()).isEqualTo("Docker");
    }

    assertThat(EngineWay.unreachable(way.environment(way.address("/run/no-such.sock"))))
        .anySatisfy(line -> assertThat(line).contains("/run/no-such.sock"));
  }

  @Test
  void tellsWhatSshSaysOfAKeyThatIsNotWelcome() throws IOException {
    way.useTheWrongKey();

    assertThat(EngineWay.unreachable(way.environment()))
        .contains("error[ENGINE_UNREACHABLE]: the container engine cannot be reached by ssh")
        .contains("  --> " + way.address(""))
        .anySatisfy(line -> assertThat(line).contains("Permission denied (publickey)"))
        .last()
        .asString()
        .startsWith("  help: does this work?  ssh -p ")
        .endsWith("@127.0.0.1 docker version");
  }

  @Test
  void tellsWhatSshSaysOfAHostThatItDoesNotKnow() throws IOException {
    way.forgetTheHost();

    assertThat(EngineWay.unreachable(way.environment()))
        .anySatisfy(line -> assertThat(line).contains("Host key verification failed"));
  }

  @Test
  void tellsWhatSshSaysOfAHostThatIsNotThere() {
    way.stopServer();

    assertThat(EngineWay.unreachable(way.environment()))
        .anySatisfy(line -> assertThat(line).contains("Connection refused"));
  }

  @Test
  void tellsThatThereIsNoSsh() {
    var environment = new HashMap<>(way.environment());
    environment.put("PATH", "/nonexistent");

    assertThat(EngineWay.unreachable(environment))
        .contains(
            "error[ENGINE_UNREACHABLE]: the engine is reached by ssh, and there is no program"
                + " 'ssh'",
            "  help: sudo apt-get install openssh-client");
  }

  @Test
  void tellsWhatTheOtherMachineLacks() throws IOException {
    way.hideEngines();

    assertThat(EngineWay.unreachable(way.environment()))
        .anySatisfy(line -> assertThat(line).contains("docker").contains("not found"));
  }

  @Test
  void tellsThatTheLoginWasLostInTheMiddle() {
    try (var engine = way.engine()) {
      engine.facts();
      way.stopServer();
      Eventually.pause(Duration.ofMillis(500));

      var problem =
          catchThrowableOfType(ProblemException.class, () -> engine.findContainer("none"));
      assertThat(problem.problems().getFirst().code()).isEqualTo(ProblemCode.ENGINE_LOST);
    }
  }

  @Test
  void keepsItsSocketsToItself() throws IOException {
    try (var engine = way.engine()) {
      engine.facts();
      try (var all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
        assertThat(
                all.filter(path -> path.getFileName().toString().startsWith("jcross-engine-"))
                    .toList())
            .isNotEmpty()
            .allSatisfy(
                directory ->
                    assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                        .isEqualTo("rwx------"));
      }
    }
  }
}
