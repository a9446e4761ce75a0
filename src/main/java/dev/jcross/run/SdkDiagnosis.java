package dev.jcross.run;

import dev.jcross.plan.Step;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.util.Optional;

/** What it means that {@code fetch-msvc-sdk} (images/common) failed, which has told the details. */
final class SdkDiagnosis {
  private static final String PROGRAM = "fetch-msvc-sdk";

  /** 128 and the number of the first signal. */
  private static final int SIGNALS = 129;

  private SdkDiagnosis() {}

  static boolean isAbout(Step step) {
    return step.command().getFirst().equals(PROGRAM);
  }

  /** Nothing if the program was ended from outside. */
  static Optional<Problem> of(int status) {
    return status < SIGNALS
        ? Optional.of(
            Problem.error(
                    ProblemCode.SDK_DOWNLOAD, "Microsoft's CRT and SDK could not be downloaded")
                .help(
                    "look at proxy and certificates with: jcross doctor\n"
                        + "or name a folder that 'xwin splat' made, with the key 'sdk'"))
        : Optional.empty();
  }
}
