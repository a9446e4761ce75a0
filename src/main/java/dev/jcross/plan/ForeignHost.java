package dev.jcross.plan;

import dev.jcross.image.ImagePlatform;
import dev.jcross.image.RecipeFacts;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.target.TargetTriple;
import java.util.Optional;

/** Whether an image of jcross's can be had on a machine of this kind. */
final class ForeignHost {
  private ForeignHost() {}

  static Optional<Problem> check(TargetInput input, Optional<RecipeFacts> facts) {
    var own = ImagePlatform.ofMachine(new TargetTriple(input.platform()).architecture());
    return facts
        .filter(known -> !known.hosts().contains(own))
        .map(
            known ->
                Problem.error(
                        ProblemCode.TARGET_WITHOUT_IMAGE,
                        "jcross's image for '"
                            + input.target().triple()
                            + "' needs a machine of "
                            + String.join(" or ", known.hosts())
                            + ", and this is "
                            + own)
                    .at(Place.of(input.origin()))
                    .help(
                        "name an image of your own in Cross.toml:\n[target."
                            + input.target().triple()
                            + "]\nimage = \"…\""));
  }
}
