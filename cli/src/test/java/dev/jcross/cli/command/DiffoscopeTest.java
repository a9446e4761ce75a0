package dev.jcross.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * With programs in its place that end as it may end. VerifyIT takes the real one, if it is there.
 */
class DiffoscopeTest {
  @TempDir Path directory;

  private boolean compare(String script) throws IOException, InterruptedException {
    var program = Files.writeString(directory.resolve("diffoscope"), "#!/bin/sh\n" + script);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return new Diffoscope(program)
        .compare(Path.of("/one"), Path.of("/other"), directory.resolve("report"));
  }

  @Test
  void writesWhereItIsTold() throws IOException, InterruptedException {
    assertThat(compare("echo much; echo \"$*\" >\"$2\"; exit 1\n")).isTrue();
    assertThat(directory.resolve("report"))
        .hasContent(
            "--text "
                + directory.resolve("report")
                + " --max-text-report-size 1048576 /one /other");
  }

  @Test
  void isNotBelievedIfItFails() throws IOException, InterruptedException {
    assertThat(compare("echo >\"$2\"; echo no module named magic >&2; exit 2\n")).isFalse();
  }

  @Test
  void isNotBelievedIfItWritesNothing() throws IOException, InterruptedException {
    assertThat(compare("exit 1\n")).isFalse();
  }
}
