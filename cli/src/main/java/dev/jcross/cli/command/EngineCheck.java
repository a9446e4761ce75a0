package dev.jcross.cli.command;

import dev.jcross.engine.EngineFacts;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Who answers, and whether it can do what jcross needs. */
final class EngineCheck {
  private static final Pattern API = Pattern.compile("1\\.([0-9]{1,4})");

  /** That of Docker 20.10. */
  private static final int OLDEST_API = 41;

  private EngineCheck() {}

  static List<Finding> findings(EngineFacts facts) {
    var findings = new ArrayList<Finding>();
    findings.add(engine(facts));
    socket(facts.endpoint())
        .ifPresent(path -> findings.add(Finding.ok("socket", "you may use " + path)));
    return findings;
  }

  private static Finding engine(EngineFacts facts) {
    var who =
        facts.name()
            + " "
            + facts.version()
            + " (API "
            + facts.apiVersion()
            + (facts.rootless() ? ", rootless" : "")
            + ", "
            + facts.operatingSystem()
            + "/"
            + facts.architecture()
            + ") at "
            + facts.endpoint();
    if (!facts.operatingSystem().isEmpty() && !facts.operatingSystem().equals("linux")) {
      return Finding.of(
          "engine",
          Problem.error(
                  ProblemCode.ENGINE_REFUSED,
                  "the engine runs containers of '" + facts.operatingSystem() + "', not of Linux")
              .at(Place.of(facts.endpoint()))
              .help("switch Docker Desktop to Linux containers"));
    }
    var api = API.matcher(facts.apiVersion());
    return api.matches() && Integer.parseInt(api.group(1)) < OLDEST_API
        ? Finding.warning(
            "engine",
            who + " is older than jcross is made for",
            "install Docker 20.10 or newer: https://docs.docker.com/engine/install")
        : Finding.ok("engine", who);
  }

  /** The path of a socket on this machine. */
  static java.util.Optional<String> socket(String endpoint) {
    return endpoint.startsWith("unix://")
        ? java.util.Optional.of(endpoint.substring("unix://".length()))
        : java.util.Optional.empty();
  }
}
