package dev.jcross.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartialNameTest {
  @ParameterizedTest
  @CsvSource({
    ":edge, registry.example:5000/t/wasm32-wasip1:edge",
    "@sha256:0a, registry.example:5000/t/wasm32-wasip1@sha256:0a",
    "-centos, registry.example:5000/t/wasm32-wasip1:4711-centos",
  })
  void standsForAWholeName(String written, String whole) {
    assertThat(PartialName.is(written)).isTrue();
    assertThat(
            PartialName.complete(
                written, "registry.example:5000/t", "wasm32-wasip1", Optional.of("4711")))
        .contains(whole);
  }

  @Test
  void isNoVariantOfNothing() {
    assertThat(PartialName.complete("-centos", "r", "wasm32-wasip1", Optional.empty())).isEmpty();
    assertThat(PartialName.complete(":edge", "r", "wasm32-wasip1", Optional.empty()))
        .contains("r/wasm32-wasip1:edge");
  }

  @ParameterizedTest
  @CsvSource({"''", "debian", "debian:12", "a/b@sha256:0a", "x-y"})
  void isNotWhatNamesAnImage(String written) {
    assertThat(PartialName.is(written)).isFalse();
  }
}
