package dev.jcross.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.problem.Place;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CargoConfigsTest {
  @TempDir Path directory;
  private Disk disk;

  @BeforeEach
  void writeAPackage() {
    disk = new Disk(directory).crate("app");
  }

  @ParameterizedTest
  @CsvSource({"app/.cargo/config.toml", ".cargo/config.toml", "app/.cargo/config"})
  void findsTheDefaultTargetUpwards(String file) {
    disk.write(file, "\n[build]\njobs = 2\ntarget = \"armv7-unknown-linux-gnueabihf\"\n");

    var target = disk.project("app").defaultTargets();

    assertThat(target)
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.value()).isEqualTo("armv7-unknown-linux-gnueabihf");
              assertThat(found.place().source()).endsWith(file.replace("app/", ""));
              assertThat(found.place().line()).isEqualTo(4);
            });
  }

  @Test
  void takesAllOfSeveralTargets() {
    disk.write("app/.cargo/config.toml", "build.target = [\"a\", \"b\"]")
        .write(".cargo/config.toml", "build.target = \"far\"");
    var place = new Place(".cargo/config.toml", 1, 1);

    assertThat(disk.project("app").defaultTargets())
        .containsExactly(new Project.Located("a", place), new Project.Located("b", place));
  }

  @Test
  void prefersTheNearerFileAndTheOldName() {
    disk.write("app/.cargo/config", "[build]\ntarget = \"old\"")
        .write("app/.cargo/config.toml", "[build]\ntarget = \"new\"")
        .write(".cargo/config.toml", "[build]\ntarget = \"far\"\ntarget-dir = \"out\"")
        .write("home/.cargo/config.toml", "[build]\ntarget-dir = \"home\"");

    var project = disk.project("app");

    assertThat(project.defaultTargets().getFirst().value()).isEqualTo("old");
    assertThat(project.targetDirectory()).isEqualTo(disk.path("out"));
    assertThat(project.cargoConfigs())
        .containsExactly(
            disk.path("app/.cargo/config"),
            disk.path(".cargo/config.toml"),
            disk.path("home/.cargo/config.toml"));
  }

  @Test
  void readsCargosHomeWhereTheVariableSays() {
    disk.write("cargo/config.toml", "[build]\ntarget = \"t\"");

    var project = disk.project("app", Map.of("CARGO_HOME", disk.path("cargo").toString()));

    assertThat(project.defaultTargets().getFirst().value()).isEqualTo("t");
  }

  @Test
  void readsWhatAFileIncludes() {
    disk.write(
            "app/.cargo/config.toml",
            "include = [\"a.toml\", { path = \"b.toml\", optional = true }]")
        .write("app/.cargo/a.toml", "include = \"config.toml\"\n[build]\ntarget = \"a\"")
        .write("app/.cargo/b.toml", "[build]\ntarget = \"b\"");

    var project = disk.project("app");

    assertThat(project.defaultTargets().getFirst().value()).isEqualTo("b");
    assertThat(project.cargoConfigs()).hasSize(3);
  }

  @Test
  void startsFromTheWorkingDirectoryWithinTheWorkspace() {
    disk.write("app/sub/.cargo/config.toml", "[build]\ntarget = \"sub\"");

    assertThat(disk.project("app/sub").defaultTargets()).isNotEmpty();
    assertThat(disk.project("app").defaultTargets()).isEmpty();
    assertThat(disk.named("app/sub", "../Cargo.toml").value().defaultTargets()).isNotEmpty();
  }

  @Test
  void startsFromTheManifestWhenTheCallerIsElsewhere() {
    disk.write("app/.cargo/config.toml", "[build]\ntarget = \"t\"");

    var project = disk.named(".", "app/Cargo.toml").value();

    assertThat(project.directory()).isEqualTo(disk.path("app"));
    assertThat(project.defaultTargets())
        .containsExactly(new Project.Located("t", new Place("app/.cargo/config.toml", 2, 1)));
  }

  @Test
  void letsVariablesWin() {
    disk.write("app/.cargo/config.toml", "[build]\ntarget = \"t\"\ntarget-dir = \"file\"");

    assertThat(disk.project("app", Map.of("CARGO_BUILD_TARGET_DIR", "b")).targetDirectory())
        .isEqualTo(disk.path("app/b"));
    assertThat(
            disk.project("app", Map.of("CARGO_BUILD_TARGET_DIR", "b", "CARGO_TARGET_DIR", "/c"))
                .targetDirectory())
        .isEqualTo(Path.of("/c"));
    assertThat(disk.project("app", Map.of("CARGO_BUILD_TARGET", "v")).defaultTargets())
        .containsExactly(new Project.Located("v", Place.of("CARGO_BUILD_TARGET")));
    assertThat(disk.project("app").targetDirectory()).isEqualTo(disk.path("app/file"));
  }

  @ParameterizedTest
  @CsvSource({
    "rust-toolchain, '1.85.0', 1.85.0, 1",
    "rust-toolchain, ' nightly-2026-01-01 \n', nightly-2026-01-01, 1",
    "rust-toolchain, '[toolchain]\nchannel = \"beta\"', beta, 2",
    "rust-toolchain.toml, '[toolchain]\ncomponents = [\"rust-src\"]\nchannel = \"1.90\"', 1.90, 3",
    "rust-toolchain.toml, 'toolchain.channel = \"stable\"', stable, 1",
    "rust-toolchain.toml, '[toolchain]\npath = \"/opt/rust\"', /opt/rust, 2"
  })
  void readsBothKindsOfToolchainFile(String name, String content, String expected, int line) {
    disk.write("app/" + name, content);

    assertThat(disk.project("app").toolchainFile())
        .hasValue(new Project.Located(expected, new Place(name, line, 1)));
  }

  @Test
  void prefersTheNearerToolchainFileAndTheNameWithoutAnEnding() {
    disk.write("rust-toolchain.toml", "[toolchain]\nchannel = \"far\"");
    assertThat(disk.project("app").toolchainFile().orElseThrow().value()).isEqualTo("far");

    disk.write("app/rust-toolchain.toml", "[toolchain]\nchannel = \"toml\"");
    assertThat(disk.project("app").toolchainFile().orElseThrow().value()).isEqualTo("toml");

    disk.write("app/rust-toolchain", "plain");
    assertThat(disk.project("app").toolchainFile().orElseThrow().value()).isEqualTo("plain");
  }

  @Test
  void readsTheComponentsOfAToolchainFileWithoutAChannel() {
    disk.write("app/rust-toolchain.toml", "[toolchain]\ncomponents = [\"rust-src\", \"clippy\"]");

    var project = disk.project("app");

    assertThat(project.toolchainFile()).isEmpty();
    assertThat(project.toolchainComponents()).containsExactly("rust-src", "clippy");
  }
}
