package dev.jcross.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsTest {
  private static Optional<Results> results(String line) {
    var plan = Case.of(line).plan();
    assertThat(plan.problems()).isEmpty();
    return plan.targets().getFirst().results();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "build --target PI, debug",
    "b --target PI -r, release",
    "build --target PI -vr, release",
    "build --target PI --release, release",
    "build --target PI --profile dev, debug",
    "build --target PI --profile=small, small",
    "rustc --target PI --profile release -- -C lto, release",
    "run --target PI -- --release, debug",
    "test --target PI, debug",
    "test --target PI --profile test, debug",
    "bench --target PI, release",
  })
  void lieInTheDirectoryOfTheProfile(String line, String profile) {
    assertThat(results(line).orElseThrow().directory())
        .hasToString("/home/me/app/target/" + Case.PI + "/" + profile);
  }

  @ParameterizedTest
  @CsvSource({
    "build --target PI, true",
    "rustc --target PI, true",
    "test --target PI --no-run, true",
    "bench --no-run --target PI, true",
    "run --target PI, false",
    "test --target PI, false",
    "test --target PI -- --no-run, false",
    "build --target PI --message-format=json, false",
    "build --target PI --message-format json-render-diagnostics, false",
    "build --target PI --message-format short, true",
  })
  void areToldWhereTheyAreWhatTheCommandIsFor(String line, boolean told) {
    assertThat(results(line).orElseThrow().told()).isEqualTo(told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"check --target PI", "clippy --target PI", "doc --target PI", "fetch"})
  void areExpectedOnlyOfCommandsThatLink(String line) {
    assertThat(results(line)).isEmpty();
  }
}
