package dev.jcross.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.problem.ExitStatus;
import dev.jcross.problem.Place;
import dev.jcross.problem.ProblemException;
import dev.jcross.target.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GlibcLimitTest {
  private static List<String> printed(String triple, String newest, String sample) {
    return printed(triple, newest, sample, true);
  }

  private static List<String> printed(
      String triple, String newest, String sample, boolean zigLinks) {
    var limit =
        new GlibcLimit(
            Target.parse(triple).triple(),
            Version.parse(newest).orElseThrow(),
            new Place("Cross.toml", 2, 1),
            zigLinks);
    var problems = limit.check(Samples.file(sample), "target/x", Optional.empty());
    if (!problems.isEmpty()) {
      assertThat(new ProblemException(problems).exitStatus()).isEqualTo(ExitStatus.ARTIFACT);
    }
    return problems.stream().flatMap(problem -> problem.lines().stream()).toList();
  }

  @Test
  void namesTheSymbolsAtFaultAndWhereTheyAre() {
    assertThat(printed("aarch64-unknown-linux-gnu", "2.28", "aarch64-glibc"))
        .containsExactly(
            "error[GLIBC_TOO_NEW]: 'target/x' needs glibc 2.34, and 2.28 is the newest that there"
                + " may be",
            "  --> Cross.toml:2:1",
            "  | glibc 2.34 in libc.so.6: __libc_start_main, pthread_create, pthread_join",
            "  help: link against the older one:  --target aarch64-unknown-linux-gnu.2.28");
  }

  @Test
  void namesEveryVersionThatIsTooNewTheNewestFirst() {
    assertThat(printed("aarch64-unknown-linux-gnu", "2.16", "aarch64-glibc"))
        .contains(
            "  | glibc 2.34 in libc.so.6: __libc_start_main, pthread_create, pthread_join",
            "  | glibc 2.17 in libc.so.6: __cxa_finalize, abort, puts");
  }

  @Test
  void proposesOnlyWhatCanBeLinkedAgainst() {
    assertThat(printed("aarch64-unknown-linux-gnu", "2.16", "aarch64-glibc").getLast())
        .isEqualTo(
            "  help: 2.16 is older than Rust supports; link against the oldest:  --target"
                + " aarch64-unknown-linux-gnu.2.17");
    assertThat(printed("powerpc64-unknown-linux-gnu", "2.28", "powerpc64-glibc", false).getLast())
        .isEqualTo(
            "  help: build on the older system: name an image of it in Cross.toml, or raise the"
                + " limit");
  }

  @Test
  void namesWhatTheLoaderItselfHasToKnow() {
    assertThat(printed("x86_64-unknown-linux-gnu", "2.35", "x86_64-glibc-relr"))
        .contains("  | glibc 2.36 in libc.so.6: GLIBC_ABI_DT_RELR");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.34", "2.34.1", "2.40", "3"})
  void letsPassWhatIsOldEnough(String newest) {
    assertThat(printed("aarch64-unknown-linux-gnu", newest, "aarch64-glibc")).isEmpty();
  }

  @Test
  void letsPassWhatNeedsNoGlibcOrIsNoProgram() {
    assertThat(printed("x86_64-unknown-linux-gnu", "2.0", "x86_64-static")).isEmpty();
    assertThat(printed("aarch64-unknown-linux-gnu", "2.0", "aarch64.o")).isEmpty();
    assertThat(printed("aarch64-unknown-linux-gnu", "2.0", "libarm.a")).isEmpty();
  }

  @Test
  void tellsOfAFileThatIsNotThere() {
    var limit =
        new GlibcLimit(
            Target.parse("x86_64-unknown-linux-gnu").triple(),
            Version.parse("2.40").orElseThrow(),
            Place.of("x"),
            true);
    assertThat(
            limit
                .check(Path.of("/nowhere/hello"), "hello", Optional.empty())
                .getFirst()
                .lines()
                .getFirst())
        .isEqualTo("error[ARTIFACT_UNREADABLE]: '/nowhere/hello' does not exist");
  }
}
