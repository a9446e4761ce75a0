package dev.jcross.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferenceTest {
  @TempDir Path directory;

  private Difference between(String first, String second) throws IOException {
    var one = Files.writeString(directory.resolve("one"), first, StandardCharsets.ISO_8859_1);
    var other = Files.writeString(directory.resolve("other"), second, StandardCharsets.ISO_8859_1);
    return Difference.between(one, other);
  }

  @Test
  void isNoneBetweenTheSameBytes() throws IOException {
    assertThat(between("same\0bytes", "same\0bytes").lines()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "built at 1795292660, built at 1795292669, TIME",
    "built 2026-11-21, built 2026-11-22, TIME",
    "at 20:30:01 UTC, at 20:30:09 UTC, TIME",
    "/home/ann/app/src, /home/bob/app/src, PATH",
    "/tmp/.tmpA1/out.rs, /tmp/.tmpB2/out.rs, PATH",
  })
  void knowsWhatSuchTextsComeFrom(String first, String second, Difference.Cause cause)
      throws IOException {
    var difference = between("x\0" + first + "\0y", "x\0" + second + "\0y");

    assertThat(difference.causes()).containsExactly(cause);
    assertThat(difference.lines()).contains("\"" + first + "\", and then \"" + second + "\"");
  }

  @Test
  void keepsToWhatTellsTheCause() throws IOException {
    var difference =
        between(
            "abcdef\0hash one\0built at 1795292660\0", "ghijkl\0hash two\0built at 1795292669\0");

    assertThat(difference.lines())
        .containsExactly(
            "10 bytes in the file", "\"built at 1795292660\", and then \"built at 1795292669\"");
  }

  @Test
  void namesTextsThatAreOnlyInOne() throws IOException {
    assertThat(between("\0first text", "\0first text\0second text").lines())
        .containsExactly("it has 11 bytes, and then 23", "only the second time: \"second text\"");
    assertThat(between("one text", "\1\1\1\1\1\1\1\1").lines())
        .contains("only the first time: \"one text\"");
  }

  @Test
  void cutsWhatIsLongAroundWhatTellsMost() throws IOException {
    var around = "x".repeat(500);
    var line =
        between(around + " 2026-11-21 " + around, around + " 2026-11-22 " + around)
            .lines()
            .getLast();

    assertThat(line).hasSizeLessThan(300).contains(" 2026-11-21 ", " 2026-11-22 ", "\"…x", "x…\"");
  }

  @Test
  void namesTheSectionsOfAnElfFile() throws IOException {
    var self = Path.of(ProcessHandle.current().info().command().orElseThrow());
    var bytes = Files.readAllBytes(self);
    var sections = new java.util.TreeMap<>(SectionNames.of(self));
    assertThat(sections).containsValue(".rodata").containsValue(".text");
    long rodata =
        sections.entrySet().stream()
            .filter(entry -> entry.getValue().equals(".rodata"))
            .findFirst()
            .orElseThrow()
            .getKey();
    bytes[(int) rodata + 1] ^= 0x55;
    var changed = Files.write(directory.resolve("changed"), bytes);

    assertThat(Difference.between(self, changed).lines()).contains("1 byte in .rodata");
  }
}
