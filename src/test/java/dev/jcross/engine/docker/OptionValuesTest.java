package dev.jcross.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionValuesTest {
  @ParameterizedTest
  @CsvSource({
    "512, 512",
    "1k, 1024",
    "1kb, 1024",
    "2KiB, 2048",
    "64m, 67108864",
    "2g, 2147483648",
    "1.5g, 1610612736",
    "1 g, 1073741824",
    "1t, 1099511627776",
    "7b, 7"
  })
  void readsSizesAsDockerDoes(String text, long bytes) {
    assertThat(OptionValues.bytes(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "lots", "-1", "1x", "g", "1 2"})
  void refusesWhatIsNoSize(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> OptionValues.bytes(text));
  }

  @Test
  void countsCpusInBillionths() {
    assertThat(OptionValues.nanoCpus("1.5")).isEqualTo(1_500_000_000L);
    assertThat(OptionValues.nanoCpus("0.01")).isEqualTo(10_000_000L);
  }

  @Test
  void readsEveryFormOfGpus() {
    assertThat(OptionValues.gpus("all").getCount()).isEqualTo(-1);
    assertThat(OptionValues.gpus("2").getCount()).isEqualTo(2);
    assertThat(OptionValues.gpus("\"device=0,2\"").getDeviceIds()).isEqualTo(List.of("0", "2"));
    assertThat(OptionValues.gpus("all").getCapabilities()).isEqualTo(List.of(List.of("gpu")));
    assertThat(OptionValues.gpus("device=GPU-1,capabilities=utility").getCapabilities())
        .isEqualTo(List.of(List.of("gpu", "utility")));
    assertThatIllegalArgumentException().isThrownBy(() -> OptionValues.gpus("many"));
  }
}
