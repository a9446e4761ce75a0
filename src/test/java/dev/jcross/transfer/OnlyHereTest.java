package dev.jcross.transfer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jcross.plan.MountPlan;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnlyHereTest {
  @TempDir Path directory;

  private void check(Path source, String target) {
    OnlyHere.check(new MountPlan.Bind(source, target, true), source);
  }

  @Test
  void letsFilesAndDirectoriesGo() throws IOException {
    var file = Files.writeString(directory.resolve("file"), "");

    assertThatCode(
            () -> {
              check(file, "/run/jcross-ca.crt");
              check(directory, "/project");
              check(directory.resolve("missing"), "/target");
            })
        .doesNotThrowAnyException();
  }

  @Test
  void keepsTheAgentHere() throws IOException {
    var socket = directory.resolve("agent");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));

      assertThatThrownBy(() -> check(socket, "/run/jcross-ssh.sock"))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("the SSH agent is on this machine, and the engine is on another");
      assertThatThrownBy(() -> check(socket, "/run/docker.sock"))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("error[ENGINE_REMOTE]")
          .hasMessageContaining("CROSS_REMOTE=0");
    }
  }

  @Test
  void keepsTheTokensOfTheCallerHere() {
    assertThatThrownBy(() -> check(directory, "/cargo"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("a login writes to cargo's home");
  }
}
