package dev.jcross.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.plan.TargetPlan;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What lies between the step that compiles and the one that runs. */
@Timeout(60)
class GateTest {
  private static final String PI = "aarch64-unknown-linux-gnu";
  private static final Problem TOO_NEW =
      Problem.error(ProblemCode.GLIBC_TOO_NEW, "'hello' needs glibc 2.34");

  @TempDir Path directory;
  private Stage stage;
  private final List<Path> seen = new ArrayList<>();
  private final List<Path> looks = new ArrayList<>();
  private List<Problem> verdict = List.of();
  private List<Problem> glance = List.of();

  @BeforeEach
  void openStage() {
    stage =
        new Stage(directory)
            .check(
                new ResultCheck() {
                  @Override
                  public List<Problem> look(TargetPlan plan, Instant since) {
                    looks.add(plan.results().orElseThrow().directory());
                    return glance;
                  }

                  @Override
                  public List<Problem> check(
                      TargetPlan plan, List<Path> files, Ingredients ingredients) {
                    seen.addAll(files);
                    return verdict;
                  }
                });
    stage.engine.program(
        command -> {
          if (command.words().contains("--message-format=json")) {
            command.complain("    Finished again\n");
            command.print(
                "{\"reason\":\"compiler-artifact\",\"target\":{\"kind\":[\"bin\"]},\"filenames\":"
                    + "[\"/target/"
                    + PI
                    + "/debug/hello\"]}\n");
          } else {
            command.print(String.join(" ", command.words()) + "\n");
          }
          return 0;
        });
  }

  private Outcome run(String line) {
    return stage.run(stage.words(line).maxGlibc("2.17").plan());
  }

  private List<String> printed() {
    return stage.output.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void seesTheFilesOfTheBuildAndSaysNothing() {
    assertThat(run("build --target PI").exitStatus()).isZero();

    assertThat(seen).containsExactly(stage.project.resolve("target/" + PI + "/debug/hello"));
    assertThat(printed()).containsExactly("cargo build --target " + PI);
    assertThat(stage.errors.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void endsTheRunBeforeTheProgramStarts() {
    verdict = List.of(TOO_NEW);

    assertThat(run("run --target PI")).isEqualTo(new Outcome(82, List.of(TOO_NEW)));
    assertThat(printed()).containsExactly("cargo build --target " + PI);
  }

  @Test
  void looksAtWhatCameOutBeforeCargoIsAskedAndTheProgramStarts() {
    var wrong = Problem.error(ProblemCode.ARTIFACT_MACHINE, "'hello' is for x86_64");
    glance = List.of(wrong);

    assertThat(run("run --target PI --release")).isEqualTo(new Outcome(82, List.of(wrong)));
    assertThat(looks).containsExactly(stage.project.resolve("target/" + PI + "/release"));
    assertThat(seen).isEmpty();
    assertThat(printed()).containsExactly("cargo build --target " + PI + " --release");
  }

  @Test
  void looksOnceWhereNobodyNamedALimit() {
    stage.run("run --target PI");
    stage.run("check --target PI");

    assertThat(looks).hasSize(1);
  }

  @Test
  void letsTheProgramStartWhenNothingIsWrong() {
    assertThat(run("run --target PI").exitStatus()).isZero();
    assertThat(printed()).containsExactly("cargo build --target " + PI, "cargo run --target " + PI);
  }

  @Test
  void isClosedForABuildThatFails() {
    stage.engine.program(command -> 101);

    assertThat(run("build --target PI").exitStatus()).isEqualTo(101);
    assertThat(looks).isEmpty();
    assertThat(seen).isEmpty();
  }

  @Test
  void tellsWhyThereIsNothingToSee() {
    stage.engine.program(
        command -> {
          if (command.words().contains("--message-format=json")) {
            command.complain("error: no\n");
            return 101;
          }
          return 0;
        });

    var outcome = run("build --target PI");

    assertThat(outcome.exitStatus()).isEqualTo(101);
    assertThat(outcome.notes().getFirst().lines())
        .containsExactly(
            "error[ARTIFACT_UNREADABLE]: cargo does not list the files that it made",
            "  | error: no");
  }

  @Test
  void standsForEachOfSeveralTargets() {
    verdict = List.of(TOO_NEW);

    var outcome = run("build --target PI --target x86_64-unknown-linux-gnu");

    assertThat(outcome.exitStatus()).isEqualTo(82);
    assertThat(outcome.targets()).extracting(Outcome.OfTarget::exitStatus).containsExactly(82, 82);
  }

  @Test
  void asksNothingWhereNobodyWantsIt() {
    stage.run("build --target PI");

    assertThat(stage.calls()).noneMatch(call -> call.contains("--message-format"));
    assertThat(seen).isEmpty();
  }
}
