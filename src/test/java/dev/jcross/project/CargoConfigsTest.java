package dev.jcross.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jcross.problem.Place;
import dev.jcross.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private static List<String> words(String... words) {
    return List.of(words);
  }

  @Test
  void whatIsTypedBeatsVariablesAndFiles() {
    disk.write("app/.cargo/config.toml", "[build]\ntarget = \"t\"\ntarget-dir = \"file\"");
    var environment = Map.of("CARGO_BUILD_TARGET", "v", "CARGO_BUILD_TARGET_DIR", "b");

    var project =
        disk.typed("app", environment, "build.target = \"a\"", "build={target=[\"b\", \"c\"]}");

    assertThat(project.defaultTargets())
        .containsExactly(
            new Project.Located("b", Place.of("--config")),
            new Project.Located("c", Place.of("--config")))
        .allMatch(Project.Located::isTyped);
    assertThat(project.targetDirectory()).isEqualTo(disk.path("app/b"));
    assertThat(disk.typed("app", environment, "build.target-dir='typed'").targetDirectory())
        .isEqualTo(disk.path("app/typed"));
    assertThat(
            disk.typed("app", Map.of("CARGO_TARGET_DIR", "c"), "build.target-dir='typed'")
                .targetDirectory())
        .isEqualTo(disk.path("app/c"));
    assertThat(project.cargoConfigs()).containsExactly(disk.path("app/.cargo/config.toml"));
  }

  @Test
  void readsAFileThatIsTyped() {
    disk.write(
            "settings/ci.toml",
            "build.target = \"t\"\nbuild.target-dir = \"out\"\ninclude = \"more.toml\"")
        .write("settings/more.toml", "[alias]\nx = \"check\"");

    var project = disk.typed("app", Map.of(), "../settings/ci.toml");

    assertThat(project.defaultTargets())
        .containsExactly(
            new Project.Located("t", new Place(disk.path("settings/ci.toml").toString(), 1, 1)));
    assertThat(project.configFiles()).containsExactly(disk.path("settings/ci.toml"));
    assertThat(project.targetDirectory()).isEqualTo(disk.path("out"));
    assertThat(settings("app", Map.of(), "../settings/ci.toml").alias("x"))
        .hasValue(words("check"));
  }

  @Test
  void leavesToCargoWhatIsNoToml() {
    assertThat(disk.typed("app", Map.of(), "no toml", "", "=").defaultTargets()).isEmpty();
  }

  @Test
  void whatIsTypedChangesTheInputsAndSoTheFetch() {
    assertThat(disk.typed("app", Map.of(), "source.x.directory='v'").inputsHash())
        .isNotEqualTo(disk.project("app").inputsHash());
  }

  @Test
  void aSpecificationIsRelativeToTheFileThatNamesIt() {
    disk.write(".cargo/config.toml", "build.target = [\"boards/mine.json\", \"t\"]");

    assertThat(disk.project("app").defaultTargets())
        .extracting(Project.Located::value)
        .containsExactly(disk.path("boards/mine.json").toString(), "t");
  }

  private CargoSettings settings(
      String directory, Map<String, String> environment, String... typed) {
    return CargoSettings.read(disk.host(directory, environment), List.of(typed));
  }

  @Test
  void knowsAliasesAsStringsAndAsLists() {
    disk.write(
            "app/.cargo/config.toml",
            """
            [alias]
            xb = "build  --release "
            xr = ["run", "--", "a b"]
            empty = ""
            odd = 7
            """)
        .write(".cargo/config.toml", "[alias]\nxb = \"far\"\nfar = \"doc\"")
        .write("home/.cargo/config.toml", "alias.home = \"test\"");
    var settings = settings("app", Map.of());

    assertThat(settings.alias("xb")).hasValue(words("build", "--release"));
    assertThat(settings.alias("xr")).hasValue(words("run", "--", "a b"));
    assertThat(settings.alias("far")).hasValue(words("doc"));
    assertThat(settings.alias("home")).hasValue(words("test"));
    assertThat(settings.alias("empty")).hasValue(words());
    assertThat(settings.alias("odd")).isEmpty();
    assertThat(settings.alias("none")).isEmpty();
    assertThat(settings.aliases()).containsExactly("empty", "far", "home", "odd", "xb", "xr");
  }

  @Test
  void takesAnAliasFromTheWordsOrAVariableFirst() {
    disk.write("app/.cargo/config.toml", "alias.my-x = \"file\"");
    var environment = Map.of("CARGO_ALIAS_MY_X", "variable --x");

    assertThat(settings("app", environment).alias("my-x")).hasValue(words("variable", "--x"));
    assertThat(settings("app", environment, "alias.my-x='typed'").alias("my-x"))
        .hasValue(words("typed"));
  }

  @Test
  void tellsWhereAFileOfAliasesIsBroken() {
    disk.write("app/.cargo/config.toml", "[alias\n");

    assertThatThrownBy(() -> settings("app", Map.of()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problems().getFirst().lines())
                    .anyMatch(line -> line.contains(".cargo/config.toml:1:")));
  }

  @Test
  void knowsHowCargoIsToSpeak() {
    disk.write("app/.cargo/config.toml", "[term]\nverbose = true\nquiet = false\ncolor = \"never\"")
        .write(".cargo/config.toml", "[term]\ncolor = \"always\"");
    var place = new Place(".cargo/config.toml", 4, 1);

    var terminal = disk.project("app").terminal();

    assertThat(terminal.verbose().orElseThrow().value()).isEqualTo("true");
    assertThat(terminal.quiet().orElseThrow().value()).isEqualTo("false");
    assertThat(terminal.color()).hasValue(new Project.Located("never", place));
    assertThat(settings("app", Map.of("CARGO_TERM_COLOR", "auto"), "term.quiet=true").terminal())
        .isEqualTo(
            new Terminal(
                terminal.verbose(),
                Optional.of(new Project.Located("true", Place.of("--config"))),
                Optional.of(new Project.Located("auto", Place.of("CARGO_TERM_COLOR")))));
    assertThat(settings(".", Map.of()).terminal().verbose()).isEmpty();
  }
}
