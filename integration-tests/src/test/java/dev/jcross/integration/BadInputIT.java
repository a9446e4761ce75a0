package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.model.Container;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users and machines get wrong: one clear message, the right status, nothing left. */
class BadInputIT {
  @RegisterExtension static final Workbench bench = new Workbench();

  private static Result refuses(Project project, int status, String line, String... words) {
    var result = project.run(words).hasStatus(status).tells(line);
    assertThat(result.problems()).as(result.errors()).hasSize(1);
    assertThat(result.output()).isEmpty();
    assertThat(bench.containers(project)).isEmpty();
    return result;
  }

  private static Result build(Project project, int status, String line) {
    return refuses(project, status, line, "build", "--target", Workbench.NATIVE);
  }

  @Test
  void tellsThatNoEngineIsThere() {
    var crate = bench.crate();

    crate
        .jcross()
        .with("DOCKER_HOST", "unix:///nonexistent/docker.sock")
        .run("build")
        .hasStatus(69)
        .tells(
            "error[ENGINE_UNREACHABLE]: the container engine does not answer: No such file or"
                + " directory")
        .hasErrorLine("  --> unix:///nonexistent/docker.sock")
        .hasErrorLine("  help: is the address of DOCKER_HOST right, and the engine up?");

    // Never the host's cargo in its place.
    assertThat(crate.file("target")).doesNotExist();
  }

  @Test
  void tellsThatAnEngineAddressMakesNoSense() {
    bench
        .crate()
        .jcross()
        .with("DOCKER_HOST", "carrier-pigeon://roof")
        .run("build")
        .hasStatus(69)
        .tells(
            "error[ENGINE_UNREACHABLE]: jcross cannot use the engine address"
                + " 'carrier-pigeon://roof'");
  }

  @Test
  void tellsThatTheSocketIsForbidden() throws IOException {
    var crate = bench.crate();
    var socket = bench.root().resolve("forbidden.sock");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("---------"));
      assumeTrue(OrdinaryUser.canBe() || !OrdinaryUser.isRoot(), "root may use every socket");
      var jcross = OrdinaryUser.isRoot() ? OrdinaryUser.of(bench).owns(crate) : crate.jcross();

