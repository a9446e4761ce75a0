package dev.jcross.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlibcGateTest {
  private static Optional<GlibcGate> gate(Case world) {
    var plan = world.plan();
    assertThat(plan.problems()).isEmpty();
    return plan.targets().getFirst().gate();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "build --target PI --release | cargo build --target PI --release --message-format=json",
        "b --target PI | cargo b --target PI --message-format=json",
        "run --target PI -- --message-format x | cargo build --target PI --message-format=json",
        "test --target PI --lib -- name | cargo test --target PI --no-run --lib"
            + " --message-format=json",
        "bench --target PI --no-run | cargo bench --target PI --no-run --message-format=json",
        "rustc --target PI -- -C lto | cargo rustc --target PI --message-format=json -- -C lto",
        "build --target PI --message-format short | cargo build --target PI --message-format=json",
        "build --message-format=json-render-diagnostics --target PI | cargo build --target PI"
            + " --message-format=json",
      })
  void asksCargoForTheFilesOfTheSameCommand(String line, String listing) {
    var gate = gate(Case.of(line).maxGlibc("2.28")).orElseThrow();

    assertThat(String.join(" ", gate.listing().command()).replace(Case.PI, "PI"))
        .isEqualTo(listing);
    assertThat(gate.newest()).isEqualTo("2.28");
    assertThat(gate.origin()).isEqualTo("Cross.toml:16:1");
  }

  @Test
  void sharesTheContainerOfTheStepThatCompiles() {
    var plan = Case.of("run --target PI").maxGlibc("2.28").onTerminal().plan().targets().getFirst();
    var compile = plan.steps().stream().filter(step -> step.phase() == Phase.COMPILE).findFirst();
    var listing = plan.gate().orElseThrow().listing();

    assertThat(listing.container()).isEqualTo(compile.orElseThrow().container());
    assertThat(listing.terminal()).isFalse();
    assertThat(listing.input()).isFalse();
    assertThat(plan.steps()).noneMatch(step -> step.command().equals(listing.command()));
  }

  @Test
  void goesThroughZigAsTheBuildDoes() {
    var gate =
        gate(Case.of("build --target PI").zig(Optional.of("2.17")).maxGlibc("2.17")).orElseThrow();

    assertThat(gate.listing().command()).startsWith("with-zig").endsWith("--message-format=json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check --target PI",
        "clippy --target PI",
        "doc --target PI",
        "fmt",
        "fetch",
        "clean --release --target PI",
        "build --target aarch64-unknown-linux-musl"
      })
  void standsOnlyWhereProgramsForGlibcAreMade(String line) {
    assertThat(gate(Case.of(line).maxGlibc("2.28"))).isEmpty();
  }

  @Test
  void standsOnlyWhereItIsAskedFor() {
    assertThat(gate(Case.of("build --target PI"))).isEmpty();
    assertThat(PlanText.lines(Case.of("build --target PI").plan()))
        .noneMatch(line -> line.contains("glibc newer"));
  }

  @Test
  void isNamedByAFlagBeforeAnyFile() {
    var gate = gate(Case.of("build --target PI --max-glibc 2.31").maxGlibc("2.28")).orElseThrow();

    assertThat(gate.newest()).isEqualTo("2.31");
    assertThat(gate.origin()).isEqualTo("--max-glibc");
    assertThat(gate.listing().command()).doesNotContain("--max-glibc", "2.31");
    assertThat(gate(Case.of("build --max-glibc=2.31 --target PI"))).isPresent();
  }

  @Test
  void isShownInThePlan() {
    var plan = Case.of("build --target PI").maxGlibc("2.28").plan();

    assertThat(PlanText.lines(plan))
        .contains("no program may need a glibc newer than 2.28   (Cross.toml:16:1)");
    assertThat(String.valueOf(PlanJson.of(plan).get("targets")))
        .contains("maxGlibc={newest=2.28, origin=Cross.toml:16:1, listing=[cargo, build, ");
  }
}
