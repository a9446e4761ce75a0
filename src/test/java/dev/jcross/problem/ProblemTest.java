package dev.jcross.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProblemTest {
  private static final Problem BARE = Problem.error(ProblemCode.FILE, "cannot read it");

  @Test
  void looksAsTheGuideShowsIt() {
    var problem =
        Problem.error(
                ProblemCode.KEY_UNKNOWN,
                "'pre-biuld' is not a key of [target.aarch64-unknown-linux-gnu]")
            .at(new Place("Cross.toml", 7, 1))
            .help("did you mean 'pre-build'?");

    assertThat(problem.lines())
        .containsExactly(
            "error[KEY_UNKNOWN]: 'pre-biuld' is not a key of [target.aarch64-unknown-linux-gnu]",
            "  --> Cross.toml:7:1",
            "  help: did you mean 'pre-build'?");
  }

  @Test
  void alignsTheLinesOfItsHelpAndBarsItsDetails() {
    var problem =
        Problem.warning(ProblemCode.IMAGE_BUILD, "it did not build")
            .at(Place.of("Dockerfile"))
            .with(List.of("step: RUN false", "", "exit code 1"))
            .help("write\n[build]\nnetwork = true\n");

    assertThat(problem.lines())
        .containsExactly(
            "warning[IMAGE_BUILD]: it did not build",
            "  --> Dockerfile",
            "  | step: RUN false",
            "  | ",
            "  | exit code 1",
            "  help: write",
            "        [build]",
            "        network = true",
            "        ");
  }

  @Test
  void isOneLineWithoutPlaceAndHelp() {
    assertThat(BARE.lines()).containsExactly("error[FILE]: cannot read it");
  }

  @Test
  void keepsAllElseWhenOnePartIsSet() {
    var full =
        BARE.with(List.of("detail")).at(Place.of("file")).help("first").help(Optional.of("second"));

    assertThat(full)
        .isEqualTo(
            new Problem(
                Problem.Severity.ERROR,
                ProblemCode.FILE,
                "cannot read it",
                Optional.of(new Place("file", 0, 0)),
                List.of("detail"),
                Optional.of("second")));
    assertThat(full.help(Optional.empty()).lines()).noneMatch(line -> line.contains("help"));
  }

  @Test
  void doesNotChangeWithTheListItWasGiven() {
    var details = new ArrayList<>(List.of("a"));
    var problem = BARE.with(details);
    details.add("b");

    assertThat(problem.details()).containsExactly("a");
  }

  @Test
  void placesNameOnlyWhatIsKnown() {
    assertThat(Place.of("f")).hasToString("f");
    assertThat(new Place("f", 3, 0)).hasToString("f:3");
    assertThat(new Place("f", 3, 9)).hasToString("f:3:9");
    assertThat(new Place("f", 0, 9)).hasToString("f");
    assertThatIllegalArgumentException().isThrownBy(() -> new Place("f", -1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Place("f", 1, -1));
  }

  @Test
  void placesSortBySourceThenLineThenColumnAsNumbers() {
    var sorted =
        List.of(
            new Place("a", 10, 1),
            new Place("b", 1, 1),
            new Place("b", 2, 2),
            new Place("b", 2, 11));
    var shuffled = new ArrayList<>(sorted.reversed());
    shuffled.sort(null);

    assertThat(shuffled).isEqualTo(sorted);
  }

  @Test
  void exitStatusesAreTheDocumentedNumbers() {
    assertThat(Arrays.stream(ExitStatus.values()).map(status -> status + " " + status.code()))
        .containsExactly(
            "OK 0",
            "USAGE 64",
            "ENGINE 69",
            "BUG 70",
            "IO 74",
            "CONFIG 78",
            "LOCK 80",
            "DIFFERENT 81",
            "ARTIFACT 82",
            "ATTESTATION 83",
            "UNTRUSTED 84",
            "HANGUP 129",
            "INTERRUPTED 130",
            "TERMINATED 143");
  }

  @Test
  void noProblemEndsARunAsIfAllWereWell() {
    assertThat(ProblemCode.values()).noneMatch(code -> code.exitStatus() == ExitStatus.OK);
  }

  @Test
  void endsInTheStatusOfTheFirstError() {
    var exception =
        new ProblemException(
            List.of(
                Problem.warning(ProblemCode.KEY_UNKNOWN, "w"),
                Problem.error(ProblemCode.ENGINE_MISSING, "first"),
                Problem.error(ProblemCode.USAGE, "second")));

    assertThat(exception.exitStatus()).isEqualTo(ExitStatus.ENGINE);
  }

  @Test
  void endsInTheStatusOfTheFirstWarningIfThereIsNoError() {
    var exception =
        new ProblemException(
            List.of(
                Problem.warning(ProblemCode.LOCKFILE_STALE, "w"),
                Problem.warning(ProblemCode.USAGE, "v")));

    assertThat(exception.exitStatus()).isEqualTo(ExitStatus.CONFIG);
  }

  @Test
  void exceptionsTellTheFirstProblemAndKeepAll() {
    var exception = BARE.help("ls -l").asException();

    assertThat(exception).hasMessage("error[FILE]: cannot read it\n  help: ls -l").hasNoCause();
    assertThat(exception.problems()).containsExactly(BARE.help("ls -l"));
    assertThatIllegalArgumentException().isThrownBy(() -> new ProblemException(List.of()));
  }

  @Test
  void checkedValuesCollectProblemsInOrder() {
    var checked = Checked.of("value").and(List.of(BARE)).and(List.of(BARE.help("x")));

    assertThat(checked.value()).isEqualTo("value");
    assertThat(checked.problems()).containsExactly(BARE, BARE.help("x"));
  }
}
