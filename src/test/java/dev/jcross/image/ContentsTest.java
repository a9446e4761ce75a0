package dev.jcross.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentsTest {
  private static final String ZEROS = "sha256:" + "0".repeat(64);
  private static final String ONES = "sha256:" + "1".repeat(64);

  private static Contents contents(String... parts) {
    return new Contents(
        List.of(parts).stream().map(text -> Part.parse(text).orElseThrow()).toList());
  }

  @Test
  void tellsWhatAnImageHasOtherThanLocked() {
    var locked =
        contents(
            "package curl 8.14.1 " + ZEROS,
            "package gcc-14 14.2.0-19 " + ZEROS,
            "package libc6:arm64 2.41-12 " + ZEROS,
            "std aarch64-unknown-linux-gnu " + ZEROS,
            "files /opt/rust " + ZEROS);
    var found =
        contents(
            "package gcc-14 14.2.0-20 " + ONES,
            "package jq 1.7.1 " + ZEROS,
            "package libc6:arm64 2.41-12 " + ONES,
            "std aarch64-unknown-linux-gnu " + ONES,
            "files /opt/rust " + ZEROS);

    assertThat(locked.differenceOf(found))
        .containsExactly(
            "package gcc-14 is 14.2.0-20, and locked is 14.2.0-19",
            "package jq 1.7.1 is in the image and not in the lock",
            "package libc6:arm64 2.41-12 has other bytes than locked",
            "std aarch64-unknown-linux-gnu has other bytes than locked",
            "package curl 8.14.1 is locked and not in the image");
    assertThat(locked.differenceOf(locked)).isEmpty();
  }

  @Test
  void isALayerAboveTheImageBelow() {
    var below = contents("package apt 3.0.4 " + ZEROS, "package curl 8.14.1 " + ZEROS);
    var above = contents("package apt 3.0.5 " + ONES, "package jq 1.7.1 " + ZEROS);

    var layer = above.above(below);

    assertThat(layer.parts())
        .extracting(Part::toString)
        .containsExactly("package apt 3.0.5 " + ONES, "package jq 1.7.1 " + ZEROS);
    assertThat(layer.without()).containsExactly("package curl");
    assertThat(below.with(layer)).isEqualTo(above);
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aLayerOnWhatItIsAboveGivesTheWhole(long seed) {
    var random = new Random(seed);
    var below = any(random);
    var above = any(random);

    assertThat(below.with(above.above(below))).isEqualTo(above);
    assertThat(above.differenceOf(above)).isEmpty();
    assertThat(above.differenceOf(below).isEmpty()).isEqualTo(above.equals(below));
    assertThat(above.hash().equals(below.hash())).isEqualTo(above.equals(below));
  }

  private static Contents any(Random random) {
    var parts = new ArrayList<Part>();
    for (int i = 0; i < 6; i++) {
      if (random.nextBoolean()) {
        parts.add(
            new Part(
                Part.Kind.PACKAGE,
                "p" + i,
                "1." + random.nextInt(2),
                random.nextBoolean() ? ZEROS : ONES));
      }
    }
    return new Contents(parts);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "package",
        "package apt 3.0.4",
        "package apt 3.0.4 sha256:0",
        "package apt  " + "sha256:0000000000000000000000000000000000000000000000000000000000000000",
        "folder /opt sha256:0000000000000000000000000000000000000000000000000000000000000000",
        "files /opt 1 sha256:0000000000000000000000000000000000000000000000000000000000000000",
        "files  sha256:0000000000000000000000000000000000000000000000000000000000000000",
      })
  void readsOnlyPartsAsTheyAreWritten(String text) {
    assertThat(Part.parse(text)).isEmpty();
  }

  @Test
  void hasNoPartTwice() {
    assertThatThrownBy(() -> contents("files /opt " + ZEROS, "files /opt " + ONES))
        .hasMessage("a part stands twice");
  }
}
