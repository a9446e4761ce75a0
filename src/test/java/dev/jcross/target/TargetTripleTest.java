package dev.jcross.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jcross.problem.ExitStatus;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTripleTest {
  private static ProblemException refusal(String name) {
    try {
      TargetTriple.parse(name);
    } catch (ProblemException e) {
      return e;
    }
    throw new AssertionError(name + " was accepted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aarch64-unknown-linux-gnu",
        "thumbv8m.base-none-eabi",
        "wasm32-wasip1",
        "avr-none"
      })
  void acceptsWhatRustcKnows(String name) {
    assertThat(TargetTriple.parse(name)).hasToString(name);
  }

  @Test
  void tellsOwnersOfAnArmv6BoardWhichTargetIsTheirs() {
    var refusal = refusal("armv6-unknown-linux-gnueabihf");
    assertThat(refusal.problems().getFirst().lines())
        .containsExactly(
            "error[TARGET_UNKNOWN]: 'armv6-unknown-linux-gnueabihf' is no Rust target",
            "  help: no such Rust target; ARMv6 boards (Pi Zero, Pi 1) use"
                + " arm-unknown-linux-gnueabihf");
    assertThat(refusal.exitStatus()).isEqualTo(ExitStatus.USAGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"armv6", "armv6l", "armv6-linux-gnueabihf", "armv6l-unknown-linux-gnueabihf"})
  void knowsOtherSpellingsOfArmv6(String name) {
    assertThat(refusal(name).problems().getFirst().help())
        .contains(
            "no such Rust target; ARMv6 boards (Pi Zero, Pi 1) use arm-unknown-linux-gnueabihf");
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "arch64-unknown-linux-gnu, aarch64-unknown-linux-gnu",
    "aarch64-unkown-linux-gnu, aarch64-unknown-linux-gnu",
    "aarch64-unknown-linux_gnu, aarch64-unknown-linux-gnu",
    "AARCH64-UNKNOWN-LINUX-GNU, aarch64-unknown-linux-gnu",
    "arm64-unknown-linux-gnu, aarch64-unknown-linux-gnu",
    "arm64, aarch64-unknown-linux-gnu",
    "linux/arm64, aarch64-unknown-linux-gnu",
    "aarch64, aarch64-unknown-linux-gnu",
    "aarch64-linux-gnu, aarch64-unknown-linux-gnu",
    "aarch64-linux-musl, aarch64-unknown-linux-musl",
    "aarch64-musl, aarch64-unknown-linux-musl",
    "x86_64-linux, x86_64-unknown-linux-gnu",
    "x86-64-linux-gnu, x86_64-unknown-linux-gnu",
    "amd64, x86_64-unknown-linux-gnu",
    "i386-linux-gnu, i686-unknown-linux-gnu",
    "armv7-linux-gnueabihf, armv7-unknown-linux-gnueabihf",
    "armv7-unknown-linux-gnu, armv7-unknown-linux-gnueabihf",
    "armv7l-unknown-linux-musleabihf, armv7-unknown-linux-musleabihf",
    "arm-linux-gnueabi, arm-unknown-linux-gnueabi",
    "riscv64-linux-gnu, riscv64gc-unknown-linux-gnu",
    "ppc64el, powerpc64le-unknown-linux-gnu",
    "x86_64-w64-mingw32, x86_64-pc-windows-gnu",
    "x86_64-windows-msvc, x86_64-pc-windows-msvc",
    "arm64-apple-darwin, aarch64-apple-darwin",
    "x86_64-macos, x86_64-apple-darwin",
    "aarch64-android, aarch64-linux-android",
    "armv7-linux-android, armv7-linux-androideabi",
    "amd64-freebsd, x86_64-unknown-freebsd",
    "wasm32-unknown-wasi, wasm32-wasip1",
    "wasm32-unknown-unknow, wasm32-unknown-unknown",
  })
  void guessesWhatWasMeant(String name, String meant) {
    assertThat(refusal(name).problems().getFirst().help())
        .contains("did you mean '" + meant + "'?");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "armhf | did you mean 'armv7-unknown-linux-gnueabihf'? ARMv6 boards (Pi Zero, Pi 1) use"
            + " arm-unknown-linux-gnueabihf",
        "arm-linux-gnueabihf | did you mean 'arm-unknown-linux-gnueabihf' (ARMv6 and later: every"
            + " Pi) or 'armv7-unknown-linux-gnueabihf'?",
        "toaster | 'jcross targets' lists the targets",
        "`` | 'jcross targets' lists the targets",
      })
  void explainsWhatIsNoMereSlip(String name, String hint) {
    assertThat(refusal(name).problems().getFirst().help()).contains(hint);
  }

  @ParameterizedTest(name = "{0}: {1}, {2}, {3}")
  @CsvSource({
    "aarch64-unknown-linux-gnu, aarch64, linux, gnu",
    "armv7-unknown-linux-gnueabihf, armv7, linux, gnueabihf",
    "armv7-linux-androideabi, armv7, android, eabi",
    "aarch64-linux-android, aarch64, android, ''",
    "x86_64-pc-windows-msvc, x86_64, windows, msvc",
    "aarch64-apple-darwin, aarch64, macos, ''",
    "aarch64-apple-ios-sim, aarch64, ios, sim",
    "thumbv7em-none-eabihf, thumbv7em, none, eabihf",
    "thumbv8m.base-none-eabi, thumbv8m.base, none, eabi",
    "mips64-openwrt-linux-musl, mips64, linux, musl",
    "wasm32-unknown-unknown, wasm32, unknown, ''",
    "wasm32-wasip1-threads, wasm32, wasi, threads",
    "riscv32imac-unknown-none-elf, riscv32imac, none, elf",
    "avr-none, avr, none, ''",
    "x86_64-unknown-linux-none, x86_64, linux, none",
  })
  void takesItsNameApart(String name, String architecture, String system, String environment) {
    var triple = TargetTriple.parse(name);
    assertThat(List.of(triple.architecture(), triple.operatingSystem(), triple.environment()))
        .containsExactly(architecture, system, environment);
  }

  @ParameterizedTest(name = "{0}: {1}, {2}, {3}")
  @CsvSource({
    "aarch64-unknown-linux-gnu, arm64, arm64, aarch64-linux-gnu",
    "x86_64-unknown-linux-gnu, amd64, amd64, x86_64-linux-gnu",
    "i686-unknown-linux-gnu, i386, i386, i686-linux-gnu",
    "armv7-unknown-linux-gnueabihf, armhf, armhf, arm-linux-gnueabihf",
    "arm-unknown-linux-gnueabihf, armhf, armhf, arm-linux-gnueabihf",
    "arm-unknown-linux-gnueabi, armel, armel, arm-linux-gnueabi",
    "armv5te-unknown-linux-gnueabi, armel, -, arm-linux-gnueabi",
    "thumbv7neon-unknown-linux-gnueabihf, armhf, armhf, arm-linux-gnueabihf",
    "riscv64gc-unknown-linux-gnu, riscv64, riscv64, riscv64-linux-gnu",
    "powerpc64le-unknown-linux-gnu, ppc64el, ppc64el, powerpc64le-linux-gnu",
    "mips64el-unknown-linux-gnuabi64, mips64el, mips64el, mips64el-linux-gnuabi64",
    "loongarch64-unknown-linux-gnu, loong64, -, loongarch64-linux-gnu",
    "x86_64-unknown-linux-gnux32, -, -, x86_64-linux-gnux32",
    "aarch64-unknown-linux-musl, -, musl-linux-arm64, aarch64-linux-musl",
    "armv7-unknown-linux-musleabihf, -, musl-linux-armhf, arm-linux-musleabihf",
    "x86_64-pc-windows-gnu, -, -, x86_64-w64-mingw32",
    "x86_64-unknown-freebsd, -, freebsd-amd64, -",
    "sparcv9-sun-solaris, -, solaris-sparc, -",
    "thumbv7em-none-eabihf, -, armhf, -",
    "thumbv6m-none-eabi, -, arm, -",
    "aarch64-linux-android, -, -, -",
    "wasm32-wasip1, -, -, -",
  })
  void knowsWhatDebianAndGnuCallIt(String name, String debian, String cross, String gnu) {
    var triple = TargetTriple.parse(name);
    assertThat(
            List.of(
                triple.debianArchitecture().orElse("-"),
                triple.crossDebArch().orElse("-"),
                triple.gnuTriplet().orElse("-")))
        .containsExactly(debian, cross, gnu);
  }

  @Test
  void standsInVariablesWithoutDashesAndDots() {
    assertThat(TargetTriple.parse("thumbv8m.main-none-eabihf").variableName())
        .isEqualTo("THUMBV8M_MAIN_NONE_EABIHF");
    assertThat(TargetTriple.parse("thumbv8m.main-none-eabihf").lowerVariableName())
        .isEqualTo("thumbv8m_main_none_eabihf");
  }

  @Test
  void namesTheLinuxOfTheHostsProcessor() {
    assertThat(TargetTriple.ofHost("aarch64")).hasToString("aarch64-unknown-linux-gnu");
    assertThat(TargetTriple.ofHost("x86_64")).hasToString("x86_64-unknown-linux-gnu");
  }

  @Test
  void listsEveryTripleOnceInOrderAndCanReadThemAllBack() {
    assertThat(TargetTriple.known()).hasSizeGreaterThan(300).doesNotHaveDuplicates().isSorted();
    for (var triple : TargetTriple.known()) {
      assertThat(TargetTriple.parse(triple.name())).isEqualTo(triple);
      assertThat(triple.operatingSystem()).isNotEmpty();
      assertThat(Target.parse(triple.name())).isEqualTo(Target.of(triple));
    }
  }

  @Test
  void refusesWhatIsNotShapedLikeATriple() {
    assertThatThrownBy(() -> new TargetTriple("no triple"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void answersAnyWordWithATripleOrAProblem(long seed) {
    var random = new Random(seed);
    var letters = "abcx_-.0123456789 é/\n-linux";
    for (int i = 0; i < 50; i++) {
      var word = new StringBuilder(random.nextBoolean() ? "aarch64-unknown-linux-gnu" : "arm");
      for (int j = random.nextInt(8); j > 0; j--) {
        word.insert(
            random.nextInt(word.length() + 1), letters.charAt(random.nextInt(letters.length())));
      }
      try {
        assertThat(Target.parse(word.toString())).hasToString(word.toString());
      } catch (ProblemException e) {
        assertThat(e.problems())
            .singleElement()
            .satisfies(
                problem -> {
                  assertThat(problem.code()).isEqualTo(ProblemCode.TARGET_UNKNOWN);
                  assertThat(problem.help()).isPresent();
                });
      }
    }
  }
}
