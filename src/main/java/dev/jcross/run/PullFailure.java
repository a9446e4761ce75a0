package dev.jcross.run;

import dev.jcross.image.ImageSource;
import dev.jcross.lock.LockFile;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Why an image could not be pulled, and what to do. Engines only say it in words: those here are of
 * Docker (distribution), containerd and Podman (containers/image).
 */
final class PullFailure {
  private static final List<String> LIES =
      List.of(
          "verification failed for digest",
          "unexpected commit digest",
          "did not match",
          "digest mismatch",
          "does not match provided manifest digest",
          "failed size validation",
          "unexpected eof");

  private static final List<String> GONE = List.of("manifest unknown", "not found", "name unknown");

  private static final List<String> LOGIN =
      List.of(
          "unauthorized", "authentication required", "no basic auth", "denied", "invalid_token");

  private final ImageSource.Pulled image;
  private final String origin;
  private final String target;

  /**
   * @param origin who decided on the image
   */
  PullFailure(ImageSource.Pulled image, String origin, String target) {
    this.image = image;
    this.origin = origin;
    this.target = target;
  }

  /** What the engine said, with its place and the next thing to type. */
  Problem tell(Problem problem) {
    if (problem.code() != ProblemCode.IMAGE_PULL) {
      return problem;
    }
    var said = problem.summary().toLowerCase(Locale.ROOT);
    var placed = problem.at(image.locked() ? LockFile.place() : Place.of(origin));
    if (says(said, LIES)) {
      return corrupt(placed);
    }
    return placed.help(
        image.locked() ? locked(said) : "is the name right, and are you logged in?  " + login());
  }

  private String locked(String said) {
    if (says(said, LOGIN)) {
      return "log in, and try again: " + login();
    }
    return says(said, GONE)
        ? "a machine that still has it can push it again;\n"
            + "or lock what the registry has now: jcross lock --update --target "
            + target
        : "does the engine get it by itself?  docker pull " + image.reference();
  }

  private static boolean says(String said, List<String> words) {
    return words.stream().anyMatch(said::contains);
  }

  private Problem corrupt(Problem problem) {
    return new Problem(
        problem.severity(),
        ProblemCode.IMAGE_CORRUPT,
        problem.summary(),
        problem.place(),
        List.of("the registry " + image.registry() + " serves other bytes than the digest says"),
        Optional.of(
            "nothing of it was kept; try again, as a transfer can be cut off. If it stays so,"
                + " tell\n"
                + "those who run the registry, and push the image again from where it was made"));
  }

  private String login() {
    return "docker login"
        + (image.registry().equals(ImageSource.HUB) ? "" : " " + image.registry());
  }
}
