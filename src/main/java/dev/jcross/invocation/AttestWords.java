package dev.jcross.invocation;

import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a walk over the words has found of {@code --attest}, and whether it makes sense. */
final class AttestWords {
  private static final Set<String> MAKING = Set.of("build", "rustc");

  private static final String NEW_KEY =
      "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ~/attest.key";

  @Nullable String directory;
  @Nullable String key;
  @Nullable String builder;
  boolean asked;
  boolean keyless;

  /** What was asked for; empty if nothing was, or {@code problems} say why it makes no sense. */
  Optional<AttestFlags> flags(@Nullable String canonical, List<Problem> problems) {
    var wrong = new ArrayList<Problem>();
    if (!asked) {
      for (var flag : without()) {
        wrong.add(
            usage("'" + flag + "' is about attestations, and none is asked for", "add --attest")
                .at(Place.of(flag)));
      }
    } else if (canonical != null && !MAKING.contains(canonical)) {
      wrong.add(
          usage(
              "'jcross " + canonical + "' leaves nothing that could be attested",
              "jcross build --attest …"));
    } else if (key != null && keyless) {
      wrong.add(
          usage(
              "'--attest-key' and '--attest-keyless' exclude each other", "leave out one of them"));
    } else if (key == null && !keyless) {
      wrong.add(
          usage(
                  "'--attest' needs a key to sign with",
                  "make one:     "
                      + NEW_KEY
                      + "\nto check by:  openssl pkey -in ~/attest.key -pubout -out attest.pub"
                      + "\nsign with it: --attest --attest-key ~/attest.key"
                      + "\nor sigstore:  --attest --attest-keyless")
              .at(Place.of("--attest")));
    }
    if (builder != null && !isAddress(builder)) {
      wrong.add(
          Problem.error(ProblemCode.FLAG_VALUE, "'" + builder + "' is no URI")
              .at(Place.of("--attest-builder"))
              .help("--attest-builder https://ci.example.com/release"));
    }
    problems.addAll(wrong);
    return asked && wrong.isEmpty()
        ? Optional.of(
            new AttestFlags(
                Optional.ofNullable(directory),
                Optional.ofNullable(key),
                keyless,
                Optional.ofNullable(builder)))
        : Optional.empty();
  }

  private List<String> without() {
    var flags = new ArrayList<String>();
    if (key != null) {
      flags.add("--attest-key");
    }
    if (keyless) {
      flags.add("--attest-keyless");
    }
    if (builder != null) {
      flags.add("--attest-builder");
    }
    return flags;
  }

  private static boolean isAddress(String text) {
    try {
      return URI.create(text).isAbsolute();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Problem usage(String summary, String help) {
    return Problem.error(ProblemCode.USAGE, summary).help(help);
  }
}
