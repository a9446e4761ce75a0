package dev.jcross.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.target.TargetTriple;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetCheckTest {
  @ParameterizedTest
  @CsvSource({
    "aarch64-glibc, aarch64-unknown-linux-gnu",
    "aarch64-glibc, aarch64-linux-android",
    "armv7hf-glibc, armv7-unknown-linux-gnueabihf",
    "armv6-hard, arm-unknown-linux-gnueabihf",
    "armv6-hard, armv7-unknown-linux-gnueabihf",
    "armv6-soft, arm-unknown-linux-gnueabi",
    "libarm.a, arm-unknown-linux-gnueabihf",
    "powerpc64-glibc, powerpc64-unknown-linux-gnu",
    "x86_64.exe, x86_64-pc-windows-gnu",
    "aarch64-macho.o, aarch64-apple-darwin",
    "bare.wasm, wasm32-unknown-unknown",
    "wasi.wasm, wasm32-wasip1",
    "emscripten.wasm, wasm32-unknown-emscripten",
    "armv6-with-neon, arm-unknown-linux-gnueabihf",
    "armv6-with-v7-code, armv7-unknown-linux-gnueabihf",
    "riscv64-glibc, riscv64gc-unknown-linux-gnu",
    "x86_64-macos, x86_64-apple-darwin",
    "libanswer.dylib, x86_64-apple-darwin",
    "answer.dll, x86_64-pc-windows-msvc",
    "x86_64-netbsd, x86_64-unknown-netbsd",
    "x86_64-static, x86_64-unknown-linux-musl",
  })
  void acceptsWhatFits(String sample, String triple) {
    assertThat(mismatch(sample, triple)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x86_64-static | aarch64-unknown-linux-gnu | is for x86_64, not for aarch64",
        "powerpc64-glibc | powerpc64le-unknown-linux-gnu | is for powerpc64, not for powerpc64le",
        "libarm.a | aarch64-unknown-linux-musl | is for arm, not for aarch64",
        "x86_64-static | x86_64-pc-windows-gnu | is ELF, not PE as x86_64-pc-windows-gnu needs",
        "armv6-soft | arm-unknown-linux-gnueabihf | passes floating-point numbers the soft way, not"
            + " the hard way of arm-unknown-linux-gnueabihf",
        "armv6-with-v7-code | arm-unknown-linux-gnueabihf | holds code for ARMv7, which the ARMv6K"
            + " cores of arm-unknown-linux-gnueabihf do not run",
        // Not of its core: the NDK knows none older than ARMv7.
        "armv6-with-v7-code | arm-linux-androideabi | passes floating-point numbers the hard way,"
            + " not the soft way of arm-linux-androideabi",
        "riscv64-glibc | riscv64imac-unknown-none-elf | is for the ABI lp64d, not for lp64 as"
            + " riscv64imac-unknown-none-elf is",
        "armv7hf-glibc | thumbv7em-none-eabihf | holds code for ARMv7-A, which the cores of"
            + " thumbv7em-none-eabihf do not run",
        "x86_64-macos | aarch64-apple-darwin | is for x86_64, not for aarch64",
        "x86_64-netbsd | x86_64-unknown-freebsd | is for NetBSD, not for FreeBSD",
        "x86_64-netbsd | x86_64-unknown-linux-gnu | is for NetBSD, not for Linux",
        "x86_64-glibc-exec | x86_64-unknown-freebsd | is for Linux, not for FreeBSD",
        "libhalf.rlib | aarch64-unknown-linux-gnu | is for x86_64, not for aarch64",
        "answer.obj | aarch64-pc-windows-msvc | is for x86_64, not for aarch64",
      })
  void saysWhatDoesNotFit(String sample, String triple, String reason) {
    assertThat(mismatch(sample, triple)).contains(reason);
  }

  @Test
  void noticesArmV7CodeForThePiZero() {
    assertThat(mismatch("armv7hf-glibc", "arm-unknown-linux-gnueabihf"))
        .contains(
            "holds code for ARMv7, which the ARMv6K cores of arm-unknown-linux-gnueabihf do not"
                + " run");
  }

  private static Optional<String> mismatch(String sample, String triple) {
    return TargetCheck.mismatch(Samples.inspect(sample), TargetTriple.parse(triple))
        .map(TargetCheck.Mismatch::why);
  }
}
