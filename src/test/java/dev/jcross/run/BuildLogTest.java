package dev.jcross.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BuildLogTest {
  @Test
  void showsTheLastStepWithoutTheEnginesRemarks() {
    assertThat(
            BuildLog.ofLastStep(
                List.of(
                    "Step 1/2 : FROM x",
                    " ---> 0123",
                    "Step 2/2 : RUN false",
                    " ---> Running in 0123",
                    "output",
                    "Removing intermediate container 0123")))
        .containsExactly("Step 2/2 : RUN false", "output");
  }

  @Test
  void showsAtMostTwentyLinesTheStepAndTheEnd() {
    var log = new ArrayList<>(List.of("Step 1/1 : RUN x"));
    IntStream.rangeClosed(1, 50).mapToObj(number -> "line " + number).forEach(log::add);
    var shown = BuildLog.ofLastStep(log);

    assertThat(shown).hasSize(20);
    assertThat(shown.subList(0, 3)).containsExactly("Step 1/1 : RUN x", "…", "line 33");
    assertThat(shown).last().isEqualTo("line 50");
  }

  @Test
  void showsAllOfALogWithoutSteps() {
    assertThat(BuildLog.ofLastStep(List.of("a", "b"))).containsExactly("a", "b");
    assertThat(BuildLog.ofLastStep(List.of())).isEmpty();
  }

  @Test
  void shortensOnlyTheSentenceThatRepeatsTheCommand() {
    assertThat(BuildLog.reason("The command '/bin/sh -c x' returned a non-zero code: 127"))
        .isEqualTo("a step ended with exit status 127");
    assertThat(BuildLog.reason("unknown instruction: FRMO")).isEqualTo("unknown instruction: FRMO");
  }
}
