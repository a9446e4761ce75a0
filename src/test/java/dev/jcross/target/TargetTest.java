package dev.jcross.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jcross.problem.ProblemException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "aarch64-unknown-linux-gnu, aarch64-unknown-linux-gnu, -",
    "aarch64-unknown-linux-gnu.2.17, aarch64-unknown-linux-gnu, 2.17",
    "armv7-unknown-linux-gnueabihf.2.28, armv7-unknown-linux-gnueabihf, 2.28",
    "x86_64-unknown-linux-gnu.2.44, x86_64-unknown-linux-gnu, 2.44",
    "riscv64gc-unknown-linux-gnu.2.27, riscv64gc-unknown-linux-gnu, 2.27",
    "thumbv8m.base-none-eabi, thumbv8m.base-none-eabi, -",
  })
  void readsAGlibcVersionBehindTheTriple(String text, String triple, String glibc) {
    var target = Target.parse(text);
    assertThat(target.triple()).hasToString(triple);
    assertThat(target.glibc().orElse("-")).isEqualTo(glibc);
    assertThat(target).hasToString(text);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x86_64-unknown-linux-musl.2.17 | 'x86_64-unknown-linux-musl.2.17' names a glibc version,"
            + " but x86_64-unknown-linux-musl does not use glibc | write"
            + " 'x86_64-unknown-linux-musl'",
        "thumbv8m.base-none-eabi.2.17 | 'thumbv8m.base-none-eabi.2.17' names a glibc version, but"
            + " thumbv8m.base-none-eabi does not use glibc | write 'thumbv8m.base-none-eabi'",
        "aarch64-unknown-linux-gnu.2 | '2' in 'aarch64-unknown-linux-gnu.2' is no glibc version |"
            + " write it like 'aarch64-unknown-linux-gnu.2.17'",
        "aarch64-unknown-linux-gnu. | '' in 'aarch64-unknown-linux-gnu.' is no glibc version |"
            + " write it like 'aarch64-unknown-linux-gnu.2.17'",
        "aarch64-unknown-linux-gnu.2.17.1 | '2.17.1' in 'aarch64-unknown-linux-gnu.2.17.1' is no"
            + " glibc version | write it like 'aarch64-unknown-linux-gnu.2.17'",
        "aarch64-unknown-linux-gnu.2.99 | glibc 2.99 in 'aarch64-unknown-linux-gnu.2.99' is newer"
            + " than any that zig knows | take one of 2.17 to 2.44",
        "x86_64-unknown-linux-gnu.2.5 | glibc 2.5 in 'x86_64-unknown-linux-gnu.2.5' is older than"
            + " Rust supports | take one of 2.17 to 2.44",
        "riscv64gc-unknown-linux-gnu.2.26 | glibc 2.26 in 'riscv64gc-unknown-linux-gnu.2.26' was"
            + " never made for this architecture | take one of 2.27 to 2.44",
        "loongarch64-unknown-linux-gnu.2.35 | glibc 2.35 in 'loongarch64-unknown-linux-gnu.2.35'"
            + " was never made for this architecture | take one of 2.36 to 2.44",
        "powerpc64le-unknown-linux-gnu.2.17 | glibc 2.17 in 'powerpc64le-unknown-linux-gnu.2.17'"
            + " was never made for this architecture | take one of 2.19 to 2.44",
        "aarch64-linux-gnu.2.17 | 'aarch64-linux-gnu' is no Rust target | did you mean"
            + " 'aarch64-unknown-linux-gnu'?",
        "aarch64-unknown-linux-gnux | 'aarch64-unknown-linux-gnux' is no Rust target | did you"
            + " mean 'aarch64-unknown-linux-gnu'?",
      })
  void refusesAVersionThatMakesNoSense(String text, String summary, String help) {
    assertThatThrownBy(() -> Target.parse(text))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problems().getFirst().lines())
                    .containsExactly("error[TARGET_UNKNOWN]: " + summary, "  help: " + help));
  }

  @Test
  void takesTheNameThatRustOnceHadForWasi() {
    var target = Target.parse("wasm32-wasi");

    assertThat(target).hasToString("wasm32-wasip1");
    assertThat(target.formerly()).contains("wasm32-wasi");
    assertThat(target.current()).isEqualTo(Target.parse("wasm32-wasip1"));
  }

  @Test
  void isNeverMadeWithAGlibcThatItsTripleLacks() {
    assertThatThrownBy(
            () ->
                new Target(
                    TargetTriple.parse("wasm32-wasip1"),
                    Optional.of("2.17"),
                    Optional.empty(),
                    Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "foo.json, foo",
    "boards/my-board.json, my-board",
    "/abs/x_86.64.json, x_86.64",
    "../aarch64-unknown-linux-gnu.json, aarch64-unknown-linux-gnu"
  })
  void takesTheNameOfASpecificationForTheTriple(String path, String name) {
    var target = Target.parse(path);

    assertThat(target.triple()).hasToString(name);
    assertThat(target.specification()).hasValue(path);
    assertThat(target.glibc()).isEmpty();
    assertThat(target).hasToString(name);
  }

  @ParameterizedTest
  @CsvSource({"a b.json", ".json", "x/.json", "-x.json"})
  void refusesASpecificationWhoseNameIsNoTargets(String path) {
    assertThatThrownBy(() -> Target.parse(path))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problems().getFirst().lines().getFirst())
                    .startsWith("error[TARGET_UNKNOWN]: '")
                    .endsWith("' cannot be the name of a target"));
  }

  @Test
  void knowsNothingOfATargetWithoutDashes() {
    var triple = Target.parse("foo.json").triple();

    assertThat(triple.architecture()).isEqualTo("foo");
    assertThat(triple.operatingSystem()).isEmpty();
    assertThat(triple.environment()).isEmpty();
    assertThat(triple.usesGlibc()).isFalse();
    assertThat(triple.debianArchitecture()).isEmpty();
    assertThat(triple.gnuTriplet()).isEmpty();
  }
}
