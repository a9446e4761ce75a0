package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.Bind;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * Images with the official toolchain: a real rustup installs it from a server on this machine. What
 * that one serves is Debian's Rust, packed as rust-lang packs its own.
 */
class RustupImageIT {
  private static final String PI = "aarch64-unknown-linux-gnu";
  private static final String TOOLCHAIN = "/etc/jcross/toolchain";
  private static final String OLD = "nightly-2020-01-01";

  @RegisterExtension static final Workbench bench = new Workbench();

  private static final List<LabelledJcross> copies = new ArrayList<>();
  private static Optional<DistServer> started = Optional.empty();

  /** The machine of the engine, as containers see it. */
  private static String bridge = "";

  /** The version that is served. */
  private static String rustc = "";

  @BeforeAll
  static void serve() throws IOException, InterruptedException {
    var directory = bench.root().resolve("served");
    // Not left to the container: what root makes, others could not remove.
    Files.createDirectories(directory.resolve("dist"));
    try (var debian = container(imageToPack())) {
      debian
          .withCopyFileToContainer(
              MountableFile.forClasspathResource("dev/jcross/integration/rustup/pack-dist"),
              "/pack-dist")
          .withCreateContainerCmdModifier(
              command ->
                  Objects.requireNonNull(command.getHostConfig())
                      .withBinds(Bind.parse(directory + ":/dist")))
          .start();
      bridge = Machine.seenBy(debian).map(InetAddress::getHostAddress).orElse("");
      if (bridge.isEmpty()) {
        return;
      }
      rustc = in(debian, "sed", "-n", "s/^rustc=//p", TOOLCHAIN);
      in(debian, "sh", "/pack-dist", "/dist");
    }
    copies.add(LabelledJcross.copy(bench.root()));
    started = Optional.of(DistServer.start(directory, InetAddress.ofLiteral(bridge)));
  }

  @AfterAll
  static void stop() {
    started.ifPresent(DistServer::close);
    // The bench removes them once it has removed their containers.
    copies.forEach(copy -> copy.images().forEach(bench::removeLater));
  }

  @BeforeEach
  void needAnEngineOnThisMachine() {
    assumeTrue(started.isPresent(), "containers reach this machine");
  }

  @Test
  void runsTestsWithTheOfficialToolchain() throws IOException, InterruptedException {
    var hello = hello("rustup", "");

    var tests = official(hello).succeed("test", "--target", PI, "--lib");

    assertThat(tests.output()).contains("test result: ok. 1 passed;");
    var image = image(official(hello), PI);
    assertThat(in(image, "cat", TOOLCHAIN)).isEqualTo("source=rustup\nrustc=" + rustc);
    assertThat(in(image, "rustc", "--print", "target-libdir", "--target", PI))
        .matches("/opt/rust/toolchains/stable-[^/]+/lib/rustlib/" + PI + "/lib");
    assertThat(server().requests())
        .contains(
            "/dist/channel-rust-stable.toml", "/dist/rust-std-" + rustc + "-" + PI + ".tar.gz");
  }

  @Test
  void hasClippyAndRustfmt() {
    var hello = hello("rustup", "");

    official(hello).succeed("clippy", "--target", PI, "--lib", "--", "-D", "warnings");
    official(hello).succeed("fmt", "--target", PI, "--check");

    hello.write("src/lib.rs", "pub fn f()->bool{return true;}\n");

    assertThat(official(hello).run("clippy", "--target", PI, "--lib").hasStatus(0).errors())
        .contains("clippy::needless_return");
    assertThat(official(hello).run("fmt", "--target", PI, "--check").hasStatus(1).output())
        .contains("+pub fn f() -> bool {");
  }

  @Test
  void saysThatTheToolchainAProjectNamesDoesNotExist() {
    var hello =
        hello("rustup", "")
            .write("rust-toolchain.toml", "[toolchain]\nchannel = \"" + OLD + "\"\n");

    official(hello)
        .run("test", "--target", PI, "--lib")
        .hasStatus(78)
        .tells("error[TOOLCHAIN_UNAVAILABLE]: Rust '" + OLD + "' does not exist on the server");
  }

