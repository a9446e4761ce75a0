package dev.jcross.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlibcVersionsTest {
  private static GlibcVersions of(String triple) {
    return GlibcVersions.of(TargetTriple.parse(triple));
  }

  @ParameterizedTest
  @CsvSource({
    "x86_64-unknown-linux-gnu, 2.17 to 2.44, 2.31",
    "aarch64-unknown-linux-gnu, 2.17 to 2.44, 2.31",
    "armv7-unknown-linux-gnueabihf, 2.17 to 2.44, 2.34",
    "thumbv7neon-unknown-linux-gnueabihf, 2.17 to 2.44, 2.34",
    "i586-unknown-linux-gnu, 2.17 to 2.44, 2.34",
    "mipsel-unknown-linux-gnu, 2.17 to 2.44, 2.34",
    "mips64el-unknown-linux-gnuabi64, 2.17 to 2.44, 2.31",
    "powerpc64le-unknown-linux-gnu, 2.19 to 2.44, 2.32",
    "riscv64gc-unknown-linux-gnu, 2.27 to 2.44, 2.31",
    "sparc64-unknown-linux-gnu, 2.17 to 2.44, 2.31",
    "s390x-unknown-linux-gnu, 2.17 to 2.44, 2.31",
    "loongarch64-unknown-linux-gnu, 2.36 to 2.44, 2.36",
  })
  void areThoseOfRustZigAndTheArchitecture(String triple, String range, String byDefault) {
    assertThat(of(triple)).hasToString(range);
    assertThat(of(triple).byDefault()).isEqualTo(byDefault);
    assertThat(of(triple).all())
        .contains(byDefault)
        .allMatch(it -> of(triple).complaint(it).isEmpty());
  }

  @Test
  void everyOtherOneHasItsComplaint() {
    assertThat(of("riscv64gc-unknown-linux-gnu").complaint("2.16"))
        .contains("is older than Rust supports");
    assertThat(of("riscv64gc-unknown-linux-gnu").complaint("2.26"))
        .contains("was never made for this architecture");
    assertThat(of("riscv64gc-unknown-linux-gnu").complaint("2.45"))
        .contains("is newer than any that zig knows");
  }
}
