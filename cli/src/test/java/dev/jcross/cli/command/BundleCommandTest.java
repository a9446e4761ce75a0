package dev.jcross.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.bundle.BundleWriter;
import dev.jcross.bundle.Manifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that is told before an engine is asked; there is none here. */
class BundleCommandTest {
  private static final String CARGO_LOCK =
      """
      version = 4

      [[package]]
      name = "app"
      version = "0.1.0"

      [[package]]
      name = "a"
      version = "1.0.0"
      source = "registry+https://github.com/rust-lang/crates.io-index"
      checksum = "%s"
      """
          .formatted(digest("a crate"));

  private static final String CROSS_LOCK = "version = 1\n";

  @TempDir Path directory;

  @BeforeEach
  void makeAProject() throws IOException {
    write("Cargo.toml", "[package]\nname = \"app\"\nversion = \"0.1.0\"\n");
    write("src/main.rs", "fn main() {}\n");
    write("Cargo.lock", CARGO_LOCK);
    write("Cross.lock", CROSS_LOCK);
  }

  private void write(String path, String text) throws IOException {
    var file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void bundle(String jcross, String host, String crate) throws IOException {
    try (var bundle = new BundleWriter(Files.newOutputStream(directory.resolve("b.tar")))) {
      add(bundle, "images/layer", "bytes");
      add(bundle, "cargo/registry/cache/r/a-1.0.0.crate", crate);
      bundle.finish(
          new Manifest.About(
              jcross,
              host,
              "Docker 29",
              Map.of(
                  "Cargo.lock", "sha256:" + digest(CARGO_LOCK),
                  "Cross.lock", "sha256:" + digest(CROSS_LOCK)),
              List.of(
                  new Manifest.Target(
                      "aarch64-unknown-linux-gnu", "other:1", Optional.of("nightly"))),
              List.of(new Manifest.Image("other:1", "sha256:1", 1_500_000_000))));
    }
  }

  private static void add(BundleWriter bundle, String path, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    bundle.file(path, false, bytes.length, new ByteArrayInputStream(bytes));
  }

  private Terminal.Screen type(String... words) {
    return new Terminal().in(directory).type(words);
  }

  @Test
  void sayWhichLockIsMissingAndHowToMakeIt() throws IOException {
    Files.delete(directory.resolve("Cross.lock"));
    var screen = type("bundle", "export", "b.tar");
    assertThat(screen.errors())
        .isEqualTo(
            """
            error[LOCK_STALE]: there is no Cross.lock
              --> Cross.lock
              help: make it: jcross lock
            """);
    assertThat(screen.status()).isEqualTo(80);

    Files.delete(directory.resolve("Cargo.lock"));
    screen = type("bundle", "export", "b.tar");
    assertThat(screen.errors())
        .isEqualTo(
            """
            error[LOCKFILE_STALE]: there is no Cargo.lock
              --> Cargo.lock
              help: let cargo make it: jcross generate-lockfile
            """);
    assertThat(screen.status()).isEqualTo(78);
  }

  @Test
  void exportsNoTargetThatIsNotLocked() {
    var screen = type("bundle", "export", "-t", "aarch64-unknown-linux-gnu", "b.tar");

    assertThat(screen.errors())
        .isEqualTo(
            """
            error[LOCK_STALE]: there is nothing about 'aarch64-unknown-linux-gnu' on linux/amd64 in Cross.lock
              --> Cross.lock
              help: lock it: jcross lock --target aarch64-unknown-linux-gnu
            """);
    assertThat(screen.status()).isEqualTo(80);
    assertThat(directory.resolve("b.tar")).doesNotExist();
  }

  @Test
  void writesNoBundleOnATerminal() {
    var screen = new Terminal().in(directory).wide(80).type("bundle", "export", "-");

    assertThat(screen.errors())
        .isEqualTo(
            """
            error[USAGE]: a bundle is nothing to read on a terminal
              --> -
              help: jcross bundle export FILE
            """);
    assertThat(screen.status()).isEqualTo(64);
  }

  @Test
  void refusesABundleForOtherMachines() throws IOException {
    bundle("1.2.3", "linux/arm64", "a crate");

    var screen = type("bundle", "import", "b.tar");

    assertThat(screen.errors())
        .isEqualTo(
            """
            error[BUNDLE_MISMATCH]: the bundle is for machines of linux/arm64, and this one is linux/amd64
              --> b.tar
              help: make one on a machine like this: jcross bundle export FILE
            """);
    assertThat(screen.status()).isEqualTo(80);
  }

  @Test
  void refusesABundleOfOtherLocks() throws IOException {
    bundle("1.2.3", "linux/amd64", "a crate");
    write("Cargo.lock", CARGO_LOCK + "\n");
    write("Cross.lock", CROSS_LOCK + "\n");

    var screen = type("bundle", "import", "b.tar");

    assertThat(screen.errors())
        .contains(
            "error[BUNDLE_MISMATCH]: the bundle was made with another Cargo.lock than this"
                + " project's\n",
            "error[BUNDLE_MISMATCH]: the bundle was made with another Cross.lock than this"
                + " project's\n",
            "  help: check out the commit that it was made of, or make it anew: jcross bundle"
                + " export FILE\n");
    assertThat(screen.status()).isEqualTo(80);
  }

  @Test
  void refusesACrateThatIsNotThatOfCargoLock() throws IOException {
    bundle("1.2.3", "linux/amd64", "evil");

    var screen = type("bundle", "import", "b.tar");

    assertThat(screen.errors())
        .endsWith(
            """
            error[BUNDLE_INVALID]: in the bundle a-1.0.0.crate is not the crate that Cargo.lock names
              --> b.tar
              help: make it anew: jcross bundle export FILE
            """);
    assertThat(screen.status()).isEqualTo(74);
  }

  @Test
  void refusesImagesOfAnotherJcross() throws IOException {
    bundle("9.9.9", "linux/amd64", "a crate");

    var screen = type("bundle", "import", "b.tar");

    assertThat(screen.errors())
        .endsWith(
            """
            error[BUNDLE_MISMATCH]: the bundle was made by jcross 9.9.9, and this is 1.2.3, with other images
              --> b.tar
              help: install jcross 9.9.9 here
            """);
    assertThat(screen.status()).isEqualTo(80);
  }

  @Test
  void showsWhatIsInABundle() throws IOException {
    bundle("1.2.3", "linux/arm64", "a crate");

    var screen = type("bundle", "show", "--check", "b.tar");

    assertThat(screen.output())
        .isEqualTo(
            """
            made by     jcross 1.2.3, with Docker 29
            for         linux/arm64
            size        0 MB
            Cargo.lock  sha256:%s
            Cross.lock  sha256:%s
            target      aarch64-unknown-linux-gnu
            toolchain   nightly
            image       other:1, 1.5 GB
            crates      1, 1 kB
            """
                .formatted(digest(CARGO_LOCK), digest(CROSS_LOCK)));
    assertThat(screen.errors()).isEqualTo("     Checked b.tar: all is as it was written\n");
    assertThat(screen.status()).isZero();
  }

  @Test
  void saysWhatTheFileIsThatIsNone() throws IOException {
    write("b.tar", "text");
    assertThat(type("bundle", "show", "b.tar").errors())
        .isEqualTo(
            """
            error[BUNDLE_INVALID]: 'b.tar' is no bundle of jcross
              --> b.tar
              help: one is made by: jcross bundle export FILE
            """);
    assertThat(type("bundle", "show", "c.tar").errors())
        .isEqualTo(
            """
            error[FILE]: there is no file 'c.tar'
              --> c.tar
              help: make it on a machine with network: jcross bundle export FILE
            """);
  }

  @Test
  void aloneItShowsItsCommands() {
    assertThat(type("bundle").output()).contains("export", "import", "show");
  }
}
