package dev.jcross.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.config.Settings.ToolchainSource;
import dev.jcross.image.ImageSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolchainChoiceTest {
  private static final String PLATFORM = "-x86_64-unknown-linux-gnu";

  private static TargetPlan only(Case one) {
    var plan = one.plan();
    assertThat(plan.problems()).isEmpty();
    return plan.targets().getFirst();
  }

  private static String toolchain(Case one) {
    var chosen = only(one).toolchain();
    return chosen.source().word() + " " + chosen.name().orElse(chosen.channel());
  }

  private static Case build() {
    return Case.of("build --target PI");
  }

  @Test
  void theImagesOwnIsTakenUnlessSomebodyAsksForAnother() {
    assertThat(toolchain(build())).isEqualTo("image auto");
    assertThat(toolchain(Case.of("+stable build --target PI"))).isEqualTo("image auto");
    assertThat(toolchain(build().toolchainFile("stable"))).isEqualTo("image auto");
    assertThat(toolchain(build().variable("RUSTUP_TOOLCHAIN", "stable" + PLATFORM)))
        .isEqualTo("image auto");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nightly", "nightly-2026-01-01", "beta", "1.85", "1.85.1", "stable-2025-12-01"})
  void anotherChannelIsInstalledByRustup(String channel) {
    assertThat(toolchain(Case.of("+" + channel + " build --target PI")))
        .isEqualTo("rustup " + channel + PLATFORM);
    assertThat(toolchain(build().toolchainFile(channel))).isEqualTo("rustup " + channel + PLATFORM);
    assertThat(toolchain(build().variable("RUSTUP_TOOLCHAIN", channel + PLATFORM)))
        .isEqualTo("rustup " + channel + PLATFORM);
  }

  @ParameterizedTest
  @CsvSource({
    "+nightly build --target PI, beta, 1.85, nightly",
    "build --target PI, beta, 1.85, beta",
    "build --target PI, '', 1.85, 1.85",
  })
  void theWordBeatsTheVariableAndTheVariableBeatsTheFile(
      String line, String variable, String file, String expected) {
    assertThat(toolchain(Case.of(line).variable("RUSTUP_TOOLCHAIN", variable).toolchainFile(file)))
        .isEqualTo("rustup " + expected + PLATFORM);
  }

  @Test
  void componentsThatTheImageLacksMeanRustupToo() {
    assertThat(toolchain(build().toolchainFile("stable").components("rustfmt", "clippy")))
        .isEqualTo("image auto");
    assertThat(toolchain(build().toolchainFile("stable").components("llvm-tools", "miri")))
        .isEqualTo("rustup stable" + PLATFORM);
    assertThat(only(build().toolchainFile("nightly").components("miri")).toolchain().components())
        .containsExactly("clippy", "rustfmt", "miri", "rust-src");
  }

  @Test
  void theSettingDecidesOverTheFileButNotOverTheWord() {
    assertThat(toolchain(build().toolchain(ToolchainSource.IMAGE).toolchainFile("nightly")))
        .isEqualTo("image auto");
    assertThat(toolchain(Case.of("+nightly build --target PI").toolchain(ToolchainSource.IMAGE)))
        .isEqualTo("rustup nightly" + PLATFORM);
    assertThat(toolchain(build().toolchain(ToolchainSource.RUSTUP)))
        .isEqualTo("rustup stable" + PLATFORM);
    assertThat(toolchain(build().toolchain(ToolchainSource.HOST).toolchainFile("nightly")))
        .isEqualTo("host 1.99.1");
  }

  @Test
  void whatCrossCallsACustomToolchainIsTheHosts() {
    assertThat(toolchain(build().variable("CROSS_CUSTOM_TOOLCHAIN", "1"))).isEqualTo("host 1.99.1");
    assertThat(toolchain(build().variable("CROSS_CUSTOM_TOOLCHAIN", "0"))).isEqualTo("image auto");
    assertThat(toolchain(build().toolchainFile("../my/rust"))).isEqualTo("host 1.99.1");
  }

  @Test
  void theHostsIsMountedWhereItLiesAndFoundFirst() {
    var container = only(build().toolchain(ToolchainSource.HOST)).main().container();
    var sysroot = "/home/me/.rustup/toolchains/stable" + PLATFORM;

    assertThat(container.mounts())
        .contains(new MountPlan.Bind(java.nio.file.Path.of(sysroot), sysroot, true));
    assertThat(container.path().before()).containsExactly(sysroot + "/bin");
    assertThat(container.environment().get("CROSS_RUST_SYSROOT"))
        .isEqualTo(new EnvironmentValue(sysroot, "jcross"));
    assertThat(container.environment().get("CROSS_RUSTC_MINOR_VERSION"))
        .isEqualTo(new EnvironmentValue("99", "jcross"));
  }

  @Test
  void theStoreThatNixLinksAgainstComesWithIt() {
    assertThat(only(build().toolchain(ToolchainSource.HOST)).main().container().mounts())
        .contains(new MountPlan.Bind(java.nio.file.Path.of("/nix/store"), "/nix/store", true));
    assertThat(only(build()).main().container().mounts())
        .extracting(MountPlan::target)
        .doesNotContain("/nix/store");
  }

  @ParameterizedTest
  @CsvSource({"1.90, true", "1.85.1, true", "1.91, false", "1.99.1, false", "nightly, false"})
  void resultsOfAnOldCargoAreCopiedOutOfTheBuildVolume(String channel, boolean old) {
    var main = only(Case.of("+" + channel + " build --target PI")).main();
    var directory = main.container().environment().get("CARGO_TARGET_DIR");

    assertThat(directory).isEqualTo(new EnvironmentValue(old ? "/build" : "/target", "jcross"));
    assertThat(main.command().contains("jcross-results")).isEqualTo(old);
    assertThat(main.command()).containsSubsequence("cargo", "build", "--target", Case.PI);
  }

  @Test
  void aForeignImageMayBringItsOwnOrGetsStable() {
    var foreign = build().imageSetting("ghcr.io/cross-rs/aarch64-unknown-linux-gnu:main");
    var plan = only(foreign);

    assertThat(plan.toolchain().source()).isEqualTo(ToolchainSource.IMAGE);
    assertThat(plan.main().container().path())
        .isEqualTo(
            new SearchPath(List.of(), List.of("/rustup/toolchains/stable" + PLATFORM + "/bin")));
    assertThat(plan.main().needs().getFirst().unlessProgram()).isEqualTo(Optional.of("cargo"));
    assertThat(plan.steps().getFirst().image()).isEqualTo(Optional.of(Case.RUSTUP));
  }

  @Test
  void ourOwnImagesNeedNothingInstalled() {
    ImageSource pulledBase =
        new ImageSource.Built(
            "localhost/jcross/x-pre-build:1",
            Optional.of(new ImageSource.Pulled("team/pi:1", Optional.empty())),
            ImageSource.Kind.PRE_BUILD,
            Case.recipe("x", "1", java.util.Map.of()),
            "JCROSS_BASE");

    assertThat(only(build()).toolchain().name()).isEmpty();
    assertThat(only(build().image(pulledBase)).toolchain().name()).contains("stable" + PLATFORM);
  }

  @Test
  void rustupRunsInAnImageOfItsOwnWithNothingOfTheProject() {
    var steps = only(Case.of("+nightly build --target PI")).steps();
    var install = steps.getFirst();

    assertThat(install.command())
        .containsExactly(
            "install-toolchain", "nightly" + PLATFORM, "clippy,rustfmt,rust-src", Case.PI);
    assertThat(install.container().mounts())
        .extracting(MountPlan::target)
        .doesNotContain("/project");
    assertThat(install.makes()).isPresent();
    assertThat(steps.getLast().needs()).contains(install.makes().orElseThrow());
    assertThat(steps.get(1).needs()).containsExactly(install.makes().orElseThrow());
  }

  @Test
  void buildStdNeedsNightlyAndTheSourcesOfTheLibrary() {
    var plan = Case.of("build --target PI").buildStd().plan();
    assertThat(plan.problems().getFirst().lines())
        .containsExactly(
            "error[TOOLCHAIN_UNAVAILABLE]: build-std needs a nightly toolchain, not 'auto'",
            "  --> Cross.toml:11:1",
            "  help: add +nightly behind jcross, or channel = \"nightly\" to rust-toolchain.toml");

    var install = only(Case.of("+nightly build --target PI").buildStd("core")).steps().getFirst();
    assertThat(install.command())
        .containsExactly(
            "install-toolchain", "nightly" + PLATFORM, "clippy,rustfmt,rust-src", "", "build-std");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Zbuild-std", "-Z build-std=core,alloc"})
  void aTypedFlagCountsAsTheSettingDoesAndIsNotRepeated(String flag) {
    var steps = only(Case.of("+nightly build --target PI " + flag).buildStd()).steps();

    assertThat(steps.getFirst().command()).endsWith("", "build-std");
    assertThat(String.join(" ", steps.getLast().command()))
        .endsWith("--target " + Case.PI + " " + flag);
  }

  @Test
  void theSettingBecomesAFlagOfWhatCompiles() {
    var steps = only(Case.of("+nightly test --target PI").buildStd("core", "alloc")).steps();

    for (var step : steps.subList(1, steps.size())) {
      assertThat(step.command()).contains("-Zbuild-std=core,alloc");
    }
  }

  @Test
  void toolsAreInstalledOnceWithoutTheProjectAndWithTheToolchain() {
    var steps = only(build().tool("cargo-nextest").tool("cargo-deb@3.4.1")).steps();
    var install = steps.getFirst();
    var root = install.command().get(install.command().indexOf("--root") + 1);

    assertThat(install.command()).endsWith("cargo-nextest", "cargo-deb@3.4.1");
    assertThat(install.container().mounts())
        .extracting(MountPlan::target)
        .doesNotContain("/project");
    assertThat(steps.getLast().container().path().after()).containsExactly(root + "/bin");
    assertThat(steps.getLast().needs()).contains(install.makes().orElseThrow());
    assertThat(
            only(Case.of("+nightly build --target PI").tool("cargo-nextest"))
                .steps()
                .get(1)
                .needs())
        .hasSize(1);
  }
}
