package dev.jcross.run;

import dev.jcross.plan.Mark;
import dev.jcross.plan.Pull;
import dev.jcross.plan.TargetPlan;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.util.List;
import java.util.regex.Pattern;

/** What is missing where nothing may be downloaded. */
final class Offline {
  private static final Pattern CARGO =
      Pattern.compile(
          "--offline was specified|offline mode \\(--offline\\)|retry without `--offline`");

  private Offline() {}

  static boolean is(TargetPlan plan) {
    return plan.downloads().pull() == Pull.OFFLINE;
  }

  static Problem image(String reference) {
    return missing("the image '" + reference + "' is not on this machine");
  }

  /** One that nobody on this machine has looked at. */
  static Problem signature(String reference) {
    return Problem.error(
            ProblemCode.OFFLINE,
            "the signature of the image '"
                + reference
                + "' was never checked on this machine, and no registry is asked offline")
        .help("run the command once with network, without --offline");
  }

  /** What a step would have made that is not planned. */
  static Problem mark(Mark mark) {
    return missing(
        switch (mark.directory()) {
          case "/rustup" -> "the toolchain that is asked for is not on this machine";
          case "/tools" -> "the tools of Cross.toml are not on this machine";
          default -> "what belongs to " + mark.directory() + " is not on this machine";
        });
  }

  /** Crates that cargo has not found, if that is why it failed. */
  static List<Problem> crates(String printed) {
    return CARGO.matcher(printed).find()
        ? List.of(missing("crates are not on this machine"))
        : List.of();
  }

  private static Problem missing(String what) {
    return Problem.error(ProblemCode.OFFLINE, what + ", and nothing is downloaded offline")
        .help(
            "bring it from a machine that has it: jcross bundle import FILE\n"
                + "or run the command once with network, without --offline");
  }
}
