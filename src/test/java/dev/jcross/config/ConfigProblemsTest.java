package dev.jcross.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigProblemsTest {
  @TempDir Path directory;
  private Workspace workspace;

  @BeforeEach
  void openWorkspace() {
    workspace = new Workspace(directory);
  }

  @Test
  void tellsEverythingThatIsWrongWithAFileAtOnce() {
    workspace.crossToml(
        """
        dockerfile = "D"
        [biuld]
        [build]
        image = "x"
        network = "yes"
        session-timeout = -1
        [target.aarch64-unknown-linux-gnu]
        pre-biuld = ["make"]
        runner = "qemu"
        """);
    assertThat(workspace.printed())
        .containsExactly(
            "error[KEY_UNKNOWN]: 'dockerfile' is not a key of Cross.toml",
            "  --> Cross.toml:1:1",
            "  help: write it under [build] or [target.TRIPLE]",
            "error[KEY_UNKNOWN]: 'biuld' is not a key of Cross.toml",
            "  --> Cross.toml:2:1",
            "  help: did you mean 'build'?",
            "error[KEY_UNKNOWN]: 'image' is not a key of [build]",
            "  --> Cross.toml:4:1",
            "  help: write it under [target.TRIPLE]",
            "error[KEY_TYPE]: 'network' is a string, expected true or false",
            "  --> Cross.toml:5:1",
            "  help: write it like network = true",
            "error[KEY_VALUE]: 'session-timeout' is -1, which is no number of seconds",
            "  --> Cross.toml:6:1",
            "  help: write it like session-timeout = 300",
            "error[KEY_UNKNOWN]: 'pre-biuld' is not a key of [target.aarch64-unknown-linux-gnu]",
            "  --> Cross.toml:8:1",
            "  help: did you mean 'pre-build'?",
            "error[KEY_VALUE]: 'runner' is 'qemu', which it does not take",
            "  --> Cross.toml:9:1",
            "  help: it takes native, qemu-user, qemu-system, wine, wasm");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "build | build_std = true | 'build_std' is not a key of [build] | did you mean"
            + " 'build-std'?",
        "build | runner = \"native\" | 'runner' is not a key of [build] | write it under"
            + " [target.TRIPLE]",
        "build | zig.glibc = \"2.17\" | 'glibc' is not a key of [build.zig] | its keys are enable,"
            + " version, image",
        "build | passthrough = [] | 'passthrough' is not a key of [build] | write it as"
            + " 'env.passthrough' under [build]",
        "build | default_target = \"\" | 'default_target' is not a key of [build] | did you mean"
            + " 'default-target'?",
        "build | env.pasthrough = [] | 'pasthrough' is not a key of [build.env] | did you mean"
            + " 'passthrough'?",
        "build | env.pre-build = [] | 'pre-build' is not a key of [build.env] | write it as"
            + " 'pre-build' under [build]",
        "build | env.image = \"x\" | 'image' is not a key of [build.env] | write it as 'image'"
            + " under [target.TRIPLE]",
        "build | env.qqq = \"x\" | 'qqq' is not a key of [build.env] | its keys are passthrough,"
            + " volumes",
        "build | dockerfile.args = {} | 'args' is not a key of [build.dockerfile] | its keys are"
            + " file, context, build-args",
        "target.wasm32-wasip1 | rust = \"auto\" | 'rust' is not a key of [target.wasm32-wasip1] |"
            + " write it under [build]",
        "target.wasm32-wasip1 | image.nam = \"x\" | 'nam' is not a key of"
            + " [target.wasm32-wasip1.image] | did you mean 'name'?",
        "target.wasm32-wasip1 | qqq = 1 | 'qqq' is not a key of [target.wasm32-wasip1] | its keys"
            + " are image, dockerfile, pre-build, runner, sdk, env, build-std, zig,"
            + " toolchain, max-glibc, pull, limits, network",
      })
  void knowsWhereAKeyBelongs(String table, String line, String summary, String help) {
    assertThat(workspace.crossToml("[" + table + "]\n" + line + "\n").printed())
        .startsWith("error[KEY_UNKNOWN]: " + summary)
        .endsWith("  help: " + help)
        .hasSize(3);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "build | pre-build = 3 | 'pre-build' is a number, expected a list of strings, or one"
            + " string",
        "build | pre-build = [[]] | an item of 'pre-build' is a list, expected a string",
        "build | env = [] | 'env' is a list, expected a table",
        "build | env.passthrough = \"A\" | 'env.passthrough' is a string, expected a list of"
            + " strings",
        "build | session-timeout = 1.5 | 'session-timeout' is a number, expected a number of"
            + " seconds",
        "build | dockerfile = true | 'dockerfile' is a boolean, expected a path, as a string, or a"
            + " table",
        "build | limits = 8 | 'limits' is a number, expected a table",
        "build | limits.memory = true | 'limits.memory' is a boolean, expected a number, or a"
            + " string that starts with one",
        "build | limits.processes = \"many\" | 'limits.processes' is a string, expected a whole"
            + " number",
        "build | rust = 1979-05-27 | 'rust' is a date or time, expected a string",
        "target.wasm32-wasip1 | image = [] | 'image' is a list, expected a string, or a table",
        "target.wasm32-wasip1 | image = { name = 1 } | 'image.name' is a number, expected a string",
        "target.wasm32-wasip1 | dockerfile = { file = \"D\", build-args = { A = 1 } } |"
            + " 'dockerfile.build-args.A' is a number, expected a string",
      })
  void saysWhichTypeItExpectedAndFound(String table, String line, String summary) {
    assertThat(workspace.crossToml("[" + table + "]\n" + line + "\n").printed())
        .first()
        .isEqualTo("error[KEY_TYPE]: " + summary);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "memory = \"8 GO\" | is '8 GO', which is no size",
        "memory = \"9999999999t\" | is '9999999999t', which is no size",
        "memory = 8 | is '8', in which no compiler runs",
        "cpus = 0 | is '0', which is no number of processors",
        "cpus = -1 | is '-1', which is no number of processors",
        "cpus = \"all\" | is 'all', which is no number of processors",
        "processes = 1 | is 1, and it takes 32 to 4194304",
        "processes = 5000000 | is 5000000, and it takes 32 to 4194304",
        "free-disk = -1 | is '-1', which is no size",
        "free-disk = \"\" | is '', which is no size",
      })
  void takesNoSenselessLimit(String line, String summary) {
    var key = "limits." + line.substring(0, line.indexOf(' '));
    assertThat(workspace.crossToml("[build.limits]\n" + line + "\n").printed())
        .first()
        .isEqualTo("error[KEY_VALUE]: '" + key + "' " + summary);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://mirror.example/debian",
        "deb trixie main",
        "deb http://mirror.example/debian",
        "Types: deb",
        "deb [trusted=yes http://mirror.example trixie main",
      })
  void takesOnlyLinesThatAptKnows(String line) {
    assertThat(workspace.crossToml("[build]\napt-sources = [\"" + line + "\"]\n").printed())
        .containsExactly(
            "error[KEY_VALUE]: '" + line + "' is no line of apt's sources.list",
            "  --> Cross.toml:2:16",
            "  help: write it like apt-sources = [\"deb http://mirror.example/debian trixie"
                + " main\"]");
  }

  @Test
  void saysSoWhenATableIsNone() {
    assertThat(workspace.crossToml("build = 1\n[target]\nimage = \"x\"\n").printed())
        .containsExactly(
            "error[KEY_TYPE]: 'build' is a number, expected a table",
            "  --> Cross.toml:1:1",
            "  help: write [build] or [target.TRIPLE]",
            "error[KEY_TYPE]: 'image' is a string, expected a table",
            "  --> Cross.toml:3:1",
            "  help: write it under [target.TRIPLE]");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "aarch64-unknown-linux_gnu | error | did you mean 'aarch64-unknown-linux-gnu'?",
        "armv6-unknown-linux-gnueabihf | error | no such Rust target; ARMv6 boards (Pi Zero, Pi 1)"
            + " use arm-unknown-linux-gnueabihf",
        "\"aarch64-unknown-linux-gnu.2.17\" | error | write [target.aarch64-unknown-linux-gnu]: it"
            + " counts for every glibc",
        "my-board | warning | 'jcross targets' lists the targets",
      })
  void findsMisspeltTargets(String header, String severity, String help) {
    var name = header.replace("\"", "");
    assertThat(workspace.crossToml("[target." + header + "]\nnetwork = true\n").printed())
        .containsExactly(
            severity
                + "[TARGET_MISSPELT]: '"
                + name
                + "' in [target."
                + name
                + "] is no Rust target",
            "  --> Cross.toml:1:1",
            "  help: " + help);
  }

  @Test
  void asksForQuotesAroundATripleWithADot() {
    assertThat(workspace.crossToml("[target.thumbv8m.base-none-eabi]\n").printed())
        .startsWith(
            "error[TARGET_MISSPELT]: 'thumbv8m' in [target.thumbv8m] is no Rust target",
            "  --> Cross.toml:1:1",
            "  help: put a triple with a dot in quotes: [target.\"thumbv8m.…\"]");
    assertThat(workspace.crossToml("[target.\"thumbv8m.base-none-eabi\"]\n").printed()).isEmpty();
  }

  @Test
  void refusesADefaultTargetThatRustcDoesNotKnow() {
    workspace.crossToml("[build]\ndefault-target = \"arm64-linux\"\n");
    assertThat(workspace.printed())
        .containsExactly(
            "error[TARGET_MISSPELT]: 'default-target': 'arm64-linux' is no Rust target",
            "  --> Cross.toml:2:1",
            "  help: did you mean 'aarch64-unknown-linux-gnu'?");
    assertThat(workspace.read().value().defaultTarget()).isEmpty();
  }

  @Test
  void locatesBrokenTomlAndTellsOnlyWhatStandsInFrontOfIt() {
    workspace.crossToml(
        """
        [build]
        rast = "auto"
        [target.aarch64-unknown-linux-gnu
        image = "x"
        runner = "unclosed
        """);
    assertThat(workspace.printed())
        .containsExactly(
            "error[KEY_UNKNOWN]: 'rast' is not a key of [build]",
            "  --> Cross.toml:2:1",
            "  help: did you mean 'rust'?",
            "error[TOML_SYNTAX]: broken TOML: Unexpected end of line, expected ]",
            "  --> Cross.toml:3:34",
            "error[TOML_SYNTAX]: broken TOML: Unexpected end of line, expected \" or a character",
            "  --> Cross.toml:5:19");
  }

  @Test
  void refusesAFileThatIsNotUtf8() throws IOException {
    Files.write(directory.resolve("Cross.toml"), new byte[] {'#', (byte) 0xE4, '\n'});
    assertThat(workspace.printed())
        .containsExactly(
            "error[TOML_SYNTAX]: 'Cross.toml' is not encoded in UTF-8",
            "  --> Cross.toml",
            "  help: save it as UTF-8");
  }

  @Test
  void tellsWhenCrossConfigNamesNoFile() {
    assertThat(workspace.variable("CROSS_CONFIG", "ci/x.toml").printed())
        .containsExactly(
            "error[CONFIG_MISSING]: CROSS_CONFIG names 'ci/x.toml', which is no file",
            "  --> CROSS_CONFIG",
            "  help: unset CROSS_CONFIG, or let it name a Cross.toml");
  }

  @Test
  void tellsWhichFilesItDoesNotRead() {
    workspace.file("cross.toml", "").file("app/Cross.toml", "").file("app/src/x", "").in("app/src");
    assertThat(workspace.printed())
        .containsExactly(
            "warning[CONFIG_NAME]: this Cross.toml is not read: only the one of the workspace root"
                + " counts",
            "  --> $W/app/Cross.toml",
            "  help: move it to $W/Cross.toml, or set CROSS_CONFIG=$W/app/Cross.toml",
            "warning[CONFIG_NAME]: 'cross.toml' is not read: its name is Cross.toml",
            "  --> $W/cross.toml",
            "  help: mv cross.toml Cross.toml");
    assertThat(workspace.variable("CROSS_CONFIG", "../Cross.toml").printed()).isEmpty();
  }

  @Test
  void prefersTheWorkspacesTableAndTellsWhichOnesItLeavesOut() {
    workspace
        .metadata("a/Cargo.toml", "[package.metadata.cross.build]\nnetwork = true\n")
        .metadata("Cargo.toml", "[workspace.metadata.cross.build]\nnetwork = false\n");
    assertThat(workspace.printed())
        .containsExactly(
            "warning[KEY_TWICE]: [package.metadata.cross] is not read: Cargo.toml has such a"
                + " table, too",
            "  --> a/Cargo.toml",
            "  help: move both to [workspace.metadata.cross] of $W/Cargo.toml");
    assertThat(workspace.read().value().forTarget(Workspace.PI).network().value()).isFalse();
  }

  @Test
  void tellsWhichOfTwoFilesWinsAKey() {
    workspace
        .crossToml("[target.wasm32-wasip1]\nimage = \"a\"\n")
        .metadata(
            "Cargo.toml", "[workspace.metadata.cross.target.wasm32-wasip1]\nimage.name = \"b\"\n");
    assertThat(workspace.printed())
        .containsExactly(
            "warning[KEY_TWICE]: 'image' of [target.wasm32-wasip1] stands in Cross.toml:2:1 too,"
                + " which wins",
            "  --> Cargo.toml:2:1",
            "  help: delete one of them");
  }

  @Test
  void namesTheTableOfAManifest() {
    workspace.metadata("Cargo.toml", "[workspace.metadata.cross]\nbuidl = {}\n");
    assertThat(workspace.printed())
        .containsExactly(
            "error[KEY_UNKNOWN]: 'buidl' is not a key of [workspace.metadata.cross]",
            "  --> Cargo.toml:2:1",
            "  help: did you mean 'build'?");
  }

  @Test
  void checksTheNamesOfVariables() {
    workspace.crossToml(
        """
        [build.env]
        passthrough = ["FOO-BAR", "1X=y", "=x", "CROSS_RUNNER"]
        """);
    assertThat(workspace.printed())
        .containsExactly(
            "warning[VARIABLE_NAME]: 'FOO-BAR' is no name that a shell can use",
            "  --> Cross.toml:2:16",
            "  help: did you mean 'FOO_BAR'?",
            "warning[VARIABLE_NAME]: '1X' is no name that a shell can use",
            "  --> Cross.toml:2:27",
            "  help: did you mean '_1X'?",
            "error[VARIABLE_NAME]: '=x' names no variable",
            "  --> Cross.toml:2:35",
            "  help: write NAME or NAME=value",
            "error[VARIABLE_NAME]: 'CROSS_RUNNER' cannot be passed to the container",
            "  --> Cross.toml:2:41",
            "  help: set 'runner' under [target.TRIPLE]");
  }

  @Test
  void refusesEmptyImagesAndHalfTables() {
    workspace.crossToml(
        """
        [target.wasm32-wasip1]
        image = ""
        [target.wasm32-wasip2]
        image.toolchain = []
        dockerfile = { context = "." }
        """);
    assertThat(workspace.printed())
        .containsExactly(
            "error[KEY_VALUE]: 'image' is empty",
            "  --> Cross.toml:2:1",
            "  help: delete it, or fill it in",
            "error[KEY_VALUE]: 'image.toolchain' is set, but no 'image' that it belongs to",
            "  --> Cross.toml:4:1",
            "  help: add image.name to [target.wasm32-wasip2]",
            "error[KEY_VALUE]: 'dockerfile.context' is set, but no 'dockerfile' that it belongs to",
            "  --> Cross.toml:5:16",
            "  help: add dockerfile.file to [target.wasm32-wasip2]");
  }

  @Test
  void refusesACaBundleThatCannotHelp() {
    workspace.crossToml("[build]\nca-bundle = \"ca.der\"\n");
    assertThat(workspace.printed())
        .containsExactly(
            "error[CA_BUNDLE]: the CA bundle '$W/ca.der' is no file",
            "  --> Cross.toml:2:1",
            "  help: relative paths start at $W");
    assertThat(workspace.file("ca.der", "0\u0082").printed())
        .containsExactly(
            "error[CA_BUNDLE]: the CA bundle '$W/ca.der' holds no certificate in PEM form",
            "  --> Cross.toml:2:1",
            "  help: openssl x509 -inform der -in $W/ca.der -out $W/ca.der.pem");
  }

  @Test
  void warnsOfAScriptThatIsNotThere() {
    assertThat(workspace.crossToml("[build]\npre-build = \"ci/setup.sh\"\n").printed())
        .containsExactly(
            "warning[KEY_VALUE]: 'pre-build' names no file, so 'ci/setup.sh' is run as a command",
            "  --> Cross.toml:2:1",
            "  help: a script would have to be $W/ci/setup.sh");
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "CROSS_BUILD_NETWORK | maybe | 'CROSS_BUILD_NETWORK' is 'maybe', expected true or false |"
            + " export CROSS_BUILD_NETWORK=false",
        "CROSS_BUILD_SESSION_TIMEOUT | 5m | 'CROSS_BUILD_SESSION_TIMEOUT' is '5m', expected a"
            + " number of seconds | export CROSS_BUILD_SESSION_TIMEOUT=300",
        "CROSS_BUILD_RUST | debain | 'CROSS_BUILD_RUST' is 'debain', which it does not take | did"
            + " you mean 'debian'?",
        "CROSS_TARGET_WASM32_WASIP1_RUNNER | wasmtime | 'CROSS_TARGET_WASM32_WASIP1_RUNNER' is"
            + " 'wasmtime', which it does not take | it takes native, qemu-user, qemu-system, wine,"
            + " wasm",
      })
  void checksTheValuesOfVariables(String name, String value, String summary, String help) {
    assertThat(workspace.variable(name, value).printed())
        .containsExactly("error[VARIABLE_VALUE]: " + summary, "  --> " + name, "  help: " + help);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "CROSS_BUILD_PREBUILD | did you mean 'CROSS_BUILD_PRE_BUILD'?",
        "CROSS_BUILD_IMAGE | it belongs to a target: set CROSS_TARGET_<TRIPLE>_IMAGE",
        "CROSS_BUILD_BUILD_STD | for every target the variable is CROSS_BUILD_STD",
        "CROSS_BUILD_XARGO | cross took 'xargo' out: delete it; 'build-std' is what compiles std"
            + " now",
        "CROSS_TARGET_AARCH64_UNKNOWN_LINUX_GNU_XARGO | cross took 'xargo' out: delete it;"
            + " 'build-std' is what compiles std now",
        "CROSS_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUST | for every target the variable is"
            + " CROSS_BUILD_RUST",
        "CROSS_TARGET_AARCH64_UNKNOWN_LINUX_GNU_IMAG | did you mean"
            + " 'CROSS_TARGET_AARCH64_UNKNOWN_LINUX_GNU_IMAGE'?",
        "CROSS_TARGET_AARCH64_UNKNOWN_LINUX_GNUU_IMAGE | did you mean"
            + " 'CROSS_TARGET_AARCH64_UNKNOWN_LINUX_GNU_IMAGE'?",
      })
  void findsVariablesThatStandForNoKey(String name, String help) {
    assertThat(workspace.variable(name, "x").printed())
        .containsExactly(
            "warning[KEY_UNKNOWN]: the variable '" + name + "' stands for no key",
            "  --> " + name,
            "  help: " + help);
  }

  @ParameterizedTest
  @CsvSource({
    "CROSS_BUILD_OPTS, --load",
    "CROSS_BUILD_PROGRESS, plain",
    "CROSS_BUILD_IMAGE, ''",
    "CROSS_BUILD_NUMBER, 4711",
    "CROSS_TARGET_DIR, out",
    "CROSS_BUILD_PROGRESS, auto",
    "CROSS_BUILD_PROGRESS, tty",
    "CROSS_CONTAINER_ENGINE_NO_BUILDKIT, 1",
    "CROSS_CONTAINER_IN_CONTAINER, 1",
    "CROSS_DOCKER_IN_DOCKER, true",
    "CROSS_COMPATIBILITY_VERSION, 0.2.1",
    "CROSS_CUSTOM_TOOLCHAIN, 1",
    "CROSS_UNSTABLE_ENABLE_DOCTESTS, true",
    "CROSS_DEBUG, 1",
    "CROSS_TARGET_THUMBV8M_BASE_NONE_EABI_RUNNER, qemu-system",
    "CROSS_TARGET_AARCH64_UNKNOWN_LINUX_GNU_ILP32_IMAGE, x"
  })
  void leavesOtherVariablesAlone(String name, String value) {
    assertThat(workspace.variable(name, value).printed()).isEmpty();
  }

  /** An older cross took it, and no result depends on it any more. */
  @Test
  void onlyWarnsOfAKeyThatCrossTookOut() {
    workspace.crossToml(
        """
        [build]
        xargo = false
        [target.aarch64-unknown-linux-gnu]
        xargo = true
        image = "x"
        """);
    assertThat(workspace.printed())
        .containsExactly(
            "warning[KEY_UNKNOWN]: 'xargo' is not a key of [build]",
            "  --> Cross.toml:2:1",
            "  help: cross took 'xargo' out: delete it; 'build-std' is what compiles std now",
            "warning[KEY_UNKNOWN]: 'xargo' is not a key of [target.aarch64-unknown-linux-gnu]",
            "  --> Cross.toml:4:1",
            "  help: cross took 'xargo' out: delete it; 'build-std' is what compiles std now");
    assertThat(workspace.read().value().forTarget(Workspace.PI).image()).isPresent();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "plian | did you mean 'plain'?",
        "rawjson | it takes plain, auto, tty",
      })
  void refusesAProgressThatNobodyKnows(String word, String help) {
    assertThat(workspace.variable("CROSS_BUILD_PROGRESS", word).printed())
        .containsExactly(
            "error[VARIABLE_VALUE]: 'CROSS_BUILD_PROGRESS' is '"
                + word
                + "', which it does not take",
            "  --> CROSS_BUILD_PROGRESS",
            "  help: " + help);
  }

  @Test
  void warnsOfTheOldNameBesideTheNewOne() {
    workspace.variable("CROSS_CONTAINER_IN_CONTAINER", "1").variable("CROSS_DOCKER_IN_DOCKER", "1");
    assertThat(workspace.printed())
        .containsExactly(
            "warning[KEY_TWICE]: 'CROSS_DOCKER_IN_DOCKER' is the old name of"
                + " 'CROSS_CONTAINER_IN_CONTAINER', and both are set",
            "  --> CROSS_DOCKER_IN_DOCKER",
            "  help: unset CROSS_DOCKER_IN_DOCKER");
  }

  @Test
  void tellsOfAQuoteThatDoesNotEndInTheFlagsOfTheImageBuilder() {
    assertThat(workspace.variable("CROSS_BUILD_OPTS", "--label 'x").printed())
        .startsWith("error[VARIABLE_VALUE]: 'CROSS_BUILD_OPTS' has a quote without its end");
  }

  @Test
  void takesTheOldNameOfATargetAndSaysTheNewOne() {
    workspace
        .crossToml("[target.wasm32-wasi]\nimage = \"team/wasi\"\n")
        .variable("CROSS_TARGET_WASM32_WASI_NETWORK", "true");

    assertThat(workspace.printed())
        .containsExactly(
            "warning[TARGET_MISSPELT]: 'wasm32-wasi' in [target.wasm32-wasi] is called"
                + " 'wasm32-wasip1' now",
            "  --> Cross.toml:1:1",
            "  help: write [target.wasm32-wasip1]");
    var settings = workspace.read().value().forTarget(Target.parse("wasm32-wasip1"));
    assertThat(settings.image()).isPresent();
    assertThat(settings.network().value()).isTrue();
  }

  @Test
  void passesNoRunnerFromAVariableEither() {
    assertThat(workspace.variable("CROSS_BUILD_ENV_PASSTHROUGH", "A CROSS_RUNNER=native").printed())
        .containsExactly(
            "error[VARIABLE_NAME]: 'CROSS_RUNNER' cannot be passed to the container",
            "  --> CROSS_BUILD_ENV_PASSTHROUGH",
            "  help: set 'runner' under [target.TRIPLE]");
  }

  @Test
  void tellsOfEveryVolumeThatDoesNotExist() {
    workspace
        .crossToml("[build.env]\nvolumes = [\"A=no/a\", \"B=.\", \"C\"]\n")
        .variable("C", "/no/c");
    var problems =
        org.assertj.core.api.Assertions.catchThrowableOfType(
                dev.jcross.problem.ProblemException.class,
                () -> workspace.read().value().forTarget(Workspace.PI))
            .problems();
    assertThat(workspace.lines(problems))
        .containsExactly(
            "error[VOLUME_MISSING]: the volume 'A' is at '$W/no/a', which does not exist",
            "  --> Cross.toml:2:12",
            "  help: mkdir -p $W/no/a",
            "error[VOLUME_MISSING]: the volume 'C' is at '/no/c', which does not exist",
            "  --> Cross.toml:2:29",
            "  help: mkdir -p /no/c");
  }
}
