package dev.jcross.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ZigTest {
  private static TargetPlan only(Case one) {
    var plan = one.plan();
    assertThat(plan.problems()).isEmpty();
    return plan.targets().getFirst();
  }

  private static List<String> command(Case one) {
    return only(one).main().command();
  }

  @Test
  void aVersionBehindTheTargetMeansZig() {
    var plan = only(Case.of("build --release --target PI.2.17"));

    assertThat(plan.target().glibc()).contains("2.17");
    assertThat(plan.main().command())
        .containsExactly(
            "with-zig", Case.PI + ".2.17", "cargo", "build", "--target", Case.PI, "--release");
  }

  @Test
  void theSettingsVersionCountsUnlessTheTargetHasOne() {
    assertThat(command(Case.of("build --target PI").zig(Optional.of("2.28"))))
        .startsWith("with-zig", Case.PI + ".2.28", "cargo");
    assertThat(command(Case.of("build --target PI.2.17").zig(Optional.of("2.28"))))
        .startsWith("with-zig", Case.PI + ".2.17", "cargo");
    assertThat(command(Case.of("build --target PI").zig(Optional.empty())))
        .startsWith("with-zig", Case.PI, "cargo");
  }

  @Test
  void tellsOfAVersionThatTheTargetNeverHad() {
    var plan =
        Case.of("build --target riscv64gc-unknown-linux-gnu").zig(Optional.of("2.17")).plan();

    assertThat(plan.problems().stream().flatMap(problem -> problem.lines().stream()))
        .containsExactly(
            "error[KEY_VALUE]: glibc 2.17 for 'riscv64gc-unknown-linux-gnu' was never made for"
                + " this architecture",
            "  --> Cross.toml:12:1",
            "  help: take one of 2.27 to 2.44");
  }

  @Test
  void aTargetWithoutGlibcGetsNoVersion() {
    assertThat(
            command(Case.of("build --target aarch64-unknown-linux-musl").zig(Optional.of("2.17"))))
        .startsWith("with-zig", "aarch64-unknown-linux-musl", "cargo");
  }

  @Test
  void downloadsAreLeftAloneAndWhatRunsIsNot() {
    var steps = only(Case.of("test --target PI.2.17")).steps();

    assertThat(steps.get(0).command()).startsWith("cargo", "fetch");
    assertThat(steps.get(1).command()).startsWith("with-zig", Case.PI + ".2.17", "cargo", "test");
    assertThat(steps.get(2).command()).startsWith("with-zig", Case.PI + ".2.17", "cargo", "test");
  }

  @Test
  void anImageOfTheUsersHasCargoZigbuildAsInCross() {
    var words = List.of("cargo", "build", "--target", Case.PI, "--release");

    assertThat(new Zig(dev.jcross.target.Target.parse(Case.PI + ".2.17"), true).around(words))
        .containsExactly("cargo-zigbuild", "build", "--target", Case.PI + ".2.17", "--release");
  }

  @Test
  void eachVersionHasIntermediateFilesOfItsOwn() {
    assertThat(build("2.17")).isNotEqualTo(build("2.28"));
    assertThat(build("2.17")).isEqualTo(build("2.17"));
  }

  private static MountPlan build(String version) {
    return only(Case.of("build --target PI." + version)).main().container().mounts().stream()
        .filter(mount -> mount.target().equals("/build"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tellsForWhatThereIsNoZig() {
    var plan = Case.of("build --target sparc64-unknown-linux-gnu.2.17").image(null).plan();

    assertThat(plan.problems().getFirst().lines())
        .containsExactly(
            "error[TARGET_WITHOUT_IMAGE]: jcross has no image with zig for"
                + " 'sparc64-unknown-linux-gnu'",
            "  --> --target",
            "  help: leave zig and the glibc version out, or name an image of your own that holds"
                + " cargo-zigbuild:",
            "        [target.sparc64-unknown-linux-gnu.zig]",
            "        enable = true",
            "        image = \"…\"");
  }
}
