package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.integration.attacks.Attack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A build script that attacks: see {@code attacks/build.rs} and docs/reference/hermeticity.md. */
class HostileIT {
  private static final String TRIPLE = Workbench.NATIVE;

  @RegisterExtension static final Workbench bench = new Workbench();

  /** What came of each attempt. */
  private static final Map<String, String> outcomes = new TreeMap<>();

  private static Project crate = bench.nowhere();

  @BeforeAll
  static void attack() throws IOException {
    var marker = "jcross-it-" + UUID.randomUUID();
    var home = Files.createDirectories(bench.root().resolve("home"));
    Files.writeString(home.resolve("key"), "secret-0");
    crate =
        bench
            .crate()
            .buildScript(
                Files.readString(
                    Workbench.checkout()
                        .resolve("integration-tests/src/test/resources/attacks/build.rs")))
            .main(
                """
                fn main() {
                    print!("{}", include_str!(concat!(env!("OUT_DIR"), "/facts")));
                }
                """)
            .write("home", home.toString())
            .write("marker", marker)
            .write("socket", marker);
    crate.succeed("generate-lockfile");
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var _ = abstractSocket(marker)) {
      crate.write("port", Integer.toString(server.getLocalPort()));
      crate
          .jcross()
          .with("CARGO_REGISTRY_TOKEN", "secret-1")
          .with("SSH_AUTH_SOCK", "/tmp/agent.sock")
          .with("AWS_SECRET_ACCESS_KEY", "secret-2")
          .with("GITHUB_TOKEN", "secret-3")
          .with("https_proxy", "http://user:secret-4@127.0.0.1:9")
          .succeed("run", "--quiet", "--offline", "--locked", "--target", TRIPLE)
          .output()
          .lines()
          .map(line -> line.split("\t", 2))
          .forEach(parts -> outcomes.put(parts[0], parts[1]));
    }
  }

  /** A process of this machine that listens there until it is closed; Java itself cannot. */
  private static AutoClosed abstractSocket(String name) throws IOException {
    var process =
        new ProcessBuilder(
                "perl",
                "-MSocket",
                "-e",
                "socket(S, PF_UNIX, SOCK_STREAM, 0) && bind(S, pack_sockaddr_un(\"\\0\" ."
                    + " $ARGV[0])) && listen(S, 5) or die $!; $| = 1; print \"listening\\n"
                    + "\"; sleep 600;",
                name)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.inputReader().readLine()).isEqualTo("listening");
    return process::destroyForcibly;
  }

  private interface AutoClosed extends AutoCloseable {
    @Override
    void close();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DAEMON")
  void isStopped(Attack attack) {
    assertThat(outcomes).containsKey(attack.name());
    assertThat(outcomes.get(attack.name())).as(attack.name()).matches(attack.outcome());
  }

  @Test
  void whatItLeavesRunningEnds() {
    assertThat(outcomes.get("DAEMON")).as("it was started").isEqualTo("IT WORKED");
    var unchanged = "a=$(cat /build/alive); sleep 1; [ \"$a\" = \"$(cat /build/alive)\" ]";

    Eventually.within(
        Duration.ofMinutes(1),
        "the process that it left has ended",
        () -> {
          // While a command runs, its own children are not told from those of others.
          Eventually.pause(Duration.ofSeconds(4));
          return crate.run("exec", "--target", TRIPLE, "--", "sh", "-c", unchanged).status() == 0;
        });
  }

  @Test
  void changesNothingInTheProject() {
    assertThat(crate.file("src/main.rs")).content().contains("include_str!");
  }
}
