package dev.jcross.config;

import dev.jcross.host.HostFacts;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What of {@code CROSS_BUILD_OPTS} decides what an image becomes. Flags about caches, output and
 * progress do not, as jcross keeps and names images itself; others cannot be carried out.
 *
 * @param arguments build arguments, sorted by name; they beat those of files
 * @param network what the build's commands reach: {@code host}, or a network's name
 */
public record BuilderOptions(Map<String, String> arguments, Optional<String> network) {
  private static final String VARIABLE = "CROSS_BUILD_OPTS";

  private static final Set<String> NEEDLESS_WITH_VALUE =
      Set.of(
          "--attest",
          "--builder",
          "--cache-from",
          "--cache-to",
          "--iidfile",
          "--label",
          "--metadata-file",
          "--output",
          "-o",
          "--platform",
          "--progress",
          "--provenance",
          "--sbom",
          "--tag",
          "-t");

  private static final Set<String> NEEDLESS =
      Set.of(
          "--debug",
          "-D",
          "--force-rm",
          "--load",
          "--no-cache",
          "--pull",
          "--quiet",
          "-q",
          "--rm",
          "--squash");

  public BuilderOptions {
    arguments = Collections.unmodifiableMap(new TreeMap<>(arguments));
    Objects.requireNonNull(network);
  }

  /** Reads {@code CROSS_BUILD_OPTS}. */
  public static BuilderOptions of(HostFacts host, List<Problem> problems) {
    var arguments = new TreeMap<String, String>();
    var network = Optional.<String>empty();
    var text = host.variable(VARIABLE).orElse("");
    var words = ShellWords.split(text);
    if (words.isEmpty()) {
      problems.add(
          wrong("'" + VARIABLE + "' has a quote without its end")
              .with(List.of(VARIABLE + "=" + text))
              .help("close the quote, or unset " + VARIABLE));
    }
    var rest = words.orElse(List.of()).iterator();
    while (rest.hasNext()) {
      var word = rest.next();
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      var flag = equals < 0 ? word : word.substring(0, equals);
      if (NEEDLESS.contains(flag)) {
        continue;
      }
      boolean known =
          NEEDLESS_WITH_VALUE.contains(flag)
              || flag.equals("--build-arg")
              || flag.equals("--network");
      if (!known || (equals < 0 && !rest.hasNext())) {
        problems.add(
            wrong(
                    known
                        ? "'" + word + "' has no value"
                        : "jcross cannot hand '" + word + "' to the build of an image")
                .help(
                    known
                        ? "write it like " + word + "=VALUE"
                        : "write what it does into the Dockerfile, and unset " + VARIABLE));
        break;
      }
      var value = equals < 0 ? rest.next() : word.substring(equals + 1);
      if (flag.equals("--build-arg")) {
        var assignment = Assignment.of(value);
        assignment
            .value()
            .or(() -> host.variable(assignment.name()))
            .ifPresent(told -> arguments.put(assignment.name(), told));
      } else if (flag.equals("--network") && !value.equals("default")) {
        network = Optional.of(value);
      }
    }
    return new BuilderOptions(arguments, network);
  }

  private static Problem wrong(String summary) {
    return Problem.error(ProblemCode.VARIABLE_VALUE, summary).at(Place.of(VARIABLE));
  }
}
