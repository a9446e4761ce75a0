package dev.jcross.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VersionTest {
  @Test
  void ordersByNumber() {
    assertThat(
            Stream.of("2.17", "2.2.5", "2.9", "2.2", "10")
                .map(Version::parse)
                .map(Optional::get)
                .sorted())
        .extracting(Version::toString)
        .containsExactly("2.2", "2.2.5", "2.9", "2.17", "10");
  }

  @Test
  void refusesWhatIsNoVersion() {
    assertThat(
            Stream.of("", "PRIVATE", "2.", ".2", "2..3", "-1", "2.17a", "9999999999", "1.2.3.4.5"))
        .allMatch(text -> Version.parse(text).isEmpty());
  }
}
