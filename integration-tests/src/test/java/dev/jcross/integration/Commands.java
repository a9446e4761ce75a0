package dev.jcross.integration;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Programs that tests need beside jcross; they have no input. */
final class Commands {
  private Commands() {}

  /** Runs it to its end, which must be a success, with no other variables; what it printed. */
  static String run(Map<String, String> environment, String... command) {
    var builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return succeed(builder);
  }

  /** Runs it in a directory, with further variables. */
  static String run(Path directory, Map<String, String> variables, List<String> command) {
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().putAll(variables);
    return succeed(builder);
  }

  static String run(List<String> command) {
    return succeed(new ProcessBuilder(command));
  }

  /** Runs a line of the shell's, up to the first command that fails. */
  static String shell(String line) {
    return run(List.of("sh", "-euc", line));
  }

  /** Whether there is such a program, and its end is a success. */
  static boolean succeeds(List<String> command) {
    var builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    try {
      return await(silent(builder).start()) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static String succeed(ProcessBuilder builder) {
    try {
      var process = silent(builder).start();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = await(process);
      if (status != 0) {
        throw new IllegalStateException(
            String.join(" ", builder.command()) + " ended with " + status + ":\n" + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ProcessBuilder silent(ProcessBuilder builder) {
    return builder.redirectErrorStream(true).redirectInput(new File("/dev/null"));
  }

  private static int await(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