  @Test
  void takesTheOfficialToolchainByItselfWhereItsServerAnswers()
      throws IOException, InterruptedException {
    var hello = hello("auto", "");

    official(hello).succeed("check", "--target", Workbench.NATIVE, "--lib");

    assertThat(in(image(official(hello), Workbench.NATIVE), "cat", TOOLCHAIN))
        .isEqualTo("source=rustup\nrustc=" + rustc);
  }

  @Test
  void saysWhatRustupCouldNotReach() throws IOException {
    // For the others' images Rust may be installed already.
    var fresh = LabelledJcross.copy(bench.root());
    copies.add(fresh);
    var nobody = "http://" + bridge + ":" + Machine.freePort(InetAddress.ofLiteral(bridge));
    var hello = hello("rustup", "");

    var failed =
        official(hello)
            .from(fresh.home())
            .with("RUSTUP_DIST_SERVER", nobody)
            .run("test", "--target", PI, "--lib");

    failed
        .hasStatus(74)
        .tells(
            "error[IMAGE_BUILD]: image base could not be built: a step ended with exit status 1");
    assertThat(failed.errors())
        .contains(nobody + "/dist/channel-rust-stable.toml.sha256", "the whole log: less ");
    assertThat(fresh.images()).isEmpty();
  }

  private static Project hello(String rust, String settings) {
    return bench.example("hello").crossToml("[build]\nrust = \"" + rust + "\"\n" + settings);
  }

  /** With the server in its environment. */
  private static Jcross official(Project project) {
    var official =
        project
            .jcross()
            .from(copies.getFirst().home())
            .with("RUSTUP_DIST_SERVER", server().url())
            .with("XDG_CACHE_HOME", bench.root().resolve("cache").toString());
    // Where there is no proxy there must be no exception either: the engine's cache would differ.
    for (var name : List.of("no_proxy", "NO_PROXY")) {
      if (Stream.of("http_proxy", "HTTP_PROXY", name).anyMatch(System.getenv()::containsKey)) {
        official = official.with(name, System.getenv().getOrDefault(name, "") + "," + bridge);
      }
    }
    return official;
  }

  private static DistServer server() {
    return started.orElseThrow();
  }

  /** An image with Debian's Rust for two machines, and with patchelf. */
  private static String imageToPack() throws IOException, InterruptedException {
    for (var rust : List.of("auto", "debian")) {
      var project = hello(rust, "pre-build = [\"install-packages patchelf\"]\n");
      var image = image(project.jcross(), PI);
      bench.removeLater(image);
      project.succeed("fetch", "--target", PI);
      if (in(image, "cat", TOOLCHAIN).startsWith("source=debian")) {
        return image;
      }
    }
    throw new AssertionError("rust = \"debian\" gives another Rust");
  }

  private static String image(Jcross jcross, String target) throws IOException {
    var plan = jcross.succeed("plan", "--json", "fetch", "--target", target).output();
    return new ObjectMapper().readTree(plan).at("/targets/0/image/reference").asText();
  }

  private static GenericContainer<?> container(String image) {
    return new GenericContainer<>(DockerImageName.parse(image)).withCommand("sleep", "600");
  }

  /** Runs a program in a container that runs. */
  private static String in(GenericContainer<?> container, String... words)
      throws IOException, InterruptedException {
    var result = container.execInContainer(words);
    assertThat(result.getExitCode())
        .as("%s%n%s%s", List.of(words), result.getStdout(), result.getStderr())
        .isZero();
    return result.getStdout().strip();
  }

  private static String in(String image, String... words) throws IOException, InterruptedException {
    try (var container = container(image)) {
      container.start();
      return in(container, words);
    }
  }
}
