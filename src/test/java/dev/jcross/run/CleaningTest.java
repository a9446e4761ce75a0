package dev.jcross.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jcross.engine.ContainerFacts;
import dev.jcross.plan.HostAction;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CleaningTest {
  private static final Map<String, String> OURS = Map.of("dev.jcross", "volume");

  @TempDir Path directory;

  private Path write(String name, int size) throws IOException {
    var file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, new byte[size]);
  }

  private Cleaning cleaning(boolean dryRun, Path... directories) {
    return new Cleaning(
        new HostAction.Clean(List.of(directories), List.of("jcross-build-1-"), dryRun));
  }

  @Test
  void removesDirectoriesWithAllThatIsInThem() throws IOException {
    write("target/debug/app", 1_000_000);
    write("target/debug/deps/a.rlib", 500_000);
    write("src/main.rs", 10);

    var sum = cleaning(false, directory.resolve("target"), directory.resolve("absent")).files();

    assertThat(sum).isEqualTo(new Cleaning.Sum(2, 1_500_000));
    assertThat(directory.resolve("target")).doesNotExist();
    assertThat(directory.resolve("src/main.rs")).exists();
  }

  @Test
  void followsNoLinkInsideButTheOneThatIsTheDirectoryItself() throws IOException {
    var kept = write("kept/file", 1);
    write("disk/debug/app", 1);
    Files.createSymbolicLink(directory.resolve("disk/debug/link"), kept.getParent());
    Files.createSymbolicLink(directory.resolve("target"), directory.resolve("disk"));

    var sum = cleaning(false, directory.resolve("target")).files();

    assertThat(sum.files()).isEqualTo(2);
    assertThat(kept).exists();
    assertThat(directory.resolve("disk")).doesNotExist();
  }

  @Test
  void onlyCountsInADryRun() throws IOException {
    var file = write("target/debug/app", 7);

    assertThat(cleaning(true, directory.resolve("target")).files())
        .isEqualTo(new Cleaning.Sum(1, 7));
    assertThat(file).exists();
  }

  @Test
  void tellsOfWhatCannotBeRemoved() throws IOException {
    var locked = write("target/locked/app", 1).getParent();
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
    Assumptions.assumeFalse(Files.isWritable(locked), "root may do everything");

    assertThatThrownBy(() -> cleaning(false, directory.resolve("target")).files())
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems().getFirst().code().name()).isEqualTo("FILE"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void removesTheProjectsVolumesAndNoOthers() {
    var stage = new Stage(directory);
    stage
        .engine
        .volume("jcross-build-1-x", OURS)
        .volume("jcross-build-1-y", OURS)
        .volume("jcross-build-12-x", OURS)
        .volume("jcross-build-1-foreign", Map.of())
        .volume("jcross-cargo-1000", OURS);
    stage.engine.forgetCalls();

    assertThat(cleaning(false).volumes(stage.engine)).isEqualTo(2);

    assertThat(stage.engine.volumesWithLabel("dev.jcross=volume"))
        .extracting(volume -> volume.name())
        .containsExactlyInAnyOrder("jcross-build-12-x", "jcross-cargo-1000");
  }

  @Test
  void removesNoVolumeInADryRun() {
    var stage = new Stage(directory);
    stage.engine.volume("jcross-build-1-x", OURS);

    assertThat(cleaning(true).volumes(stage.engine)).isEqualTo(1);

    assertThat(stage.engine.volumesWithLabel("dev.jcross=volume")).hasSize(1);
  }

  @Test
  void emptiesAVolumeThatALiveSessionHolds() {
    var stage = new Stage(directory).warm("build --target PI");
    var volume =
        stage.engine.volumesWithLabel("dev.jcross=volume").stream()
            .map(found -> found.name())
            .filter(name -> name.startsWith("jcross-build-"))
            .findFirst()
            .orElseThrow();
    var clean = new HostAction.Clean(List.of(), List.of(volume), false);

    assertThat(new Cleaning(clean).volumes(stage.engine)).isEqualTo(1);

    assertThat(stage.calls())
        .anyMatch(call -> call.endsWith("find /build -mindepth 1 -delete"))
        .noneMatch(call -> call.startsWith("remove"));
  }

  @Test
  void removesASessionThatHasEndedTogetherWithItsVolume() {
    var stage = new Stage(directory).warm("build --target PI");
    stage.engine.allContainers(ContainerFacts.State.ENDED);
    var clean = new HostAction.Clean(List.of(), List.of("jcross-build-"), false);

    assertThat(new Cleaning(clean).volumes(stage.engine)).isEqualTo(1);

    assertThat(stage.engine.volumesWithLabel("dev.jcross=volume"))
        .extracting(volume -> volume.name())
        .noneMatch(name -> name.startsWith("jcross-build-"));
  }

  @Test
  void saysInOneLineWhatWentAway() {
    assertThat(new Cleaning.Sum(0, 0).text(0)).isEqualTo("0 files");
    assertThat(new Cleaning.Sum(1, 40_000).text(1)).isEqualTo("1 file, 0.0 MB, and 1 volume");
    assertThat(new Cleaning.Sum(12, 3_440_000).text(2))
        .isEqualTo("12 files, 3.4 MB, and 2 volumes");
  }
}
