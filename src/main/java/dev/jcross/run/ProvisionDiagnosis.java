package dev.jcross.run;

import dev.jcross.plan.Provision;
import dev.jcross.plan.Step;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.util.Optional;

/**
 * What it means that a toolchain or a development kit was not provided: by the exit status of the
 * program (images/common), which has told the details.
 */
final class ProvisionDiagnosis {
  /** 128 and the number of the first signal. */
  private static final int SIGNALS = 129;

  private ProvisionDiagnosis() {}

  /** Nothing if the program was ended from outside. */
  static Optional<Problem> of(Provision provision, int status, Step step) {
    return switch (provision) {
      case TOOLCHAIN -> toolchain(status, step);
      case MSVC_SDK -> sdk(status);
    };
  }

  private static Optional<Problem> toolchain(int status, Step step) {
    var name = "Rust '" + channel(step.command().get(1)) + "'";
    return switch (status) {
      case 1 ->
          Optional.of(
              Problem.error(ProblemCode.TOOLCHAIN_INSTALL, name + " could not be installed")
                  .help(
                      "look at proxy and certificates with: jcross doctor\n"
                          + "a mirror is named by RUSTUP_DIST_SERVER"));
      case 3 ->
          unavailable(
              name + " has no standard library for " + step.command().get(3),
              "compile it with the project, in Cross.toml:\n[build]\nbuild-std = true");
      case 4 ->
          unavailable(
              name + " does not exist on the server",
              "name another one: with +<toolchain>, or in rust-toolchain.toml");
      case 5 ->
          unavailable(
              name + " lacks a component that is asked for",
              "take it out of rust-toolchain.toml, or name another toolchain");
      default -> Optional.empty();
    };
  }

  private static Optional<Problem> unavailable(String summary, String help) {
    return Optional.of(Problem.error(ProblemCode.TOOLCHAIN_UNAVAILABLE, summary).help(help));
  }

  /** A toolchain's name without the machine's triple, of which the user knows nothing. */
  private static String channel(String toolchain) {
    return toolchain.replaceFirst("-(x86_64|aarch64)-unknown-linux-gnu$", "");
  }

  private static Optional<Problem> sdk(int status) {
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
