package dev.jcross.integration.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowTest {
  private static final Row ROW =
      new Row(
          "thumbv7em-none-eabihf",
          "0123456789abcdef",
          "linux/amd64",
          "Debian 1.96.0",
          OptionalLong.of(120),
          OptionalLong.of(40),
          12,
          Map.of(
              Check.FIRMWARE, new Outcome.Passed("ran: qemu-system"),
              Check.HELLO, new Outcome.Impossible("no std"),
              Check.CMAKE, new Outcome.Failed("error: \"it\" broke \\ here")));

  private static final String TOML =
      """
      # Written by ./dev test --all-targets --target thumbv7em-none-eabihf
      recipe = "0123456789abcdef"
      host = "linux/amd64"
      rust = "Debian 1.96.0"
      megabytes = 120
      image-seconds = 40
      check-seconds = 12

      [checks]
      hello = "no: no std"
      cmake = "failed: error: \\"it\\" broke \\\\ here"
      firmware = "ran: qemu-system"
      """;

  @Test
  void isWrittenInTheOrderOfTheChecks() {
    assertThat(ROW.toml()).isEqualTo(TOML);
  }

  @Test
  void isReadAsItWasWritten() {
    assertThat(Row.parse(ROW.target(), TOML)).isEqualTo(ROW);
  }

  @Test
  void refusesWhatNobodyWrote() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Row.parse("T", TOML.replace("hello =", "helo =")))
        .withMessage("T: there is no check 'helo'");
    assertThatIllegalArgumentException().isThrownBy(() -> Row.parse("T", "recipe = "));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Row.parse("T", TOML.replace("host =", "hosts =")))
        .withMessage("T: no 'host'");
  }

  @Test
  void keepsTheTimeOfABuildWhileTheRecipeIsTheSame(@TempDir Path folder) {
    var rows = new Rows(folder);
    rows.write(ROW);
    rows.write(again(ROW.recipe()));
    assertThat(rows.read(ROW.target()).orElseThrow().imageSeconds()).hasValue(40);

    rows.write(again("fedcba9876543210"));
    assertThat(rows.read(ROW.target()).orElseThrow().imageSeconds()).isEmpty();
    assertThat(rows.all()).containsOnlyKeys(ROW.target());
  }

  @Test
  void canBeOfATargetThatHasNoImageHere() {
    var toml =
        """
        recipe = "0123456789abcdef"
        host = "linux/amd64"
        rust = ""
        check-seconds = 0

        [checks]
        labels = "failed: error[IMAGE_BUILD]: image T could not be built"
        """;
    var row = Row.parse("T", toml);

    assertThat(row.megabytes()).isEmpty();
    assertThat(row.isTooBig()).isFalse();
    assertThat(row.toml()).endsWith(toml);
  }

  @ParameterizedTest
  @CsvSource({
    "x86_64-unknown-linux-gnu, 700, false",
    "x86_64-unknown-linux-gnu, 701, true",
    "arm-unknown-linux-musleabi, 450, false",
    "arm-unknown-linux-musleabi, 451, true",
    "thumbv7em-none-eabihf, 451, true",
    "aarch64-unknown-none, 451, true",
    "riscv32imc-unknown-none-elf, 451, true",
    "aarch64-linux-android, 451, false"
  })
  void isTooBigAboveWhatItsKindMayHave(String target, long megabytes, boolean tooBig) {
    var row =
        new Row(target, "", "", "", OptionalLong.of(megabytes), OptionalLong.empty(), 0, Map.of());

    assertThat(row.isTooBig()).isEqualTo(tooBig);
  }

  private static Row again(String recipe) {
    return new Row(
        ROW.target(),
        recipe,
        ROW.host(),
        ROW.rust(),
        ROW.megabytes(),
        OptionalLong.empty(),
        ROW.checkSeconds(),
        ROW.outcomes());
  }
}
