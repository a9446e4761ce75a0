package dev.jcross.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jcross.bundle.BundleFile;
import dev.jcross.bundle.BundleWriter;
import dev.jcross.bundle.Crates;
import dev.jcross.bundle.Entry;
import dev.jcross.bundle.Manifest;
import dev.jcross.config.Settings;
import dev.jcross.event.EventSink;
import dev.jcross.plan.BuildPlan;
import dev.jcross.plan.TargetPlan;
import dev.jcross.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project with one crate, and an engine in memory. */
class BundleExportTest {
  private static final String BUILD = "--fresh build --locked --target PI";
  private static final String CRATE = "registry/cache/r/a-1.0.0.crate";

  private static final String LOCK =
      """
      [[package]]
      name = "a"
      version = "1.0.0"
      source = "registry+https://github.com/rust-lang/crates.io-index"
      checksum = "SUM"
      """;

  @TempDir Path directory;
  private Stage stage;
  private String crate = "a crate";

  @BeforeEach
  void openStage() throws IOException {
    stage = new Stage(directory);
    stage.engine.archive("images", tar("layer", "bytes"));
    stage.engine.program(
        command -> {
          if (command.words().contains(Scripts.read("bundle-list.sh"))) {
            command.print(CRATE + "\nregistry/cache/r/b-2.0.0.crate\n");
          } else if (command.words().contains(Scripts.read("bundle-print.sh"))) {
            assertThat(command.words()).endsWith("/cargo", CRATE);
            command.print(crate.length() + " " + CRATE + "\n" + crate);
          }
          return 0;
        });
  }

  private static byte[] tar(String path, String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      var content = text.getBytes(StandardCharsets.UTF_8);
      var entry = new TarArchiveEntry(path);
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  private BundleFile export(BuildPlan plan) throws IOException {
    var export =
        new BundleExport(
            stage.engine, EventSink.SILENT, stage.surroundings(), TargetPlan::fetchStamp);
    var ready = export.prepare(plan);
    var file = directory.resolve("bundle.tar");
    try (var bundle = new BundleWriter(Files.newOutputStream(file))) {
      export.write(
          ready,
          Crates.of(LOCK.replace("SUM", sum())),
          new Manifest.About("1.2.3", "linux/amd64", "", Map.of(), List.of(), List.of()),
          bundle);
    }
    return BundleFile.open(file, "bundle.tar");
  }

  private static String sum() {
    try {
      return java.util.HexFormat.of()
          .formatHex(
              java.security.MessageDigest.getInstance("SHA-256")
                  .digest("a crate".getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> refusal(BuildPlan plan) {
    var lines = new java.util.ArrayList<String>();
    assertThatThrownBy(() -> export(plan))
        .isInstanceOfSatisfying(
            ProblemException.class, refused -> lines.addAll(refused.problems().getFirst().lines()));
    return lines;
  }

  @Test
  void downloadsWhatIsMissingAndTakesTheCratesOfTheLockAlone() throws IOException {
    try (var bundle = export(stage.words(BUILD).plan())) {
      bundle.check(done -> {});
      assertThat(bundle.manifest().entries())
          .extracting(Entry::path)
          .containsExactly("images/layer", "cargo/" + CRATE);
      assertThat(bundle.manifest().about().engine()).isEqualTo("Docker 1");
      assertThat(bundle.manifest().about().images())
          .containsExactly(new Manifest.Image(Stage.IMAGE, "sha256:image", 1_000_000));
    }
    assertThat(stage.calls())
        .containsSubsequence(
            "exec cargo fetch --target PI --manifest-path /project/Cargo.toml --target PC"
                + " --locked",
            "save " + Stage.IMAGE.replace("aarch64-unknown-linux-gnu", "PI"));
    // Nothing of the project was compiled, and nothing waits for the next command.
    assertThat(stage.calls()).noneMatch(call -> call.contains("cargo build"));
    assertThat(stage.engine.containers()).isEmpty();
  }

  @Test
  void refusesACrateWhoseBytesAreOther() {
    crate = "another";

    assertThat(refusal(stage.words(BUILD).plan()).getFirst())
        .isEqualTo("error[BUNDLE_CONTENT]: a-1.0.0.crate is not the crate that Cargo.lock names");
  }

  @Test
  void refusesWhatNoBundleCanHave() {
    var host = stage.words(BUILD).toolchain(Settings.ToolchainSource.HOST).plan();
    assertThat(refusal(host).getFirst())
        .isEqualTo("error[BUNDLE_CONTENT]: this machine's own toolchain does not go into a bundle");

    var library = stage.words("+nightly " + BUILD).buildStd().plan();
    assertThat(refusal(library).getFirst())
        .isEqualTo(
            "error[BUNDLE_CONTENT]: the crates of the standard library, which build-std compiles,"
                + " do not go into a bundle");
    assertThat(stage.calls()).isEmpty();
  }
}
