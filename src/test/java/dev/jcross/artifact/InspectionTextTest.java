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

class InspectionTextTest {
  @TempDir private Path folder;

  @Test
  void showsADynamicProgram() {
    assertThat(InspectionText.lines(Samples.inspect("aarch64-glibc")))
        .containsExactly(
            "aarch64-glibc",
            "  format       ELF 64-bit little-endian executable (PIE)",
            "  machine      aarch64",
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
  }

  @Test
  void showsOtherFormatsInFewLines() {
    assertThat(InspectionText.lines(Samples.inspect("bare.wasm")))
        .containsExactly(
            "bare.wasm",
            "  format       WebAssembly module",
            "  machine      wasm",
            "  size         66 B");
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
            "arm":{"architecture":"v6","profile":null,"float":"hard","fpu":"VFPv2"},\
            "linkage":"static","pie":false,"interpreter":null,"soname":null,"rpath":null,\
            "runpath":null,"needed":[],"glibc":null,"glibcxx":null,"cxxabi":null,\
            "stripped":false,"debugInfo":false,\
            "buildId":"89d723bf5a3606ae61338f04132ba0a51c3014ea"}\
            """);
    var relr = new ObjectMapper().valueToTree(InspectionJson.map(Samples.inspect("libanswer.so")));
    assertThat(relr.get("glibc"))
        .hasToString(
            "{\"minimum\":\"2.2.5\",\"symbols\":{\"2.2.5\":[\"__cxa_finalize\",\"atoi\",\"getenv\"]}}");
  }
}
