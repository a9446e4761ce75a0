package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.model.Bind;
import dev.jcross.image.BuiltinRecipes;
import dev.jcross.image.ImageSource;
import dev.jcross.image.RecipeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.ExecConfig;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * The image that manages the volume of toolchains: a real rustup, run as jcross runs it (any user,
 * a read-only root), installs small toolchains from a server on this machine.
 */
class InstallToolchainIT {
  private static final String PI = "aarch64-unknown-linux-musl";
  private static final String LISTED = "armv7-unknown-linux-gnueabihf";
  private static final String UNAVAILABLE = "riscv64gc-unknown-linux-gnu";
  private static final String DAY = "nightly-2026-01-01";
  private static final String NIGHTLY = DAY + "-" + SmallDist.HOST;
  private static final String PROGRAMS = "/rustup/toolchains/" + NIGHTLY + "/bin/";

  @RegisterExtension static final Workbench bench = new Workbench();

  private static String image = "";
  private static Optional<DistServer> started = Optional.empty();

  private final String volume = "jcross-it-rustup-" + UUID.randomUUID();

  @BeforeAll
  static void serve() throws IOException {
    image = build();
    bench.removeLater(image);
    try (var container = new GenericContainer<>(DockerImageName.parse(image))) {
      container.withCommand("sleep", "60").start();
      var bridge = Machine.seenBy(container);
      if (bridge.isPresent()) {
        var root = bench.root().resolve("served");
        SmallDist.write(
            root,
            "2026-01-01/channel-rust-nightly",
            List.of(PI),
            List.of(LISTED),
            List.of(UNAVAILABLE));
        SmallDist.write(root, "channel-rust-stable", List.of(), List.of(), List.of());
        started = Optional.of(DistServer.start(root, bridge.get()));
      }
    }
  }

  /** Without jcross, whose command lines would share a volume with the user's own. */
  private static String build() {
    var rustup = (ImageSource.Built) BuiltinRecipes.load().rustup();
    var context = new ImageFromDockerfile("jcross-it/rustup:" + UUID.randomUUID(), false);
    for (var file : rustup.recipe().files()) {
      var text = (RecipeFile.Text) file;
      var _ =
          context.withFileFromTransferable(
              text.path(),
              Transferable.of(
                  text.content().getBytes(StandardCharsets.UTF_8),
                  text.executable() ? 0755 : 0644));
    }
    for (var name : List.of("http_proxy", "https_proxy", "no_proxy")) {
      var value = System.getenv(name);
      if (value != null) {
        var _ = context.withBuildArg(name, value);
      }
    }
    return context.get();
  }

  @AfterAll
  static void stop() {
    started.ifPresent(DistServer::close);
  }

  @BeforeEach
  void makeAVolume() throws IOException, InterruptedException {
    assumeTrue(started.isPresent(), "containers reach this machine");
    bench.removeVolumeLater(volume);
    try (var container = container()) {
      container.start();
      container.execInContainer(
          ExecConfig.builder()
              .user("root")
              .command(new String[] {"chown", "1234:1234", "/rustup"})
              .build());
    }
  }

  @AfterEach
  void serveAll() {
    server().holdNothing();
  }

  @Test
  void installsAToolchainOnceAndThenAsksNobody() throws IOException, InterruptedException {
    try (var container = start()) {
      assertThat(install(container, DAY, "clippy,rust-src", PI))
          .satisfies(
              result -> {
                assertThat(result.getExitCode()).isZero();
                assertThat(result.getStdout()).isEmpty();
                assertThat(result.getStderr().lines())
                    .containsExactlyInAnyOrder(
                        "Downloading cargo (" + DAY + ")",
                        "Downloading rust-std (" + DAY + ")",
                        "Downloading rustc (" + DAY + ")",
                        "Downloading clippy (" + DAY + ")",
                        "Downloading rust-src (" + DAY + ")",
                        "Downloading rust-std for " + PI + " (" + DAY + ")");
              });
      assertThat(in(container, PROGRAMS + "rustc").getStdout()).isEqualTo("rustc 1.99.0\n");

      var asked = server().requests().size();
      // With the machine and without it, what the server renamed, and less than before.
      for (var name : List.of(DAY, NIGHTLY)) {
        var again = install(container, name, "clippy-preview", PI + "," + SmallDist.HOST);
        assertThat(again.getExitCode()).isZero();
        assertThat(again.getStdout() + again.getStderr()).isEmpty();
      }
      assertThat(server().requests()).hasSize(asked);
    }
  }

  @Test
  void addsToAToolchainWithoutUpdatingIt() throws IOException, InterruptedException {
    try (var container = start()) {
      assertThat(install(container, "stable", "", "").getExitCode()).isZero();
      var asked = server().requests().size();

      var added = install(container, "stable", "clippy", "");

      assertThat(added.getExitCode()).isZero();
      assertThat(added.getStderr()).isEqualTo("Downloading clippy (stable)\n");
      assertThat(server().requests().subList(asked, server().requests().size()))
          .containsExactly(
              "/dist/clippy-preview-" + SmallDist.VERSION + "-" + SmallDist.HOST + ".tar.gz");
    }
  }

  @Test
  void saysWhichStandardLibrariesTheServerDoesNotHave() throws IOException, InterruptedException {
    try (var container = start()) {
      var result =
          install(
              container, DAY, "clippy", String.join(",", LISTED, UNAVAILABLE, "no-such-os", PI));

      assertThat(result.getExitCode()).isEqualTo(3);
      assertThat(result.getStdout().lines())
          .containsExactly(
              "jcross-toolchain: no std for " + LISTED,
              "jcross-toolchain: no std for " + UNAVAILABLE,
              "jcross-toolchain: no std for no-such-os");
      assertThat(result.getStderr())
          .contains("comes with no standard library for " + UNAVAILABLE, "build-std = true");
      // All else is there.
      assertThat(install(container, DAY, "clippy", PI).getStderr()).isEmpty();
    }
  }

