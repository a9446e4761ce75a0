package dev.jcross.integration.targets;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds the line that says why a command failed, among those of cargo that only say that it did.
 */
public final class FirstError {
  private static final Pattern CAUSE =
      Pattern.compile(
          "\\berror(\\[\\w+])?: |undefined reference|undefined symbol| panicked at |wasm trap:");

  private static final Pattern CONSEQUENCE =
      Pattern.compile(
          "failed to run custom build command|could not compile|test failed, to rerun"
              + "|linking with .* failed|could not execute process|ld returned \\d+ exit status");

  private FirstError() {}

  /**
   * Such a line.
   *
   * @param errors what was printed to standard error
   * @param output and to standard output, where tests say why they failed
   * @return empty if nothing was printed
   */
  public static String in(String errors, String output) {
    var lines =
        (errors + "\n" + output)
            .lines()
            .map(line -> line.strip().replaceFirst("^(cargo::?warning=|warning: \\S+@\\S+: )", ""))
            .filter(line -> !line.isEmpty())
            .toList();
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (CAUSE.matcher(line).find() && !CONSEQUENCE.matcher(line).find()) {
        return isPanic(line) && i + 1 < lines.size() ? line + " " + lines.get(i + 1) : line;
      }
    }
    return lines.stream()
        .filter(line -> line.startsWith("error"))
        .findFirst()
        .orElse(last(errors.lines().toList()));
  }

  /** The reason is on the next line. */
  private static boolean isPanic(String line) {
    return line.contains(" panicked at ") && line.endsWith(":");
  }

  private static String last(List<String> lines) {
    return lines.isEmpty() ? "" : lines.getLast().strip();
  }
}
