package dev.jcross.artifact;

import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.target.TargetTriple;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells of results for another machine than the one that was built for.
 *
 * @param since when the build began
 */
public record MachineCheck(TargetTriple triple, Instant since) {

  /**
   * What is wrong with the file.
   *
   * @param shown the file as the user would name it
   */
  public Optional<Problem> check(ResultFolder.Found found, String shown) {
    var mismatch = TargetCheck.mismatch(found.inspection(), triple);
    return mismatch.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Problem.error(ProblemCode.ARTIFACT_MACHINE, "'" + shown + "' " + mismatch.get().why())
                .at(Place.of(shown))
                .help(help(found, mismatch.get(), shown)));
  }

  private String help(ResultFolder.Found found, TargetCheck.Mismatch mismatch, String shown) {
    if (!found.cargos()) {
      return "cargo did not make it: what a build script makes for other machines belongs into"
          + " OUT_DIR, or into a folder of its own";
    }
    if (found.changed().isBefore(since)) {
      return "this command did not make it; if it is left over: rm " + shown;
    }
    return mismatch.tuned()
        ? "look for target-cpu, target-feature and -march in RUSTFLAGS, CFLAGS and"
            + " .cargo/config.toml; for newer boards there is another target"
        : "look at its linker: jcross exec --target " + triple + " -- sh -c 'env | grep LINKER'";
  }
}
