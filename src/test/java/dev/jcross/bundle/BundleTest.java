package dev.jcross.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jcross.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bundles on disk: whole, and in every way broken. */
class BundleTest {
  private static final Manifest.About ABOUT =
      new Manifest.About(
          "1.2.3",
          "linux/amd64",
          "Docker 29",
          Map.of("Cargo.lock", "sha256:1", "Cross.lock", "sha256:2"),
          List.of(new Manifest.Target("aarch64-unknown-linux-gnu", "pi:1", Optional.of("nightly"))),
          List.of(new Manifest.Image("pi:1", "sha256:3", 5)));

  private static final String LONG =
      "cargo/registry/cache/" + "x".repeat(120) + "/" + "y".repeat(120);

  @TempDir Path directory;
  private Path file = Path.of("/nowhere");

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve("bundle.tar");
    write(file);
  }

  private static void write(Path file) throws IOException {
    try (var bundle = new BundleWriter(Files.newOutputStream(file))) {
      add(bundle, "images/layer", "layers ".repeat(1000));
      add(bundle, LONG, "a crate");
      add(bundle, "cargo/registry/cache/empty", "");
      bundle.file("rustup/toolchains/n/bin/rustc", true, 1, new ByteArrayInputStream(new byte[1]));
      bundle.finish(ABOUT);
    }
  }

  private static void add(BundleWriter bundle, String path, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    bundle.file(path, false, bytes.length, new ByteArrayInputStream(bytes));
  }

  private void read() {
    try (var bundle = BundleFile.open(file, "bundle.tar")) {
      bundle.check(done -> {});
    }
  }

  private List<String> refusal() {
    var lines = new ArrayList<String>();
    assertThatThrownBy(this::read)
        .isInstanceOfSatisfying(
            ProblemException.class, refused -> lines.addAll(refused.problems().getFirst().lines()));
    return lines;
  }

  @Test
  void saysWhatIsInIt() {
    try (var bundle = BundleFile.open(file, "bundle.tar")) {
      bundle.check(done -> {});
      assertThat(bundle.manifest().about()).isEqualTo(ABOUT);
      assertThat(bundle.manifest().entries())
          .extracting(Entry::path)
          .containsExactly(
              "images/layer", LONG, "cargo/registry/cache/empty", "rustup/toolchains/n/bin/rustc");
      assertThat(bundle.manifest().sizeBytes("images")).isEqualTo(7000);
      assertThat(bundle.manifest().below("rustup"))
          .singleElement()
          .matches(entry -> entry instanceof Entry.Content content && content.executable());
    }
  }

  @Test
  void theSameContentsAreTheSameBytes() throws IOException {
    var other = directory.resolve("other.tar");
    write(other);

    assertThat(other).hasSameBinaryContentAs(file);
  }

  @Test
  void anArchiveOfAFolderHasTheFoldersAboveAndTheOwner() throws IOException {
    var names = new ArrayList<String>();
    try (var bundle = BundleFile.open(file, "bundle.tar");
        var tar =
            new TarArchiveInputStream(bundle.archive("cargo", "aside/1/", "7:8", done -> {}))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        names.add(entry.getName());
        assertThat(entry.getLongUserId()).isEqualTo(7);
        assertThat(entry.getLongGroupId()).isEqualTo(8);
        if (entry.getName().endsWith("yyy")) {
          assertThat(new String(tar.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("a crate");
        }
      }
    }
    assertThat(names)
        .containsExactly(
            "aside/",
            "aside/1/",
            "aside/1/registry/",
            "aside/1/registry/cache/",
            "aside/1/registry/cache/" + "x".repeat(120) + "/",
            "aside/1/" + LONG.substring("cargo/".length()),
            "aside/1/registry/cache/empty");
  }

  @Test
  void keepsLinksFoldersAndRightsOfAnArchiveAndLeavesOutWhatItIsTold() throws IOException {
    var copied = directory.resolve("copied.tar");
    try (var bundle = BundleFile.open(file, "bundle.tar");
        var copy = new BundleWriter(Files.newOutputStream(copied))) {
      copy.archive(
          bundle.archive("rustup", "", "0:0", done -> {}),
          name -> name.equals("toolchains") ? Optional.empty() : Optional.of("rustup/" + name));
      assertThat(copy.entries())
          .containsExactly(
              new Entry.Folder("rustup/toolchains/n"),
              new Entry.Folder("rustup/toolchains/n/bin"),
              bundle.manifest().entries().getLast());
      copy.finish(ABOUT);
    }
    file = copied;
    read();
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  /** But for the zeros between entries, and the headers of long names, which nobody reads. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aByteThatWasChangedIsFound(long seed) throws IOException {
    var bytes = Files.readAllBytes(file);
    var random = new Random(seed);
    int at = random.nextInt(bytes.length);
    while (bytes[at] == 0 || isHeaderOfName(bytes, at)) {
      at = random.nextInt(bytes.length);
    }
    bytes[at] ^= (byte) (1 << random.nextInt(7));
    Files.write(file, bytes);

    assertThat(refusal().getFirst()).startsWith("error[BUNDLE_");
  }

  private static boolean isHeaderOfName(byte[] bytes, int at) {
    return new String(bytes, at / 512 * 512, 12, StandardCharsets.ISO_8859_1)
        .equals("./PaxHeaders");
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aFileThatWasCutOffIsFound(long seed) throws IOException {
    var bytes = Files.readAllBytes(file);
    // Behind the last entry are only zeros.
    int most = bytes.length - 1024 - 512;
    int length = new Random(seed).nextInt(most);
    Files.write(file, java.util.Arrays.copyOf(bytes, length));

    assertThat(refusal().getFirst())
        .isIn(
            "error[BUNDLE_INVALID]: the bundle ends too early",
            "error[BUNDLE_INVALID]: 'bundle.tar' is no bundle of jcross");
  }

  @Test
  void namesWhatWasChanged() throws IOException {
    change("a crate", "A crate");

    assertThat(refusal())
        .containsExactly(
            "error[BUNDLE_INVALID]: '"
                + LONG
                + "' in the bundle is not what it was when it was made",
            "  --> bundle.tar",
            "  help: copy it again, and compare on both machines: sha256sum bundle.tar");
  }

  private void change(String from, String to) {
    try {
      var text = Files.readString(file, StandardCharsets.ISO_8859_1);
      assertThat(text).contains(from);
      Files.writeString(file, text.replace(from, to), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anotherFileIsNone() throws IOException {
    Files.writeString(file, "no tar at all");
    assertThat(refusal().getFirst())
        .isEqualTo("error[BUNDLE_INVALID]: 'bundle.tar' is no bundle of jcross");
    Files.delete(file);
    assertThat(refusal().getFirst()).isEqualTo("error[FILE]: there is no file 'bundle.tar'");
  }

  @Test
  void aNewerFormIsLeftAlone() {
    change("\0001\n\0", "\0002\n\0");

    assertThat(refusal())
        .containsExactly(
            "error[BUNDLE_VERSION]: the bundle has version 2 of the form, and this jcross knows 1",
            "  --> bundle.tar",
            "  help: take the jcross that made it, or a newer one");
  }

  @Test
  void noEntryLeadsOutOfIt() {
    for (var path : List.of("cargo/../x", "/x", "cargo//x", "./x", "")) {
      assertThatThrownBy(() -> new Entry.Folder(path)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
