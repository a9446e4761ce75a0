package dev.jcross.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectionTextTest {
  @TempDir private Path folder;

  @Test
  void showsADynamicProgram() {
    assertThat(InspectionText.lines(Samples.inspect("aarch64-glibc")))
        .containsExactly(
            "aarch64-glibc",
            "  format       ELF 64-bit little-endian executable (PIE)",
            "  machine      aarch64",
            "  system       Linux 3.7 or newer",
            "  linkage      dynamic, interpreter /lib/ld-linux-aarch64.so.1",
            "  needs        libc.so.6",
            "  glibc        2.34 or newer  (2.34: __libc_start_main, pthread_create,"
                + " pthread_join)",
            "  symbols      stripped",
            "  build id     4c02521d3983623f63695ace23bb5324db2069e7",
            "  size         6.2 kB");
  }

  @Test
  void showsWhatMattersOfArm() {
    assertThat(InspectionText.lines(Samples.inspect("armv7hf-glibc")))
        .contains("  machine      arm, ARMv7-A, hard float, VFPv3-D16");
    assertThat(InspectionText.lines(Samples.inspect("armv6-soft")))
        .contains("  machine      arm, ARMv6, soft float", "  linkage      static");
    assertThat(InspectionText.lines(Samples.inspect("armv6-with-v7-code")))
        .contains("  machine      arm, ARMv6, hard float, VFPv2, with code for ARMv7");
  }

  @Test
  void showsOtherFormatsInFewLines() {
    assertThat(InspectionText.lines(Samples.inspect("bare.wasm")))
        .containsExactly(
            "bare.wasm",
            "  format       WebAssembly 32-bit module",
            "  machine      wasm",
            "  symbols      stripped",
            "  size         66 B");
    assertThat(InspectionText.lines(Samples.inspect("wasi.wasm")))
        .contains(
            "  system       WASI 0.1 or newer",
            "  imports      wasi_snapshot_preview1  (fd_close, fd_fdstat_get, fd_seek, fd_write"
                + " and 1 more)");
    assertThat(InspectionText.lines(Samples.inspect("x86_64-macos")))
        .containsExactly(
            "x86_64-macos",
            "  format       Mach-O 64-bit little-endian executable (PIE)",
            "  machine      x86_64",
            "  system       macOS 13.0 or newer",
            "  linkage      dynamic, interpreter /usr/lib/dyld",
            "  needs        /usr/lib/libSystem.B.dylib",
            "  symbols      kept",
            "  build id     c61749cd8c30303184df2960f00b91c0",
            "  size         16.7 kB");
    assertThat(InspectionText.lines(Samples.inspect("answer.dll")))
        .contains("  system       Windows 6.0 or newer", "  linkage      dynamic");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "aarch64-glibc | ELF aarch64, dynamic, glibc 2.34 or newer, 6.2 kB",
        "aarch64-musl | ELF aarch64, dynamic, musl, 3.1 kB",
        "armv6-soft | ELF arm ARMv6 soft float, static, 1.1 kB",
        "x86_64-static-pie | ELF x86_64, static-pie, 4.9 kB",
        "libanswer.so | ELF x86_64 shared library, glibc 2.2.5 or newer, GLIBCXX 3.4 or newer,"
            + " 6.1 kB",
        "libarm.a | static library for arm ARMv6 hard float, 1.0 kB",
        "libhalf.rlib | Rust library for x86_64, 6.2 kB",
        "aarch64-macos | Mach-O aarch64, macOS 13.0 or newer, 49.8 kB",
        "x86_64-console.exe | PE x86_64, Windows 6.0 or newer, console, 18.4 kB",
        "wasi.wasm | WebAssembly module, WASI 0.1 or newer, 2.6 kB",
        "x86_64-netbsd | ELF x86_64, dynamic, NetBSD 10.1 or newer, 5.4 kB",
      })
  void saysTheSameInALine(String sample, String line) {
    assertThat(InspectionLine.of(Samples.inspect(sample))).isEqualTo(line);
  }

  @ParameterizedTest
  @CsvSource({
    "999, 999 B",
    "1000, 1.0 kB",
    "1049, 1.0 kB",
    "1050, 1.1 kB",
    "999949, 999.9 kB",
    "999950, 1.0 MB",
    "3400000, 3.4 MB",
    "12345678901, 12.3 GB",
    "9223372036854775807, 9223372.0 TB",
  })
  void roundsSizes(long bytes, String text) {
    assertThat(InspectionText.size(bytes)).isEqualTo(text);
  }

  @Test
  void neverLetsAFileSteerTheTerminal() throws IOException {
    var text =
        new String(Files.readAllBytes(Samples.file("aarch64-glibc")), StandardCharsets.ISO_8859_1);
    var file = folder.resolve("evil");
    Files.write(
        file, text.replace("libc.so.6", "\u001b[31mx.so").getBytes(StandardCharsets.ISO_8859_1));
    assertThat(InspectionText.lines(ArtifactReader.inspect(file)))
        .contains("  needs        \\x1b[31mx.so");
  }

  @Test
  void writesTheSameAsJson() throws JsonProcessingException {
    var json =
        new ObjectMapper()
            .valueToTree(InspectionJson.map(Samples.inspect("armv6-hard")))
            .toString();
    assertThat(json)
        .startsWith("{\"file\":\"")
        .endsWith(
            """
            armv6-hard","size":1056,"format":"elf","kind":"executable","machine":"arm","bits":32,\
            "endianness":"little",\
            "arm":{"architecture":"v6","profile":null,"float":"hard","fpu":"VFPv2",\
            "compiledFor":null},"abi":null,"system":null,\
            "linkage":"static","pie":false,"interpreter":null,"soname":null,"rpath":null,\
            "runpath":null,"needed":[],"imports":{},"glibc":null,"glibcxx":null,"cxxabi":null,\
            "stripped":false,"debugInfo":false,\
            "buildId":"89d723bf5a3606ae61338f04132ba0a51c3014ea","parts":[]}\
            """);
    var relr = new ObjectMapper().valueToTree(InspectionJson.map(Samples.inspect("libanswer.so")));
    assertThat(relr.get("glibc"))
        .hasToString(
            "{\"minimum\":\"2.2.5\",\"symbols\":{\"2.2.5\":[\"__cxa_finalize\",\"atoi\",\"getenv\"]}}");
  }
}
