package dev.jcross.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Tells differences in the words of a file's format: diffoscope.org. It knows more formats than
 * jcross, and takes its time.
 */
final class Diffoscope {
  private static final int LIMIT_SECONDS = 120;
  private static final int MOST_BYTES = 1 << 20;

  /** What it ends with where files differ, as diff does. */
  private static final int DIFFERENT = 1;

  private final Path program;

  Diffoscope(Path program) {
    this.program = program;
  }

  /**
   * Has two files compared.
   *
   * @param report the file to write
   * @return whether it has been written
   */
  boolean compare(Path one, Path other, Path report) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                List.of(
                    program.toString(),
                    "--text",
                    report.toString(),
                    "--max-text-report-size",
                    Integer.toString(MOST_BYTES),
                    one.toString(),
                    other.toString()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getOutputStream().close();
    try {
      return process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)
          && process.exitValue() == DIFFERENT
          && Files.isRegularFile(report);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