  @Test
  void takesTheSourcesWhereTheProjectCompilesTheStandardLibrary()
      throws IOException, InterruptedException {
    try (var container = start()) {
      assertThat(install(container, DAY, "", UNAVAILABLE, "build-std").getExitCode()).isZero();

      assertThat(
              in(container, "ls", "/rustup/toolchains/" + NIGHTLY + "/lib/rustlib/src/rust/library")
                  .getStdout())
          .isEqualTo("a\n");
    }
  }

  @Test
  void tellsWhatDoesNotExistFromWhatCouldNotBeHad() throws IOException, InterruptedException {
    try (var container = start()) {
      var day = install(container, "nightly-2026-01-02", "", "");
      assertThat(day.getExitCode()).isEqualTo(4);
      assertThat(day.getStdout())
          .isEqualTo("jcross-toolchain: no toolchain nightly-2026-01-02-" + SmallDist.HOST + "\n");
      assertThat(day.getStderr())
          .contains("there is no Rust 'nightly-2026-01-02' for " + SmallDist.HOST + " at http://");

      var component = install(container, DAY, "clippy,miri", "");
      assertThat(component.getExitCode()).isEqualTo(5);
      assertThat(component.getStdout()).isEqualTo("jcross-toolchain: no component miri\n");

      for (var words :
          List.of(
              List.of("esp", "", ""),
              List.of(DAY, "", "../x"),
              List.of(DAY, "-v", ""),
              List.of())) {
        assertThat(install(container, words.toArray(String[]::new)).getExitCode()).isEqualTo(2);
      }
    }
    var nobody = "http://127.0.0.1:9";
    try (var container = container().withEnv("RUSTUP_DIST_SERVER", nobody)) {
      container.start();
      var result = install(container, "beta", "", "");
      assertThat(result.getExitCode()).isEqualTo(1);
      assertThat(result.getStdout()).isEmpty();
      assertThat(result.getStderr()).contains(nobody, "rustup could not install beta");
    }
  }

  @Test
  void twoAtOnceTakeTurns() throws IOException, InterruptedException {
    try (var one = start();
        var other = start()) {
      var first = CompletableFuture.supplyAsync(() -> uninterrupted(one, "clippy"));
      var second = CompletableFuture.supplyAsync(() -> uninterrupted(other, "rust-src"));

      assertThat(first.join().getExitCode()).isZero();
      assertThat(second.join().getExitCode()).isZero();
      assertThat(install(one, DAY, "clippy,rust-src", "").getStderr()).isEmpty();
      assertThat(in(one, PROGRAMS + "cargo-clippy").getStdout()).isEqualTo("clippy\n");
    }
  }

  @Test
  void mendsAToolchainWhoseInstallationWasKilled() throws IOException, InterruptedException {
    try (var container = start()) {
      assertThat(install(container, DAY, "", "").getExitCode()).isZero();
      server().hold("/clippy");
      var asked = server().requests().size();
      var killed = CompletableFuture.supplyAsync(() -> uninterrupted(container, "clippy"));
      Eventually.within(
          Duration.ofMinutes(1), "clippy is asked for", () -> server().requests().size() > asked);

      Workbench.client().killContainerCmd(container.getContainerId()).exec();
      assertThat(killed.handle((result, failure) -> true).join()).isTrue();
    }
    server().holdNothing();
    try (var container = start()) {
      // What a killed rustup leaves: it would refuse to install over this.
      in(container, "touch", PROGRAMS + "cargo-clippy");

      var mended = install(container, DAY, "clippy", PI);

      assertThat(mended.getExitCode()).isZero();
      assertThat(mended.getStderr())
          .contains("installing " + DAY + " anew: its last installation was interrupted");
      assertThat(in(container, PROGRAMS + "cargo-clippy").getStdout()).isEqualTo("clippy\n");
    }
  }

  private static ExecResult uninterrupted(GenericContainer<?> container, String components) {
    try {
      return install(container, DAY, components, "");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DistServer server() {
    return started.orElseThrow();
  }

  private GenericContainer<?> start() {
    var container = container();
    container.start();
    return container;
  }

  private GenericContainer<?> container() {
    return new GenericContainer<>(DockerImageName.parse(image))
        .withCommand("sleep", "600")
        .withEnv("RUSTUP_DIST_SERVER", server().url())
        .withEnv("CARGO_HOME", "/tmp/cargo")
        .withEnv("HOME", "/tmp")
        .withTmpFs(Map.of("/tmp", "exec,mode=1777"))
        .withCreateContainerCmdModifier(
            command -> {
              command.withUser("1234:1234");
              Objects.requireNonNull(command.getHostConfig())
                  .withReadonlyRootfs(true)
                  .withInit(true)
                  .withBinds(Bind.parse(volume + ":/rustup"));
            });
  }

  private static ExecResult install(GenericContainer<?> container, String... words)
      throws IOException, InterruptedException {
    var command = new String[words.length + 1];
    command[0] = "install-toolchain";
    System.arraycopy(words, 0, command, 1, words.length);
    return in(container, command);
  }

  private static ExecResult in(GenericContainer<?> container, String... words)
      throws IOException, InterruptedException {
    return container.execInContainer(words);
  }
}
