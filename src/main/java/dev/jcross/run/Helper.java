package dev.jcross.run;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ContainerGone;
import dev.jcross.engine.ExecSpec;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small commands of jcross's own in a container. */
final class Helper {
  private Helper() {}

  /**
   * Runs a command that must succeed.
   *
   * @throws dev.jcross.problem.ProblemException SESSION_START with what it printed
   */
  static void run(ContainerEngine engine, String container, List<String> command) {
    var output = new ByteArrayOutputStream();
    try {
      int status =
          engine.exec(
              container,
              new ExecSpec(
                  command, Map.of(), "/", Optional.empty(), output, output, Optional.empty()));
      if (status == 0) {
        return;
      }
    } catch (ContainerGone e) {
      output.writeBytes("the container ended".getBytes(StandardCharsets.UTF_8));
    }
    throw Problem.error(
            ProblemCode.SESSION_START,
            "'" + String.join(" ", command) + "' failed in the container")
        .with(output.toString(StandardCharsets.UTF_8).lines().toList())
        .asException();
  }
}
