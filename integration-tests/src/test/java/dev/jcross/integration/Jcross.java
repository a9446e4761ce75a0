package dev.jcross.integration;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The launcher, ready to be called in a directory.
 *
 * @param environment what differs from this process's: a value, or null for a variable to take away
 * @param behind words in front of the launcher, such as {@code setpriv} with its arguments
 * @param input what is piped in; empty: the null device
 */
record Jcross(
    Path distribution,
    Path directory,
    Map<String, @Nullable String> environment,
    List<String> behind,
    Optional<byte[]> input,
    Ledger ledger) {

  /** Hears of every command line, so that what came of it can be found again. */
  interface Ledger {
    void note(Jcross jcross, List<String> words);
  }

  Jcross with(String name, String value) {
    return environment(name, value);
  }

  Jcross without(String name) {
    return environment(name, null);
  }

  private Jcross environment(String name, @Nullable String value) {
    var changed = new LinkedHashMap<String, @Nullable String>(environment);
    changed.put(name, value);
    return new Jcross(distribution, directory, changed, behind, input, ledger);
  }

  Jcross behind(List<String> words) {
    return new Jcross(distribution, directory, environment, words, input, ledger);
  }

  Jcross input(byte[] bytes) {
    return new Jcross(distribution, directory, environment, behind, Optional.of(bytes), ledger);
  }

  Jcross input(String text) {
    return input(text.getBytes(StandardCharsets.UTF_8));
  }

  Jcross from(Path installed) {
    return new Jcross(installed, directory, environment, behind, input, ledger);
  }

  Jcross in(Path elsewhere) {
    return new Jcross(distribution, elsewhere, environment, behind, input, ledger);
  }

  /** Runs a command line to its end. */
  Result run(String... words) {
    return start(words).await();
  }

  /** Runs a command line that must succeed. */
  Result succeed(String... words) {
    return run(words).hasStatus(0);
  }

  /** Starts a command line; its process is the JVM's, as the launcher becomes it. */
  Running start(String... words) {
    ledger.note(this, List.of(words));
    var command = new ArrayList<>(behind);
    command.addAll(launcher());
    command.addAll(List.of(words));
    return launch(command, input.isPresent());
  }

  /** Runs a command line on a terminal of its own, which {@code script} makes. */
  Result onTerminal(String... words) {
    return launch(onTerminal(List.of(words)), input.isPresent()).await();
  }

  /** Starts one on a terminal that a test types on. */
  Running startOnTerminal(String... words) {
    return launch(onTerminal(List.of(words)), true);
  }

  private List<String> onTerminal(List<String> words) {
    ledger.note(this, words);
    var quoted = new ArrayList<String>();
    for (var word : launcher()) {
      quoted.add("'" + word + "'");
    }
    for (var word : words) {
      quoted.add("'" + word + "'");
    }
    return List.of("script", "-qec", String.join(" ", quoted), "/dev/null");
  }

  private List<String> launcher() {
    // Not by itself: its executable bit is not guaranteed.
    return List.of("sh", distribution.resolve("bin/jcross").toString());
  }

  private Running launch(List<String> command, boolean piped) {
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    if (!piped) {
      builder.redirectInput(new File("/dev/null"));
    }
    builder.environment().put("PWD", directory.toString());
    environment.forEach(
        (name, value) -> {
          if (value == null) {
            builder.environment().remove(name);
          } else {
            builder.environment().put(name, value);
          }
        });
    try {
      return Running.of(command, builder.start(), input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
