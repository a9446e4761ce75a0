package dev.jcross.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.image.ImageSource;
import dev.jcross.image.Recipe;
import dev.jcross.image.RecipeFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunnersTest {
  private static final String MAC = "aarch64-apple-darwin";

  /** An image of jcross's that has these runners. */
  private static ImageSource having(String runners) {
    var text = Case.DOCKERFILE.replace("\"qemu-user\"", '"' + runners + '"');
    return new ImageSource.Built(
        "localhost/jcross/some:0123456789abcdef",
        Optional.of(new ImageSource.Debian()),
        ImageSource.Kind.BUILTIN,
        new Recipe(
            "some",
            "Dockerfile",
            List.of(new RecipeFile.Text("Dockerfile", false, text)),
            Map.of(),
            "0".repeat(64)),
        "JCROSS_BASE");
  }

  private static String chosen(Case world) {
    return world.plan().targets().getFirst().runner().map(Object::toString).orElse("none");
  }

  private static List<String> told(Case world) {
    return world.plan().problems().stream().flatMap(problem -> problem.lines().stream()).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "x86_64-unknown-linux-gnu, x86_64, native (this machine)",
    "x86_64-unknown-linux-musl, x86_64, native (this machine)",
    "i686-unknown-linux-gnu, x86_64, native (this machine)",
    "i586-unknown-linux-musl, x86_64, native (this machine)",
    "x86_64-unknown-linux-gnux32, x86_64, qemu-user (the image)",
    "aarch64-unknown-linux-gnu, x86_64, qemu-user (the image)",
    "aarch64-unknown-linux-gnu, aarch64, native (this machine)",
    "aarch64_be-unknown-linux-gnu, aarch64, qemu-user (the image)",
    "armv7-unknown-linux-gnueabihf, aarch64, qemu-user (the image)",
    "x86_64-unknown-linux-gnu, aarch64, qemu-user (the image)",
    "x86_64-unknown-freebsd, x86_64, qemu-user (the image)",
    "x86_64-pc-windows-gnu, x86_64, qemu-user (the image)",
    "x86_64-linux-android, x86_64, qemu-user (the image)",
  })
  void theMachineItselfComesFirstAndThenWhatTheImageHas(
      String triple, String machine, String expected) {
    var world = Case.of("build --target " + triple).image(having("qemu-user qemu-system"));
    assertThat(chosen(machine.equals("aarch64") ? world.onArm() : world)).isEqualTo(expected);
  }

  @Test
  void theSettingBeatsBoth() {
    assertThat(chosen(Case.of("run --target PI").image(having("qemu-user wine")).runner("wine")))
        .isEqualTo("wine (Cross.toml:5:1)");
  }

  @Test
  void anImageOfTheUsersDecidesItself() {
    var own = Case.of("run --target " + MAC).imageSetting("team/mac:1");

    assertThat(chosen(own)).isEqualTo("none");
    assertThat(told(own)).isEmpty();
    assertThat(told(own.runner("wine"))).isEmpty();
    assertThat(chosen(own)).isEqualTo("wine (Cross.toml:5:1)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "r", "test --lib", "bench"})
  void tellsOfARunnerThatTheImageLacksBeforeAnythingIsBuilt(String command) {
    var world = Case.of(command + " --target PI").runner("wine");

    assertThat(told(world))
        .containsExactly(
            "error[TARGET_WITHOUT_RUNNER]: jcross's image for 'aarch64-unknown-linux-gnu' has no"
                + " runner 'wine'",
            "  --> Cross.toml:5:1",
            "  help: it has qemu-user: runner = \"qemu-user\"");
    assertThat(world.plan().targets()).isEmpty();
  }

  @Test
  void theMachineMayKnowHowToRunForeignProgramsItself() {
    assertThat(told(Case.of("run --target PI").runner("native"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "run, jcross build",
    "test, jcross test --no-run",
    "t -p core, jcross test --no-run",
    "bench, jcross bench --no-run",
  })
  void saysWhatIsPossibleWhereNothingRunsThePrograms(String command, String instead) {
    assertThat(told(Case.of(command + " --target " + MAC).image(having("none"))))
        .containsExactly(
            "error[TARGET_WITHOUT_RUNNER]: nothing here can run programs for '" + MAC + "'",
            "  --> --target",
            "  help: build them, and run them where they belong: " + instead + " --target " + MAC);
  }

  @ParameterizedTest
  @ValueSource(strings = {"build", "check", "test --no-run", "bench --no-run", "doc", "clippy"})
  void whatRunsNothingNeedsNoRunner(String command) {
    var world = Case.of(command + " --target " + MAC).image(having("none"));

    assertThat(told(world)).isEmpty();
    assertThat(told(Case.of(command + " --target PI").runner("wine"))).isEmpty();
    assertThat(chosen(world)).isEqualTo("none");
  }

  @Test
  void tellsOfAMachineThatTheImageIsNotFor() {
    var image = having("qemu-user\" dev.jcross.hosts=\"linux/amd64");

    assertThat(told(Case.of("build --target PI").image(image))).isEmpty();
    assertThat(told(Case.of("build --target PI").image(image).onArm()))
        .startsWith(
            "error[TARGET_WITHOUT_IMAGE]: jcross's image for 'aarch64-unknown-linux-gnu' needs a"
                + " machine of linux/amd64, and this is linux/arm64",
            "  --> --target");
  }

  @Test
  void aRunnerThatCargoWasGivenWillDo() {
    var name = "CARGO_TARGET_AARCH64_APPLE_DARWIN_RUNNER";

    assertThat(told(mac().variable(name, "darling"))).isEmpty();
    assertThat(told(mac().passthrough(name, "darling"))).isEmpty();
    assertThat(told(mac().cargoRunners(MAC))).isEmpty();
    assertThat(told(mac().cargoRunners("cfg(target_os = \"macos\")"))).isEmpty();
    assertThat(told(mac().cargoRunners("x86_64-apple-darwin"))).isNotEmpty();
  }

  private static Case mac() {
    return Case.of("run --target " + MAC).image(having("none"));
  }
}
