package dev.jcross.integration.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class KnownExceptionsTest {
  private static final Outcome FAILED = new Outcome.Failed("error: undefined symbol");

  private final KnownExceptions exceptions =
      KnownExceptions.parse("[wasm32-wasip1]\ncpp = \"no exceptions to catch\"\n");

  @Test
  void givesTheReasonInThePlaceOfTheFailure() {
    assertThat(exceptions.judge("wasm32-wasip1", Check.CPP, FAILED))
        .isEqualTo(new Outcome.Impossible("no exceptions to catch"));
  }

  @Test
  void leavesEveryOtherFailureWhatItIs() {
    assertThat(exceptions.judge("wasm32-wasip1", Check.HELLO, FAILED)).isEqualTo(FAILED);
    assertThat(exceptions.judge("wasm32-wasip2", Check.CPP, FAILED)).isEqualTo(FAILED);
  }

  @Test
  void isAFailureItselfOnceTheCheckPasses() {
    assertThat(exceptions.judge("wasm32-wasip1", Check.CPP, new Outcome.Passed("ran")).text())
        .isEqualTo(
            "failed: exceptions.toml says it cannot be (no exceptions to catch), and it is: ran");
    assertThat(
            exceptions.judge("wasm32-wasip1", Check.CPP, new Outcome.Impossible("no C++ library")))
        .isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void refusesAnUnknownCheckAndAnEmptyReason() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KnownExceptions.parse("[T]\nc = \"why\"\n"))
        .withMessage("exceptions.toml: T has no check 'c'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KnownExceptions.parse("[T]\ncpp = \" \"\n"))
        .withMessage("exceptions.toml: a reason in words is wanted for T, cpp");
    assertThatIllegalArgumentException().isThrownBy(() -> KnownExceptions.parse("[T\n"));
  }
}