      jcross
          .with("DOCKER_HOST", "unix://" + socket)
          .run("build")
          .hasStatus(69)
          .tells(
              "error[ENGINE_PERMISSION]: you may not use the container engine's socket (permission"
                  + " denied)")
          .hasErrorLine("  --> unix://" + socket)
          .hasErrorLine("  help: sudo usermod -aG docker \"$USER\"   and log in again,");
    }
    Files.delete(socket);
  }

  @Test
  void tellsThatTheEngineHangsUp() throws IOException {
    try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> hangUp(server));
      var address = "127.0.0.1:" + server.getLocalPort();

      bench
          .crate()
          .jcross()
          .with("DOCKER_HOST", "tcp://" + address)
          .run("build")
          .hasStatus(69)
          .tells(
              "error[ENGINE_UNREACHABLE]: the container engine does not answer: the engine closed"
                  + " the connection");
    }
  }

  private static void hangUp(ServerSocket server) {
    try {
      while (true) {
        server.accept().close();
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  @Test
  void tellsThatTheContainerWasTakenAwayMeanwhile() {
    var crate =
        bench
            .crate()
            .main(
                """
                use std::io::Write;

                fn main() {
                    println!("ready");
                    std::io::stdout().flush().unwrap();
                    std::thread::sleep(std::time::Duration::from_secs(600));
                }
                """);
    var jcross =
        crate.jcross().start("run", "--quiet", "--target", Workbench.NATIVE).awaitOutput("ready");

    bench.containers(crate).forEach(Workbench::remove);

    jcross
        .await(java.time.Duration.ofSeconds(30))
        .hasStatus(69)
        .tells("error[ENGINE_LOST]: the container ended while the command was running in it");
    assertThat(bench.containers(crate)).isEmpty();
  }

  @Test
  void tellsThatAnImageCannotBePulled() {
    var crate =
        bench
            .crate()
            .crossToml(
                "[target.%s]\nimage = \"127.0.0.1:1/team/none:1\"\n".formatted(Workbench.NATIVE));

    build(
            crate,
            74,
            "error[IMAGE_PULL]: the image '127.0.0.1:1/team/none:1' cannot be pulled: Get"
                + " \"http://127.0.0.1:1/v2/\": dial tcp 127.0.0.1:1: connect: connection refused")
        .hasErrorLine(
            "  help: is the name right, and are you logged in?  docker login 127.0.0.1:1");
  }

  @Test
  void keepsTheLogOfADockerfileThatFails() throws IOException {
    var marker = "marker-" + System.nanoTime();
    var crate =
        bench
            .crate()
            .crossToml("[target.%s]\ndockerfile = \"Failing\"\n".formatted(Workbench.NATIVE))
            .write(
                "Failing",
                "FROM debian:trixie-slim\nRUN echo " + marker + "; echo why >&2; exit 3\n");

    var result =
        build(
                crate,
                74,
                "error[IMAGE_BUILD]: your Dockerfile's image for "
                    + Workbench.NATIVE
                    + " could not be built: a step ended with exit status 3")
            .hasErrorLine("  | why");

    assertThat(result.errors()).contains("RUN echo " + marker);
    var log =
        result
            .errors()
            .lines()
            .filter(line -> line.startsWith("  help: the whole log: less "))
            .map(line -> Path.of(line.substring("  help: the whole log: less ".length())))
            .findFirst()
            .orElseThrow();
    assertThat(log).content().contains(marker, "why");
    Files.delete(log);
    assertThat(Workbench.client().listContainersCmd().withShowAll(true).exec())
        .noneMatch(commands(marker));
  }

  private static Predicate<Container> commands(String text) {
    return container -> container.getCommand() != null && container.getCommand().contains(text);
  }

  @Test
  void tellsThatADockerfileMakesNoSense() {
    var crate =
        bench
            .crate()
            .crossToml("[target.%s]\ndockerfile = \"Broken\"\n".formatted(Workbench.NATIVE))
            .write("Broken", "FROM debian:trixie-slim\nRUNN true\n");

    var result = crate.run("build", "--target", Workbench.NATIVE).hasStatus(74).showsNoStackTrace();

    assertThat(result.problems()).hasSize(1);
    assertThat(result.problems().getFirst())
        .startsWith("error[IMAGE_BUILD]: your Dockerfile's image for " + Workbench.NATIVE)
        .containsIgnoringCase("RUNN");
  }

  @Test
  void pointsAtTheBrokenLineOfCrossToml() {
    var crate = bench.crate().crossToml("[build\nnetwork = true\n");

    build(crate, 78, "error[TOML_SYNTAX]: broken TOML: Unexpected end of line, expected ]")
        .hasErrorLine("  --> Cross.toml:1:7");
  }

  @Test
  void tellsEverythingThatIsWrongInCrossToml() {
    var crate =
        bench
            .crate()
            .crossToml(
                """
                [build]
                network = "yes"

                [target.%s]
                pre-biuld = ["true"]
                """
                    .formatted(Workbench.NATIVE));

    var result = crate.run("build", "--target", Workbench.NATIVE).hasStatus(78);

    assertThat(result.problems())
        .containsExactly(
            "error[KEY_TYPE]: 'network' is a string, expected true or false",
            "error[KEY_UNKNOWN]: 'pre-biuld' is not a key of [target." + Workbench.NATIVE + "]");
    result.hasErrorLine("  --> Cross.toml:2:1").hasErrorLine("  --> Cross.toml:5:1");
    result.hasErrorLine("  help: did you mean 'pre-build'?").showsNoStackTrace();
    assertThat(bench.containers(crate)).isEmpty();
  }

  @Test
  void tellsThatThereIsNoProject() {
    var empty = bench.at(bench.root().resolve("empty"));

    build(empty, 78, "error[PROJECT_MISSING]: there is no Cargo.toml here or in a directory above")
        .hasErrorLine("  --> " + empty.directory())
        .hasErrorLine("  help: cd into the project, or add --manifest-path <its Cargo.toml>");
  }

  @Test
  void tellsThatTheManifestIsBroken() {
    var crate = bench.crate().write("Cargo.toml", "[package\nname = \"x\"\n");

    var result = crate.run("build").hasStatus(78).showsNoStackTrace();

    assertThat(result.problems()).hasSize(1);
    assertThat(result.errors()).contains("  --> Cargo.toml:1:9");
  }

  @Test
  void namesTheTargetThatWasMeant() {
    var crate = bench.crate();

    refuses(
            crate,
            64,
            "error[TARGET_UNKNOWN]: 'armv6-unknown-linux-gnueabihf' is no Rust target",
            "build",
            "--target",
            "armv6-unknown-linux-gnueabihf")
        .hasErrorLine(
            "  help: no such Rust target; ARMv6 boards (Pi Zero, Pi 1) use"
                + " arm-unknown-linux-gnueabihf");
    refuses(
            crate,
            64,
            "error[TARGET_UNKNOWN]: 'aarch64-unkown-linux-gnu' is no Rust target",
            "build",
            "--target",
            "aarch64-unkown-linux-gnu")
        .hasErrorLine("  help: did you mean 'aarch64-unknown-linux-gnu'?");
  }

  @Test
  void refusesAToolchainThatIsNoneOfRusts() {
    refuses(
        bench.crate(),
        78,
        "error[TOOLCHAIN_UNAVAILABLE]: 'mine' is no toolchain of Rust's",
        "+mine",
        "build");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--locked", "--frozen"})
  void tellsThatTheLockFileIsOutOfDate(String flag) throws IOException {
    var crate = bench.crate();
    crate.succeed("fetch", "--target", Workbench.NATIVE);
    crate.manifest("[dependencies]\nitoa = \"1\"\n");
    var before = Files.readString(crate.file("Cargo.lock"));

    crate
        .run("build", flag, "--target", Workbench.NATIVE)
        .hasStatus(101)
        .tells("error[LOCKFILE_STALE]: Cargo.lock does not match the manifests any more")
        .hasErrorLine("  --> Cargo.lock");

    assertThat(crate.file("Cargo.lock")).hasContent(before);
  }

  @Test
  void tellsThatTheDiskIsFull() throws IOException {
    assumeTrue(OrdinaryUser.isRoot(), "only root can mount");
    var crate = bench.crate();
    var target = Files.createDirectory(crate.file("target"));
    assumeTrue(
        Commands.succeeds(
            List.of("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", target.toString())),
        "this machine does not let root mount");
    try {
      crate
          .run("build", "--target", Workbench.NATIVE)
          .hasStatus(101)
          .tells("error[DISK_FULL]: the disk is full");
    } finally {
      bench.containers(crate).forEach(Workbench::remove);
      Commands.run(List.of("umount", "-l", target.toString()));
    }
  }

  @Test
  void tellsThatTheTargetDirectoryCannotBeMade() {
    var crate = bench.crate().write("target", "a file in its place");

    var result = crate.run("build", "--target", Workbench.NATIVE).showsNoStackTrace();

    assertThat(result.status()).isNotZero();
    assertThat(result.problems()).hasSize(1);
  }

  @Test
  void tellsThatJcrossHasNoImageForATarget() {
    refuses(
        bench.crate(),
        78,
        "error[TARGET_WITHOUT_IMAGE]: jcross has no image for the target 'msp430-none-elf'",
        "build",
        "--target",
        "msp430-none-elf");
  }
}
