package dev.jcross.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.problem.Problem;
import dev.jcross.target.TargetTriple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFolderTest {
  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir private Path folder;

  private Path put(String sample, String name, Instant time) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.copy(Samples.file(sample), file);
    return Files.setLastModifiedTime(file, FileTime.from(time));
  }

  private void madeByCargo(String sample, String name) throws IOException {
    put(sample, name, START.plusSeconds(1));
    Files.writeString(folder.resolve(name + ".d"), name + ": src/main.rs\n");
  }

  private List<String> names() {
    return ResultFolder.read(folder).stream()
        .map(found -> folder.relativize(found.inspection().file()).toString())
        .toList();
  }

  @Test
  void findsProgramsAndLibrariesAndExamplesLast() throws IOException {
    madeByCargo("aarch64-glibc", "tool");
    madeByCargo("aarch64-glibc", "app");
    madeByCargo("aarch64-glibc", "examples/a");
    put("aarch64-glibc", "examples/a-0123456789abcdef", START);
    put("libanswer.so", "libanswer.so", START);
    put("libarm.a", "libarm.a", START);
    put("x86_64-console.exe", "a.exe", START);
    put("bare.wasm", "b.wasm", START);

    assertThat(names())
        .containsExactly(
            "a.exe", "app", "b.wasm", "libanswer.so", "libarm.a", "tool", "examples/a");
  }

  @Test
  void findsProgramsThatAreCalledLikeTheEndOfAName() throws IOException {
    madeByCargo("aarch64-glibc", "json");
    madeByCargo("aarch64-glibc", "map");

    assertThat(names()).containsExactly("json", "map");
  }

  @Test
  void leavesOutWhatIsNoResult() throws IOException {
    put("libhalf.rlib", "libhalf.rlib", START);
    put("libarm.a", "answer.dll.a", START);
    put("aarch64.o", "aarch64.o", START);
    put("aarch64-glibc", ".app.jcross", START);
    put("aarch64-glibc", "deps/app", START);
    Files.writeString(folder.resolve("script"), "#!/bin/sh\n");
    Files.write(folder.resolve("firmware.bin"), new byte[] {0, 32, 0, 32, -63, 1, 0, 8, 9});
    Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("gone"));

    assertThat(names()).isEmpty();
  }

  @Test
  void isEmptyWhereNothingWasMadeYet() {
    assertThat(ResultFolder.read(folder.resolve("gone"))).isEmpty();
  }

  private List<String> printed(String triple) {
    var check = new MachineCheck(TargetTriple.parse(triple), START);
    return ResultFolder.read(folder).stream()
        .flatMap(
            found ->
                check
                    .check(found, folder.relativize(found.inspection().file()).toString())
                    .stream())
        .map(Problem::lines)
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void tellsOfAProgramThatALinkerMadeForAnotherMachine() throws IOException {
    madeByCargo("x86_64-static", "app");

    assertThat(printed("x86_64-unknown-linux-gnu")).isEmpty();
    assertThat(printed("aarch64-unknown-linux-gnu"))
        .containsExactly(
            "error[ARTIFACT_MACHINE]: 'app' is for x86_64, not for aarch64",
            "  --> app",
            "  help: look at its linker: jcross exec --target aarch64-unknown-linux-gnu -- sh -c"
                + " 'env | grep LINKER'");
  }

  @Test
  void tellsOfInstructionsThatTheTargetDoesNotHave() throws IOException {
    madeByCargo("armv6-with-v7-code", "app");

    assertThat(printed("arm-unknown-linux-gnueabihf"))
        .containsExactly(
            "error[ARTIFACT_MACHINE]: 'app' holds code for ARMv7, which the ARMv6K cores of"
                + " arm-unknown-linux-gnueabihf do not run",
            "  --> app",
            "  help: look for target-cpu, target-feature and -march in RUSTFLAGS, CFLAGS and"
                + " .cargo/config.toml; for newer boards there is another target");
  }

  @Test
  void tellsWhereAForeignFileBelongs() throws IOException {
    put("x86_64-static", "helper", START.plusSeconds(1));
    madeByCargo("aarch64-glibc", "app");

    assertThat(printed("aarch64-unknown-linux-gnu"))
        .contains(
            "error[ARTIFACT_MACHINE]: 'helper' is for x86_64, not for aarch64",
            "  help: cargo did not make it: what a build script makes for other machines belongs"
                + " into OUT_DIR, or into a folder of its own")
        .noneMatch(line -> line.contains("app"));
  }

  @Test
  void tellsHowToGetRidOfWhatIsLeftOver() throws IOException {
    madeByCargo("x86_64-static", "app");
    Files.setLastModifiedTime(folder.resolve("app"), FileTime.from(START.minusSeconds(60)));

    assertThat(printed("aarch64-unknown-linux-gnu"))
        .contains("  help: this command did not make it; if it is left over: rm app");
  }
}
