package dev.jcross.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs command lines for one target, and keeps what they print. */
final class TargetCommands {
  /** The base may have to be built, and a standard library to be compiled. */
  private static final Duration LIMIT = Duration.ofMinutes(45);

  private final Project project;
  private final String target;

  TargetCommands(Project project, String target) {
    this.project = project;
    this.target = target;
  }

  /** The same in another directory. */
  TargetCommands in(Project other) {
    return new TargetCommands(other, target);
  }

  /** The same with a variable. */
  TargetCommands with(String name, String value) {
    return new TargetCommands(
        new Project(project.directory(), project.jcross().with(name, value)), target);
  }

  Path file(String path) {
    return project.file(path);
  }

  /** Where everything that was printed for a target is kept. */
  static Path logs(String target) {
    return Workbench.checkout().resolve("integration-tests/target/targets").resolve(target);
  }

  void forgetLogs() {
    if (Files.exists(logs(target))) {
      Workbench.deleteAll(logs(target));
    }
  }

  /** Runs {@code jcross <subcommand> --target <target> <arguments>}. */
  Result run(String log, String subcommand, String... arguments) {
    var words = new ArrayList<>(List.of(subcommand, "--target", target));
    words.addAll(Arrays.asList(arguments));
    return run(log, words);
  }

  private Result run(String log, List<String> words) {
    try {
      var result = project.jcross().start(words.toArray(String[]::new)).await(LIMIT);
      keep(
          log,
          String.join(" ", result.command()),
          result.errors() + result.output() + "status " + result.status());
      return result;
    } catch (AssertionError e) {
      var line = "jcross " + String.join(" ", words) + " did not end within " + LIMIT;
      keep(log, line, String.valueOf(e.getMessage()));
      throw new CheckFailed(line);
    }
  }

  /**
   * Runs one that must succeed.
   *
   * @throws CheckFailed if it does not
   */
  Result succeed(String log, String subcommand, String... arguments) {
    return succeeded(run(log, subcommand, arguments));
  }

  /** Runs words as they are; see {@link #succeed}. */
  Result plain(String log, String... words) {
    return succeeded(run(log, List.of(words)));
  }

  private static Result succeeded(Result result) {
    if (result.status() != 0) {
      throw CheckFailed.of(result);
    }
    return result;
  }

  private void keep(String log, String line, String printed) {
    var file = logs(target).resolve(log + ".log");
    try {
      Files.createDirectories(logs(target));
      Files.writeString(
          file,
          (Files.exists(file) ? Files.readString(file) : "")
              + "$ "
              + line
              + "\n"
              + printed
              + "\n\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
