package dev.jcross.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectProblemsTest {
  @TempDir Path directory;
  private Disk disk;

  @BeforeEach
  void openTheDisk() {
    disk = new Disk(directory);
  }

  private static List<String> complaint(ThrowingCallable call) {
    var exception = catchThrowableOfType(ProblemException.class, call);
    assertThat(exception).isNotNull();
    return exception.problems().getFirst().lines();
  }

  @Test
  void tellsWhereAProjectMightBe() {
    disk.crate("code/my app").crate("zoo").crate(".hidden");

    assertThat(complaint(() -> disk.project(".")))
        .containsExactly(
            "error[PROJECT_MISSING]: there is no Cargo.toml here or in a directory above",
            "  --> " + disk.top(),
            "  help: cd 'zoo', or add --manifest-path 'zoo/Cargo.toml'");
    assertThat(complaint(() -> disk.project("code")))
        .contains("  help: cd 'my app', or add --manifest-path 'my app/Cargo.toml'");
  }

  @Test
  void tellsWhatToDoWhenThereIsNoProjectFarAndWide() throws IOException {
    Files.createDirectories(disk.path("a/b/c"));

    assertThat(complaint(() -> disk.project("a")))
        .containsExactly(
            "error[PROJECT_MISSING]: there is no Cargo.toml here or in a directory above",
            "  --> " + disk.path("a"),
            "  help: cd into the project, or add --manifest-path <its Cargo.toml>");
  }

  @Test
  void tellsOfAManifestPathThatLeadsNowhere() {
    disk.crate("app").write("app/src/main.rs", "");

    assertThat(complaint(() -> disk.named(".", "ap/Cargo.toml")))
        .containsExactly(
            "error[PROJECT_MISSING]: 'ap/Cargo.toml' does not exist",
            "  --> ap/Cargo.toml",
            "  help: --manifest-path 'app/Cargo.toml'");
    assertThat(complaint(() -> disk.named(".", "app")))
        .containsExactly(
            "error[PROJECT_MISSING]: --manifest-path names a directory, not a Cargo.toml",
            "  --> app",
            "  help: --manifest-path 'app/Cargo.toml'");
    assertThat(complaint(() -> disk.named("app", "src/main.rs")))
        .containsExactly(
            "error[PROJECT_MISSING]: --manifest-path must name a file called 'Cargo.toml'",
            "  --> src/main.rs");
  }

  @Test
  void tellsWhereEachFileIsBroken() {
    disk.write("ws/Cargo.toml", "[workspace]\nmembers = [\"a\"]\n")
        .write("ws/a/Cargo.toml", "[package]\nname = \"a\n")
        .write("ws/.cargo/config.toml", "[build\n")
        .write("ws/rust-toolchain.toml", "\n  = 1\n");

    var checked = disk.read("ws", Map.of());

    assertThat(checked.value().workspaceRoot()).isEqualTo(disk.path("ws"));
    assertThat(checked.problems()).allMatch(problem -> problem.isError());
    assertThat(checked.problems())
        .extracting(problem -> problem.code() + " " + problem.place().orElseThrow())
        .containsExactly(
            "TOML_SYNTAX .cargo/config.toml:1:7",
            "TOML_SYNTAX rust-toolchain.toml:2:3",
            "MANIFEST_INVALID a/Cargo.toml:2:10");
  }

  @Test
  void saysWhatIsBroken() {
    disk.write("app/Cargo.toml", "[package]\nname = \n");

    assertThat(disk.read("app", Map.of()).problems().getFirst().lines())
        .first()
        .asString()
        .startsWith("error[MANIFEST_INVALID]: unexpected end of line");
  }

  @Test
  void tellsOfAManifestThatIsNotText() throws IOException {
    disk.crate("app");
    Files.write(disk.path("app/Cargo.toml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

    assertThat(complaint(() -> disk.project("app")))
        .containsExactly("error[MANIFEST_INVALID]: 'Cargo.toml' is not UTF-8", "  --> Cargo.toml");
  }

  @Test
  void readsWindowsFilesAndTheNewestToml() {
    disk.write("lib/Cargo.toml", "[package]\nname = \"lib\"")
        .write(
            "app/Cargo.toml",
            """
            \uFEFF[package]
            name = "app"
            [dependencies]
            lib = {
              path = "../lib",
            }
            """
                .replace("\n", "\r\n"));

    assertThat(disk.project("app").roots()).hasSize(2);
  }

  @Test
  void bearsValuesOfWrongTypes() {
    disk.write(
        "app/Cargo.toml",
        """
        dependencies = 3
        target = [1]
        patch = { crates-io = "x" }
        [package]
        workspace = true
        """);

    assertThat(disk.project("app").roots()).containsExactly(disk.path("app"));
  }
}
