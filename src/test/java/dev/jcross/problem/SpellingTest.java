package dev.jcross.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
  private static final List<String> KEYS =
      List.of("pre-build", "passthrough", "image", "dockerfile", "runner", "volumes", "env");

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          pre-biuld,    pre-build,   two neighbours swapped
          prebuild,     pre-build,   a letter dropped
          pre_build,    pre-build,   an underscore for a dash
          PRE-BUILD,    pre-build,   another case
          imgae,        image,       two neighbours swapped
          docker-file,  dockerfile,  a letter too many
          pasthrogh,    passthrough, two letters dropped
          runer,        runner,      a short word
          en,           env,         one letter of two
          """)
  void findsTheWordThatWasMeant(String typed, String meant, String why) {
    assertThat(Spelling.nearest(typed, KEYS)).as(why).contains(meant);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          toolchain
          pass
          i
          preload-it
          """)
  void keepsQuietIfMoreThanAThirdOfTheLettersDiffer(String typed) {
    assertThat(Spelling.nearest(typed, KEYS)).isEmpty();
  }

  @Test
  void takesTheFirstByNameOfEquallyNearOnes() {
    assertThat(Spelling.nearest("abx", List.of("abz", "abc", "aby"))).contains("abc");
    assertThat(Spelling.nearest("abx", List.of("aby", "abz", "abc"))).contains("abc");
  }

  @Test
  void prefersTheNearerToTheFirstByName() {
    assertThat(Spelling.nearest("passthrouhg", List.of("passthrou", "passthrough")))
        .contains("passthrough");
  }

  @Test
  void isEmptyWithoutCandidates() {
    assertThat(Spelling.nearest("image", List.of())).isEmpty();
    assertThat(Spelling.hint("image", List.of())).isEmpty();
  }

  @Test
  void hintsWithAQuestion() {
    assertThat(Spelling.hint("pre-biuld", KEYS)).contains("did you mean 'pre-build'?");
  }
}
