package dev.jcross.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {
  @TempDir Path directory = Path.of("/");

  @BeforeEach
  void makeProject() throws IOException {
    Files.writeString(
        directory.resolve("Cargo.toml"), "[package]\nname = \"hello\"\nversion = \"0.1.0\"\n");
    Files.createDirectories(directory.resolve("src"));
    Files.writeString(directory.resolve("src/main.rs"), "fn main() {}\n");
  }

  private void crossToml(String text) throws IOException {
    Files.writeString(directory.resolve("Cross.toml"), text);
  }

  @Test
  void saysWhoSaidEachSettingAndWhoSaidItInVain() throws IOException {
    crossToml(
        """
        [target.aarch64-unknown-linux-gnu]
        image = "registry.example/team/cross-aarch64:llvm19"
        pre-build = ["apt-get update && apt-get install -y libssl-dev:arm64"]
        [build]
        rust = "debian"
        [build.env]
        passthrough = ["RUST_BACKTRACE"]
        """);
    var screen =
        new Terminal()
            .in(directory)
            .variable("CROSS_BUILD_RUST", "rustup")
            .type("explain", "build", "--target", "aarch64-unknown-linux-gnu", "--", "--jsn");
    assertThat(screen.output())
        .isEqualTo(
            """
            target                 aarch64-unknown-linux-gnu  --target
            default-target         -                          default
            image                  "registry.example/team/cross-aarch64:llvm19"
                                                              Cross.toml:2:1
            image.toolchain        []                         default
            dockerfile             -                          default
            dockerfile.context     -                          default
            dockerfile.build-args  {}                         default
            pre-build              ["apt-get update && apt-get install -y libssl-dev:arm64"]
                                                              Cross.toml:3:1
            runner                 -                          default
            sdk                    -                          default
            env.passthrough        ["RUST_BACKTRACE"]         Cross.toml:7:1
            env.volumes            []                         default
            build-std              false                      default
            zig                    false                      default
            zig.version            -                          default
            zig.image              -                          default
            zig.image.toolchain    []                         default
            toolchain              "image"                    default
            tools                  []                         default
            paths                  "project"                  default
            max-glibc              -                          default
            registry               -                          default
            apt-sources            []                         default
            pull                   "missing"                  default
            limits.memory          -                          default
            limits.cpus            -                          default
            limits.processes       4096                       default
            limits.free-disk       "1g"                       default
            trust                  {}                         default
            ssh-agent              false                      default
            network                false                      default
            rust                   "rustup"                   CROSS_BUILD_RUST
                                   not "debian"               Cross.toml:5:1
            ca-bundle              -                          default
            session-timeout        300                        default
            """);
    assertThat(screen.errors()).isEmpty();
    assertThat(screen.status()).isZero();
  }

  @Test
  void saysWhatRunsTheProgramsThoughNobodyChoseIt() throws IOException {
    var screen =
        new Terminal().in(directory).type("explain", "--target", "aarch64-unknown-linux-gnu");
    assertThat(screen.output().lines())
        .contains("runner                 \"qemu-user\"                the image");

    crossToml("[target.aarch64-unknown-linux-gnu]\nrunner = \"native\"\n");
    screen = new Terminal().in(directory).type("explain", "--target", "aarch64-unknown-linux-gnu");
    assertThat(screen.output().lines())
        .contains("runner                 \"native\"                   Cross.toml:2:1");
  }

  @Test
  void tellsTheUserWhatToFix() throws IOException {
    crossToml("[build]\npre-biuld = [\"true\"]\n");
    var screen = new Terminal().in(directory).type("explain");
    assertThat(screen.output())
        .startsWith("target                 x86_64-unknown-linux-gnu  this machine\n");
    assertThat(screen.errors())
        .startsWith(
            """
            %s: 'pre-biuld' is not a key of [build]
              --> Cross.toml:2:1
              help: did you mean 'pre-build'?
            """
                .formatted(screen.status() == 0 ? "warning[KEY_UNKNOWN]" : "error[KEY_UNKNOWN]"));
  }

  @Test
  void explainsEachTargetOfTheCommandLine() {
    var screen =
        new Terminal()
            .in(directory)
            .type(
                "explain",
                "--target=aarch64-unknown-linux-gnu",
                "--target",
                "armv7-unknown-linux-gnueabihf");
    assertThat(screen.output().lines().filter(line -> line.startsWith("target ")))
        .containsExactly(
            "target                 aarch64-unknown-linux-gnu  --target",
            "target                 armv7-unknown-linux-gnueabihf  --target");
  }

  @Test
  void worksOutsideOfAProjectToo(@TempDir Path empty) {
    assertThat(new Terminal().in(empty).type("explain").status()).isZero();
  }

  @Test
  void saysHowToNameATarget() {
    var screen = new Terminal().in(directory).type("explain", "aarch64-unknown-linux-gnu");
    assertThat(screen.errors())
        .isEqualTo(
            """
            error[USAGE]: 'aarch64-unknown-linux-gnu' is no cargo subcommand
              help: jcross explain --target aarch64-unknown-linux-gnu
            """);
    assertThat(screen.status()).isEqualTo(64);
  }

  @Test
  void printsJson() throws IOException {
    crossToml("[build]\nrust = \"debian\"\n");
    var screen =
        new Terminal()
            .in(directory)
            .variable("CROSS_BUILD_RUST", "rustup")
            .type("explain", "--json");
    assertThat(screen.output())
        .startsWith(
            """
            {
              "schema" : 1,
              "problems" : [ ],
              "targets" : [ {
                "target" : "x86_64-unknown-linux-gnu",
                "glibc" : null,
                "origin" : "this machine",
                "settings" : [ {
                  "key" : "default-target",
                  "value" : null,
                  "origins" : [ "default" ],
                  "weaker" : [ ]
                }, {
            """)
        .contains(
            """
                  "key" : "rust",
                  "value" : "\\"rustup\\"",
                  "origins" : [ "CROSS_BUILD_RUST" ],
                  "weaker" : [ {
                    "value" : "\\"debian\\"",
                    "origin" : "Cross.toml:2:1"
                  } ]
            """);
  }
}
