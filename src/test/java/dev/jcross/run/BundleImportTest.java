package dev.jcross.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jcross.bundle.BundleFile;
import dev.jcross.bundle.BundleWriter;
import dev.jcross.bundle.Manifest;
import dev.jcross.event.EventSink;
import dev.jcross.plan.TargetPlan;
import dev.jcross.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle with one image and one crate, and an engine in memory. */
class BundleImportTest {
  private static final String OFFLINE = "build --locked --offline --target PI";
  private static final String FETCHING = "build --locked --target PI";

  @TempDir Path directory;
  private Stage stage;
  private OptionalLong room = OptionalLong.empty();

  @BeforeEach
  void openStage() {
    stage = new Stage(directory);
  }

  private BundleFile bundle(String image, String id) throws IOException {
    var file = directory.resolve("bundle.tar");
    try (var bundle = new BundleWriter(Files.newOutputStream(file))) {
      bundle.file("images/layer", false, 3000, new ByteArrayInputStream(new byte[3000]));
      bundle.file(
          "cargo/registry/cache/r/a-1.crate", false, 1, new ByteArrayInputStream(new byte[1]));
      bundle.finish(
          new Manifest.About(
              "1",
              "linux/amd64",
              "Docker 1",
              Map.of(),
              List.of(new Manifest.Target("PI", image, Optional.empty())),
              List.of(new Manifest.Image(image, id, 3_000_000))));
    }
    return BundleFile.open(file, "bundle.tar");
  }

  private Outcome take(String image, String id) throws IOException {
    try (var bundle = bundle(image, id)) {
      return new BundleImport(
              stage.engine,
              EventSink.SILENT,
              stage.surroundings(),
              TargetPlan::fetchStamp,
              place -> {
                assertThat(place).isEqualTo("/nowhere");
                return room;
              })
          .run(bundle, stage.words(OFFLINE).plan(), stage.words(FETCHING).plan());
    }
  }

  @Test
  void loadsImagesBringsCratesAndLetsCargoUnpackThemWithoutNetwork() throws IOException {
    assertThat(take(Stage.IMAGE, "sha256:other").exitStatus()).isZero();

    assertThat(stage.calls())
        .containsSubsequence(
            "load",
            "volume jcross-cargo-1000 volume",
            "chown 1000:1001 /cargo",
            "copy into HELPER /cargo",
            "exec cargo fetch --target PI --manifest-path /project/Cargo.toml --target PC --locked"
                + " --offline",
            "stamp STAMP");
    assertThat(stage.engine.created()).allMatch(container -> container.network().equals("none"));
    assertThat(stage.engine.containers()).isEmpty();
  }

  @Test
  void loadsNoImageThatIsThere() throws IOException {
    assertThat(take(Stage.IMAGE, "sha256:image").exitStatus()).isZero();

    assertThat(stage.calls()).doesNotContain("load").contains("copy into HELPER /cargo");
  }

  @Test
  void asksForRoomBeforeAnythingIsDone() {
    room = OptionalLong.of(3000);

    assertThatThrownBy(() -> take(Stage.IMAGE, "sha256:other"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused ->
                assertThat(refused.problems().getFirst().lines())
                    .containsExactly(
                        "error[DISK_FULL]: the bundle needs 0 MB in /nowhere, and 0 MB are free",
                        "  help: see what takes the room with: docker system df; jcross images"));
    assertThat(stage.calls()).isEmpty();
  }

  @Test
  void whatCargoSaysOfMissingCratesIsItsStatus() throws IOException {
    stage.engine.program(command -> command.words().contains("fetch") ? 101 : 0);

    assertThat(take(Stage.IMAGE, "sha256:image").exitStatus()).isEqualTo(101);
    assertThat(stage.engine.fetched()).isEmpty();
  }
}
