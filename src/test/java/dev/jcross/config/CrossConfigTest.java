package dev.jcross.config;

import static dev.jcross.config.Workspace.PC;
import static dev.jcross.config.Workspace.PI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jcross.problem.ExitStatus;
import dev.jcross.problem.ProblemException;
import dev.jcross.trust.TrustPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrossConfigTest {
  @TempDir Path directory;
  private Workspace workspace;

  @BeforeEach
  void openWorkspace() {
    workspace = new Workspace(directory);
  }

  private List<String> passthrough() {
    return workspace.settings(PI).passthrough().stream()
        .map(
            setting ->
                setting.value().name()
                    + setting.value().value().map(value -> "=" + value).orElse("")
                    + " @ "
                    + setting.origin())
        .toList();
  }

  @Test
  void readsTheFileThatPeopleHaveToday() {
    workspace.crossToml(
        """
        [target.aarch64-unknown-linux-gnu]
        image = "registry.example/team/cross-aarch64:llvm19"
        pre-build = ["apt-get update && apt-get install -y libssl-dev:arm64"]
        [build.env]
        passthrough = ["RUST_BACKTRACE", "PKG_CONFIG_PATH"]
        """);
    var settings = workspace.settings(PI);
    assertThat(settings.image())
        .hasValueSatisfying(
            image -> {
              assertThat(image.value())
                  .isEqualTo(
                      new Settings.Image("registry.example/team/cross-aarch64:llvm19", List.of()));
              assertThat(image.origin()).hasToString("Cross.toml:2:1");
              assertThat(image.origin().layer()).isEqualTo(Origin.Layer.CROSS_TOML);
            });
    assertThat(settings.preBuild())
        .hasValueSatisfying(
            preBuild -> {
              assertThat(preBuild.value())
                  .isEqualTo(
                      new Settings.PreBuild.Commands(
                          List.of("apt-get update && apt-get install -y libssl-dev:arm64")));
              assertThat(preBuild.origin()).hasToString("Cross.toml:3:1");
            });
    assertThat(passthrough())
        .containsExactly("RUST_BACKTRACE @ Cross.toml:5:16", "PKG_CONFIG_PATH @ Cross.toml:5:34");
    assertThat(settings.dockerfile()).isEmpty();
    assertThat(workspace.settings(PC).image()).isEmpty();
    assertThat(workspace.settings(PC).passthrough()).hasSize(2);
  }

  @Test
  void hasDefaultsWithoutAnyFile() {
    assertThat(workspace.settings(PI))
        .isEqualTo(
            new Settings(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Setting.byDefault(Settings.PathStyle.PROJECT),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Setting.byDefault(Settings.PullPolicy.MISSING),
                new Settings.Limits(
                    Optional.empty(),
                    Optional.empty(),
                    Setting.byDefault(4096),
                    Setting.byDefault(1L << 30)),
                TrustPolicy.NONE,
                Setting.byDefault(false),
                Setting.byDefault(false),
                Setting.byDefault(Settings.RustSource.AUTO),
                Optional.empty(),
                Setting.byDefault(300)));
    assertThat(workspace.read().value().defaultTarget()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "67108864, 67108864",
    "65536k, 67108864",
    "8g, 8589934592",
    "8GiB, 8589934592",
    "8 gb, 8589934592",
    "1.5G, 1610612736",
    "2T, 2199023255552",
  })
  void readsSizesAsDockerWritesThem(String written, long bytes) {
    var limits = workspace.variable("CROSS_BUILD_LIMITS_MEMORY", written).settings(PI).limits();

    assertThat(limits.memory().map(Setting::value)).hasValue(bytes);
  }

  @Test
  void takesPackagesFromWhereItIsTold() {
    var lines = "deb [check-valid-until=no] http://a.example/20261101T000000Z trixie main\n";
    var settings =
        workspace
            .variable("CROSS_BUILD_APT_SOURCES", lines + "deb file:/srv/debian ./ \n\n")
            .settings(PI);

    assertThat(settings.aptSources())
        .extracting(Setting::value)
        .containsExactly(lines.strip(), "deb file:/srv/debian ./");
  }

  @Test
  void takesLimitsOfATargetBeforeThoseOfAll() {
    var limits =
        workspace
            .crossToml(
                """
                [build.limits]
                cpus = 4
                free-disk = 0
                [target.aarch64-unknown-linux-gnu.limits]
                cpus = 1.5
                processes = 64
                """)
            .settings(PI)
            .limits();

    assertThat(limits.cpus().map(Setting::value)).hasValue("1.5");
    assertThat(limits.processes().value()).isEqualTo(64);
    assertThat(limits.freeDisk().value()).isZero();
  }

  @ParameterizedTest(name = "{0} {1} {2} {3} {4} {5} -> {6}")
  @CsvSource({
    // target's variable, target in Cross.toml, in Cargo.toml, build's variable, in both files
    "true, false, false, false, false, false, CROSS_TARGET_AARCH64_UNKNOWN_LINUX_GNU_NETWORK",
    "-, true, false, false, false, false, Cross.toml:4:1",
    "-, -, true, false, false, false, Cargo.toml:4:1",
    "-, -, -, true, false, false, CROSS_BUILD_NETWORK",
    "-, -, -, -, true, false, Cross.toml:2:1",
    "-, -, -, -, -, true, Cargo.toml:2:1",
  })
  void takesTheStrongestOfSixPlaces(
      String targetVariable,
      String targetCross,
      String targetCargo,
      String buildVariable,
      String buildCross,
      String buildCargo,
      String origin) {
    workspace.crossToml(
        lines("build", buildCross, "target.aarch64-unknown-linux-gnu", targetCross));
    workspace.metadata(
        "Cargo.toml",
        lines(
            "workspace.metadata.cross.build",
            buildCargo,
            "workspace.metadata.cross.target.aarch64-unknown-linux-gnu",
            targetCargo));
    if (!targetVariable.equals("-")) {
      workspace.variable("CROSS_TARGET_AARCH64_UNKNOWN_LINUX_GNU_NETWORK", targetVariable);
    }
    if (!buildVariable.equals("-")) {
      workspace.variable("CROSS_BUILD_NETWORK", buildVariable);
    }
    var network = workspace.read().value().forTarget(PI).network();
    assertThat(network.value()).isTrue();
    assertThat(network.origin()).hasToString(origin);
  }

  private static String lines(String build, String buildValue, String target, String targetValue) {
    return "["
        + build
        + "]\n"
        + (buildValue.equals("-") ? "\n" : "network = " + buildValue + "\n")
        + "["
        + target
        + "]\n"
        + (targetValue.equals("-") ? "\n" : "network = " + targetValue + "\n");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "CROSS_BUILD_TARGET, aarch64-unknown-linux-gnu.2.17, CROSS_BUILD_TARGET",
    "CARGO_BUILD_TARGET, wasm32-wasip1, CARGO_BUILD_TARGET",
    "UNRELATED, x86_64-unknown-linux-gnu, Cross.toml:2:1",
  })
  void findsTheDefaultTarget(String variable, String value, String origin) {
    workspace.crossToml("[build]\ndefault-target = \"x86_64-unknown-linux-gnu\"\n");
    workspace.variable(variable, value);
    if (variable.equals("CROSS_BUILD_TARGET")) {
      workspace.variable("CARGO_BUILD_TARGET", "wasm32-wasip1");
    }
    assertThat(workspace.read().value().defaultTarget())
        .hasValueSatisfying(
            target -> {
              assertThat(target.value()).isEqualTo(value);
              assertThat(target.origin()).hasToString(origin);
            });
  }

  private void bothPassthroughs() {
    workspace.crossToml(
        """
        [build.env]
        passthrough = ["A"]
        [target.aarch64-unknown-linux-gnu.env]
        passthrough = ["B=1=2"]
        """);
  }

  @Test
  void addsTheTargetsPassthroughToTheOneOfBuild() {
    bothPassthroughs();
    assertThat(passthrough()).containsExactly("A @ Cross.toml:2:16", "B=1=2 @ Cross.toml:4:16");
  }

  @Test
  void replacesTheFilesPassthroughByVariablesOneByOne() {
    bothPassthroughs();
    workspace.variable("CROSS_TARGET_AARCH64_UNKNOWN_LINUX_GNU_ENV_PASSTHROUGH", "C  D=x");
    assertThat(passthrough())
        .containsExactly(
            "A @ Cross.toml:2:16",
            "C @ CROSS_TARGET_AARCH64_UNKNOWN_LINUX_GNU_ENV_PASSTHROUGH",
            "D=x @ CROSS_TARGET_AARCH64_UNKNOWN_LINUX_GNU_ENV_PASSTHROUGH");
    workspace.variable("CROSS_BUILD_ENV_PASSTHROUGH", "E");
    assertThat(passthrough().getFirst()).isEqualTo("E @ CROSS_BUILD_ENV_PASSTHROUGH");
    assertThat(passthrough()).hasSize(3);
  }

  @Test
  void takesOneListOfVolumesAndStartsThemAtTheFileThatNamesThem() {
    workspace
        .file("data/x", "")
        .file("member/src/lib.rs", "")
        .crossToml(
            """
            [build.env]
            volumes = ["NEVER=no/such"]
            [target.aarch64-unknown-linux-gnu.env]
            volumes = ["DATA=data", "HERE", "UNSET", "ABSOLUTE=/"]
            """)
        .variable("HERE", "src")
        .in("member");
    assertThat(workspace.settings(PI).volumes().stream().map(Setting::value))
        .containsExactly(
            new Settings.Volume("DATA", Optional.of(directory.resolve("data"))),
            new Settings.Volume("HERE", Optional.of(directory.resolve("member/src"))),
            new Settings.Volume("UNSET", Optional.empty()),
            new Settings.Volume("ABSOLUTE", Optional.of(Path.of("/"))));
    workspace.variable("CROSS_TARGET_AARCH64_UNKNOWN_LINUX_GNU_ENV_VOLUMES", "S=src");
    assertThat(workspace.settings(PI).volumes().stream().map(Setting::value))
        .containsExactly(new Settings.Volume("S", Optional.of(directory.resolve("member/src"))));
  }

  @Test
  void mergesTheBuildArgumentsOfADockerfile() {
    workspace
        .file("docker/Dockerfile", "FROM scratch")
        .crossToml(
            """
            [build.dockerfile]
            file = "no/such"
            build-args = { A = "build", B = "build" }
            [target.aarch64-unknown-linux-gnu.dockerfile]
            file = "docker/Dockerfile"
            context = "docker"
            build-args = { B = "target" }
            """);
    assertThat(workspace.settings(PI).dockerfile().orElseThrow().value())
        .isEqualTo(
            new Settings.Dockerfile(
                directory.resolve("docker/Dockerfile"),
                directory.resolve("docker"),
                java.util.Map.of("A", "build", "B", "target")));
  }

  @Test
  void givesADockerfileTheWorkspaceAsContext() {
    workspace.file("D", "FROM scratch").crossToml("[build]\ndockerfile = \"D\"\n");
    assertThat(workspace.settings(PI).dockerfile().orElseThrow().value().context())
        .isEqualTo(directory);
  }

  @Test
  void readsTheTableFormOfAnImage() {
    workspace.crossToml(
        """
        [target.aarch64-unknown-linux-gnu.image]
        name = ":edge"
        toolchain = ["linux/arm64=aarch64-unknown-linux-gnu"]
        """);
    assertThat(workspace.settings(PI).image().orElseThrow().value())
        .isEqualTo(new Settings.Image(":edge", List.of("linux/arm64=aarch64-unknown-linux-gnu")));
    workspace
        .variable("CROSS_TARGET_AARCH64_UNKNOWN_LINUX_GNU_IMAGE", "alpine:edge")
        .variable(
            "CROSS_TARGET_AARCH64_UNKNOWN_LINUX_GNU_IMAGE_TOOLCHAIN",
            "x86_64-unknown-linux-musl, linux/arm64=aarch64-unknown-linux-musl");
    assertThat(workspace.settings(PI).image().orElseThrow().value())
        .isEqualTo(
            new Settings.Image(
                "alpine:edge",
                List.of("x86_64-unknown-linux-musl", "linux/arm64=aarch64-unknown-linux-musl")));
  }

  @Test
  void takesAStringForAScriptIfThereIsSuchAFile() {
    workspace.file("ci/setup.sh", "").crossToml("[build]\npre-build = \"ci/setup.sh\"\n");
    assertThat(workspace.settings(PI).preBuild().orElseThrow().value())
        .isEqualTo(new Settings.PreBuild.Script(directory.resolve("ci/setup.sh")));
  }

  @Test
  void takesAnyOtherStringForACommandAndAVariableForCommands() {
    workspace.file("setup.sh", "").crossToml("[build]\npre-build = \"apt-get update\"\n");
    assertThat(workspace.settings(PI).preBuild().orElseThrow().value())
        .isEqualTo(new Settings.PreBuild.Commands(List.of("apt-get update")));
    workspace.variable("CROSS_BUILD_PRE_BUILD", "setup.sh\n\n  make x y \n");
    assertThat(workspace.settings(PI).preBuild().orElseThrow().value())
        .isEqualTo(new Settings.PreBuild.Commands(List.of("setup.sh", "make x y")));
  }

  @Test
  void runsNothingIfTheTargetEmptiesPreBuild() {
    workspace.crossToml(
        """
        [build]
        pre-build = ["apt-get update"]
        [target.aarch64-unknown-linux-gnu]
        pre-build = []
        """);
    assertThat(workspace.settings(PI).preBuild()).isEmpty();
    assertThat(workspace.settings(PC).preBuild()).isPresent();
  }

  @Test
  void readsItsOwnKeys() {
    workspace
        .file("ca.pem", "-----BEGIN CERTIFICATE-----")
        .crossToml(
            """
            [build]
            rust = "debian"
            ca-bundle = "ca.pem"
            session-timeout = 0
            [target.aarch64-unknown-linux-gnu]
            runner = "qemu-system"
            """);
    var settings = workspace.settings(PI);
    assertThat(settings.rust().value()).isEqualTo(Settings.RustSource.DEBIAN);
    assertThat(settings.caBundle().orElseThrow().value()).isEqualTo(directory.resolve("ca.pem"));
    assertThat(settings.sessionTimeout().value()).isZero();
    assertThat(settings.runner().orElseThrow().value()).isEqualTo("qemu-system");
    workspace.variable("CROSS_BUILD_SESSION_TIMEOUT", "9").variable("CROSS_BUILD_RUST", "rustup");
    assertThat(workspace.settings(PI).sessionTimeout().value()).isEqualTo(9);
    assertThat(workspace.settings(PI).rust().value()).isEqualTo(Settings.RustSource.RUSTUP);
  }

  @Test
  void takesTheCertificatesOfOtherProgramsIfNothingElseIsSaid() {
    workspace
        .file("ca.pem", "-----BEGIN CERTIFICATE-----")
        .variable("CURL_CA_BUNDLE", directory.resolve("ca.pem").toString())
        .variable("SSL_CERT_FILE", "/no/such/file");
    var checked = workspace.read();
    assertThat(workspace.lines(checked.problems()))
        .containsExactly(
            "warning[CA_BUNDLE]: the CA bundle '/no/such/file' is no file, so it is not used",
            "  --> SSL_CERT_FILE",
            "  help: unset SSL_CERT_FILE, or let it name a file");
    assertThat(checked.value().forTarget(PI).caBundle().orElseThrow().origin())
        .hasToString("CURL_CA_BUNDLE");
    workspace.file("own.pem", "-----BEGIN CERTIFICATE-----");
    workspace.crossToml("[build]\nca-bundle = \"own.pem\"\n");
    assertThat(workspace.settings(PI).caBundle().orElseThrow().origin())
        .hasToString("Cross.toml:2:1");
  }

  @Test
  void readsTheFileThatCrossConfigNames() {
    workspace
        .file("ci/cross.ci.toml", "[build]\ndockerfile = \"D\"\n")
        .file("ci/D", "FROM scratch")
        .file("member/Cargo.toml", "")
        .crossToml("[build]\nnetwork = true\n")
        .variable("CROSS_CONFIG", "../ci/cross.ci.toml")
        .in("member");
    var settings = workspace.settings(PI);
    assertThat(settings.network().value()).isFalse();
    assertThat(settings.dockerfile().orElseThrow().value().file())
        .isEqualTo(directory.resolve("ci/D"));
    assertThat(settings.dockerfile().orElseThrow().origin())
        .hasToString(directory.resolve("ci/cross.ci.toml") + ":2:1");
  }

  @Test
  void readsTheMetadataOfAPackage() {
    workspace
        .metadata(
            "app/Cargo.toml",
            """
            [package]
            name = "app"
            [package.metadata.cross.build]
            dockerfile = "D"
            """)
        .file("app/D", "FROM scratch");
    var dockerfile = workspace.settings(PI).dockerfile().orElseThrow();
    assertThat(dockerfile.value().file()).isEqualTo(directory.resolve("app/D"));
    assertThat(dockerfile.origin()).hasToString("app/Cargo.toml:4:1");
    assertThat(dockerfile.origin().layer()).isEqualTo(Origin.Layer.CARGO_TOML);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uFEFF[build]\r\nnetwork = true\r\n", "build = { network = true }"})
  void readsWhatOtherEditorsWrite(String text) {
    assertThat(workspace.crossToml(text).settings(PI).network().value()).isTrue();
  }

  @Test
  void explainsEachKeyWithTheValuesThatLost() {
    bothPassthroughs();
    workspace
        .variable("CROSS_BUILD_NETWORK", "1")
        .variable("CROSS_BUILD_ENV_PASSTHROUGH", "C")
        .file("Cross.toml", "[build]\nnetwork = false\nenv.passthrough = [\"A\"]\n")
        .metadata(
            "Cargo.toml",
            """
            [workspace.metadata.cross.target.aarch64-unknown-linux-gnu]
            env.passthrough = ["B=\\"1\\""]
            dockerfile = { file = "D", build-args = { X = "1", "a b" = "2" } }
            """);
    var explained = workspace.read().value().explain(PI);
    assertThat(explained).hasSize(Key.values().length);
    assertThat(explained.stream().filter(key -> !key.origins().equals(List.of(Origin.BUILT_IN))))
        .extracting(
            Explained::key,
            Explained::value,
            key -> key.origins().toString(),
            key ->
                key.weaker().stream()
                    .map(setting -> setting.value() + " @ " + setting.origin())
                    .toList()
                    .toString())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("dockerfile", "\"D\"", "[Cargo.toml:3:16]", "[]"),
            org.assertj.core.groups.Tuple.tuple(
                "dockerfile.build-args",
                "{ X = \"1\", \"a b\" = \"2\" }",
                "[Cargo.toml:3:28]",
                "[]"),
            org.assertj.core.groups.Tuple.tuple(
                "env.passthrough",
                "[\"C\", \"B=\\\"1\\\"\"]",
                "[Cargo.toml:2:1, CROSS_BUILD_ENV_PASSTHROUGH]",
                "[[\"A\"] @ Cross.toml:3:1]"),
            org.assertj.core.groups.Tuple.tuple(
                "network", "true", "[CROSS_BUILD_NETWORK]", "[false @ Cross.toml:2:1]"));
    assertThat(explained.stream().map(Explained::value)).contains("-", "[]", "\"auto\"", "300");
  }

  @Test
  void tellsAllPathsThatATargetMissesAndOnlyItsOwn() {
    workspace.crossToml(
        """
        [build.env]
        volumes = ["A=a", "B=b/c"]
        [target.aarch64-unknown-linux-gnu]
        dockerfile = { file = "D", context = "docker" }
        [target.x86_64-unknown-linux-gnu.env]
        volumes = []
        """);
    var config = workspace.read();
    assertThat(config.problems()).isEmpty();
    var thrown = catchThrowableOfType(ProblemException.class, () -> config.value().forTarget(PI));
    assertThat(workspace.lines(thrown.problems()))
        .containsExactly(
            "error[VOLUME_MISSING]: the volume 'A' is at '$W/a', which does not exist",
            "  --> Cross.toml:2:12",
            "  help: mkdir -p $W/a",
            "error[VOLUME_MISSING]: the volume 'B' is at '$W/b/c', which does not exist",
            "  --> Cross.toml:2:19",
            "  help: mkdir -p $W/b/c",
            "error[DOCKERFILE_MISSING]: the Dockerfile 'D' does not exist",
            "  --> Cross.toml:4:16",
            "  help: relative paths start here at $W",
            "error[DOCKERFILE_MISSING]: the directory 'docker' for the Dockerfile does not exist",
            "  --> Cross.toml:4:28",
            "  help: relative paths start here at $W");
    assertThat(thrown.exitStatus()).isEqualTo(ExitStatus.CONFIG);
    assertThat(config.value().forTarget(PC).volumes()).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "CROSS_BUILD_STD | true | all",
        "CROSS_BUILD_STD | 1 | all",
        "CROSS_BUILD_STD | core, alloc | core alloc",
        "CROSS_BUILD_STD | std | std",
        "CROSS_BUILD_STD | false | off",
        "CROSS_BUILD_STD | , | off",
        "CROSS_TARGET_AARCH64_UNKNOWN_LINUX_GNU_BUILD_STD | 0 | off",
        "CROSS_TARGET_AARCH64_UNKNOWN_LINUX_GNU_BUILD_STD | core | core",
        "UNRELATED | core | proc_macro",
      })
  void takesTheStandardLibraryFromASwitchOrAList(String variable, String value, String crates) {
    workspace.crossToml("[build]\nbuild-std = [\"proc_macro\"]\n").variable(variable, value);
    assertThat(
            workspace
                .settings(PI)
                .buildStd()
                .map(setting -> setting.value().crates())
                .map(all -> all.isEmpty() ? "all" : String.join(" ", all))
                .orElse("off"))
        .isEqualTo(crates);
  }

  @ParameterizedTest(name = "{0} + {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "zig = true | | on, any glibc, own image",
        "zig = false | | off",
        "zig = \"2.17\" | | on, 2.17, own image",
        "zig = \"2.17\" | zig = true | on, 2.17, own image",
        "zig = \"2.17\" | zig = false | off",
        "zig.version = \"2.31\" | zig = \"2.17\" | on, 2.17, own image",
        "zig = \"2.31\" | zig.version = \"2.17\" | on, 2.17, own image",
        "zig.image = \"b\" | zig = \"2.17\" | on, 2.17, image b",
        "zig = { image = \"b\" } | zig.image.name = \"t\" | on, any glibc, image t",
        "zig = { enable = true, version = \"2.28\", image = \"b\" } | | on, 2.28, image b",
        "zig.version = \"2.28\" | | on, 2.28, own image",
        "zig.enable = false | zig.version = \"2.28\" | off",
      })
  void findsOutWhetherZigLinks(String build, @Nullable String target, String expected) {
    workspace.crossToml(
        "[build]\n"
            + build
            + "\n[target.aarch64-unknown-linux-gnu]\n"
            + (target == null ? "" : target + "\n"));
    assertThat(
            workspace
                .settings(PI)
                .zig()
                .map(setting -> setting.value())
                .map(
                    zig ->
                        "on, "
                            + zig.glibc().map(Setting::value).orElse("any glibc")
                            + ", "
                            + zig.image()
                                .map(image -> "image " + image.value().name())
                                .orElse("own image"))
                .orElse("off"))
        .isEqualTo(expected);
  }

  @Test
  void takesZigFromVariables() {
    workspace
        .variable("CROSS_BUILD_ZIG", "1")
        .variable("CROSS_BUILD_ZIG_VERSION", "2.17")
        .variable("CROSS_BUILD_ZIG_IMAGE", "team/zig:1")
        .variable("CROSS_BUILD_ZIG_IMAGE_TOOLCHAIN", "linux/amd64,linux/arm64");
    var zig = workspace.settings(PI).zig().orElseThrow();
    assertThat(zig.origin()).hasToString("CROSS_BUILD_ZIG");
    assertThat(zig.value().glibc().orElseThrow().value()).isEqualTo("2.17");
    assertThat(zig.value().image().orElseThrow().value())
        .isEqualTo(new Settings.Image("team/zig:1", List.of("linux/amd64", "linux/arm64")));
    workspace.variable("CROSS_TARGET_AARCH64_UNKNOWN_LINUX_GNU_ZIG", "0");
    assertThat(workspace.settings(PI).zig()).isEmpty();
    assertThat(workspace.settings(PC).zig()).isPresent();
  }

  /** A list in Cross.toml tells of the image beside it, and of no other. */
  @Test
  void takesPlatformsFromNobodyWeakerThanWhoNamedTheImage() {
    workspace.crossToml(
        """
        [target.aarch64-unknown-linux-gnu.image]
        name = "team/arm"
        toolchain = ["linux/arm64"]
        """);
    workspace.variable("CROSS_TARGET_AARCH64_UNKNOWN_LINUX_GNU_IMAGE", "team/other");
    assertThat(workspace.settings(PI).image().orElseThrow().value())
        .isEqualTo(new Settings.Image("team/other", List.of()));
    workspace = new Workspace(directory);
    workspace.variable("CROSS_TARGET_AARCH64_UNKNOWN_LINUX_GNU_IMAGE_TOOLCHAIN", "linux/amd64");
    assertThat(workspace.settings(PI).image().orElseThrow().value())
        .isEqualTo(new Settings.Image("team/arm", List.of("linux/amd64")));
  }

  /** Cross starts all these at the workspace root, wherever they are said. */
  @Test
  void looksBelowTheWorkspaceRootForWhatIsNotWhereItWasSaid() {
    workspace
        .file("docker/Dockerfile", "FROM scratch")
        .file("ci/prepare.sh", "")
        .file("member/src/lib.rs", "")
        .in("member")
        .variable("CROSS_BUILD_DOCKERFILE", "docker/Dockerfile")
        .variable("CROSS_BUILD_DOCKERFILE_CONTEXT", "docker")
        .metadata(
            "member/Cargo.toml", "[package.metadata.cross.build]\npre-build = \"ci/prepare.sh\"\n");
    var settings = workspace.settings(PI);
    assertThat(settings.dockerfile().orElseThrow().value())
        .isEqualTo(
            new Settings.Dockerfile(
                directory.resolve("docker/Dockerfile"),
                directory.resolve("docker"),
                java.util.Map.of()));
    assertThat(settings.preBuild().orElseThrow().value())
        .isEqualTo(new Settings.PreBuild.Script(directory.resolve("ci/prepare.sh")));
    workspace.file("member/docker/Dockerfile", "FROM scratch");
    assertThat(workspace.settings(PI).dockerfile().orElseThrow().value().file())
        .isEqualTo(directory.resolve("member/docker/Dockerfile"));
  }

  @Test
  void takesBuildArgumentsFromTheFlagsOfTheImageBuilder() {
    workspace
        .file("D", "FROM scratch")
        .crossToml(
            "[build.dockerfile]\nfile = \"D\"\nbuild-args = { A = \"file\", B = \"file\" }\n")
        .variable("CROSS_BUILD_OPTS", "--load --build-arg A='from outside'");
    assertThat(workspace.settings(PI).dockerfile().orElseThrow().value().buildArguments())
        .isEqualTo(java.util.Map.of("A", "from outside", "B", "file"));
  }

  /** Nothing is expanded, as in cross. */
  @Test
  void passesValuesAsTheyAreWritten() {
    workspace
        .crossToml("[build.env]\npassthrough = [\"A=$HOME/x\", \"B=\", \"C=a b=c\"]\n")
        .variable("HOME", "/home/me");
    assertThat(passthrough())
        .containsExactly(
            "A=$HOME/x @ Cross.toml:2:16", "B= @ Cross.toml:2:29", "C=a b=c @ Cross.toml:2:35");
  }

  @Test
  void joinsThePassthroughOfBothVariables() {
    workspace
        .variable("CROSS_BUILD_ENV_PASSTHROUGH", "A  B1=x")
        .variable("CROSS_TARGET_AARCH64_UNKNOWN_LINUX_GNU_ENV_PASSTHROUGH", "C");
    assertThat(workspace.settings(PI).passthrough().stream().map(it -> it.value().name()))
        .containsExactly("A", "B1", "C");
    assertThat(workspace.settings(PC).passthrough().stream().map(it -> it.value().name()))
        .containsExactly("A", "B1");
  }

  @Test
  void readsEveryTableOfBothFilesTogether() {
    workspace
        .crossToml(
            "[build]\npre-build = [\"a\"]\n[target.x86_64-unknown-linux-gnu]\nimage = \"pc\"\n")
        .metadata(
            "Cargo.toml",
            """
            [workspace.metadata.cross.build.env]
            passthrough = ["FROM_CARGO"]
            [workspace.metadata.cross.target.aarch64-unknown-linux-gnu]
            image = "pi"
            """);
    assertThat(workspace.settings(PI).image().orElseThrow().value().name()).isEqualTo("pi");
    assertThat(workspace.settings(PC).image().orElseThrow().value().name()).isEqualTo("pc");
    assertThat(workspace.settings(PI).preBuild()).isPresent();
    assertThat(passthrough()).containsExactly("FROM_CARGO @ Cargo.toml:2:16");
  }
}
