package dev.jcross.integration.conformance;

import dev.jcross.cli.Main;
import dev.jcross.cli.console.Signals;
import dev.jcross.host.HostFacts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs jcross's own entry inside this process, on a machine that the case describes. */
final class InProcess {
  private static final String USER = "1000:1000";

  private InProcess() {}

  /**
   * Lays a case's files down and runs it.
   *
   * @param root an empty directory
   */
  static Outcome run(Case one, Path root) throws IOException {
    var places = new Places(root.toRealPath(), USER);
    one.given().write(places);
    var output = new ByteArrayOutputStream();
    var errors = new ByteArrayOutputStream();
    int status;
    try (var out = stream(output);
        var err = stream(errors)) {
      status =
          Main.run(
              one.words().stream().map(places::fill).toList(),
              host(one.given(), places),
              out,
              err,
              Signals.none());
    }
    return new Outcome(
        places,
        new Answer(
            status,
            output.toString(StandardCharsets.UTF_8),
            errors.toString(StandardCharsets.UTF_8)));
  }

  /** An answer, and where it was given. */
  record Outcome(Places places, Answer answer) {}

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static HostFacts host(Given given, Places places) throws IOException {
    boolean terminal = given.terminal();
    var directory = places.directory(given);
    Files.createDirectories(directory);
    return new HostFacts(
        directory,
        places.home(),
        places.home().resolve(".cache/jcross"),
        environment(given, places),
        new HostFacts.User(1000, 1000, "ada"),
        new HostFacts.Terminal(terminal, terminal, terminal, 80),
        "linux",
        given.architecture());
  }

  private static Map<String, String> environment(Given given, Places places) {
    var all = new HashMap<>(Map.of("PATH", "/usr/bin:/bin", "HOME", places.home().toString()));
    given.environment().forEach((name, value) -> all.put(name, places.fill(value)));
    return all;
  }
}
