package dev.jcross.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Guards the moment between the creation of a container and its start: a container that never
 * started is removed by nobody. A small shell waits at the end of a pipe; if jcross dies, whatever
 * kills it, the pipe closes and the shell sweeps.
 */
final class Watch implements AutoCloseable {
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private final Process shell;

  private Watch(Process shell) {
    this.shell = shell;
  }

  static Watch over(String container, List<String> sweep) {
    var command = new ArrayList<String>();
    if (Files.isExecutable(SETSID)) {
      // Out of reach of a kill of the whole process group.
      command.add(SETSID.toString());
    }
    command.addAll(
        List.of("sh", "-c", "read -r word; [ \"$word\" = done ] || exec \"$@\"", "jcross-watch"));
    command.addAll(sweep);
    command.add(container);
    try {
      return new Watch(
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw dev.jcross.problem.Problem.error(
              dev.jcross.problem.ProblemCode.FILE, "cannot start a shell: " + e.getMessage())
          .asException();
    }
  }

  /** The container runs, or is gone: there is nothing left to guard. */
  @Override
  public void close() {
    try (var pipe = shell.getOutputStream()) {
      pipe.write("done\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // The shell is gone; so is its duty.
    }
  }
}
