package dev.jcross.integration.targets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FirstErrorTest {
  @Test
  void isWhatTheCompilerSaidAndNotThatCargoStopped() {
    assertThat(
            FirstError.in(
                """
                   Compiling cpp v0.1.0 (/project/cpp)
                error: failed to run custom build command for `cpp v0.1.0 (/project/cpp)`

                Caused by:
                  process didn't exit successfully: `build-script-build` (exit status: 1)
                  --- stdout
                  cargo:warning=cpp/words.cpp:34:67: error: cannot use 'try' with exceptions disabled
                  cargo:warning=2 errors generated.
                """,
                ""))
        .isEqualTo("cpp/words.cpp:34:67: error: cannot use 'try' with exceptions disabled");
  }

  @Test
  void isWhatTheLinkerMissed() {
    assertThat(
            FirstError.in(
                """
                error: linking with `arm-linux-gnueabi-gcc` failed: exit status: 1
                  = note: /usr/bin/ld: main.o: undefined reference to `__atomic_load_8'
                          collect2: error: ld returned 1 exit status
                error: could not compile `hello` (bin "hello") due to 1 previous error
                """,
                ""))
        .isEqualTo("= note: /usr/bin/ld: main.o: undefined reference to `__atomic_load_8'");
  }

  @Test
  void isWhatATestSaid() {
    assertThat(
            FirstError.in(
                "error: test failed, to rerun pass `-p hello --test cli`\n",
                """
                test greets ... FAILED
                thread 'greets' (59) panicked at hello/tests/cli.rs:12:5:
                Output { status: ExitStatus(unix_wait_status(32512)) }
                """))
        .isEqualTo(
            "thread 'greets' (59) panicked at hello/tests/cli.rs:12:5: Output { status:"
                + " ExitStatus(unix_wait_status(32512)) }");
  }

  @Test
  void isAProblemOfJcrossItself() {
    assertThat(FirstError.in("error[SDK_MISSING]: it is missing\n  help: error: none\n", ""))
        .isEqualTo("error[SDK_MISSING]: it is missing");
  }

  @Test
  void isTheGeneralLineOrTheLastWhereNothingElseIsSaid() {
    assertThat(
            FirstError.in("error: test failed, to rerun pass `--lib`\nCaused by:\n  killed\n", ""))
        .isEqualTo("error: test failed, to rerun pass `--lib`");
    assertThat(FirstError.in("one\n  two\n", "three")).isEqualTo("two");
    assertThat(FirstError.in("", "")).isEmpty();
  }
}
