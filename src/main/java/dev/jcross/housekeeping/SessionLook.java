package dev.jcross.housekeeping;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ContainerGone;
import dev.jcross.engine.ExecSpec;
import dev.jcross.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Looks into a running session. It does not count as use of it. */
final class SessionLook {
  private static final Pattern ANSWER = Pattern.compile("([0-9]{1,6}) ([0-9]{1,9})\\s*");

  private SessionLook() {}

  /** Empty if it ends meanwhile, or holds no shell that can tell. */
  static Optional<OwnContainer.Use> into(ContainerEngine engine, String container) {
    var output = new ByteArrayOutputStream();
    try {
      engine.exec(
          container, ExecSpec.aside(List.of("/bin/sh", "-c", script(), "jcross-look"), output));
    } catch (ContainerGone | ProblemException e) {
      return Optional.empty();
    }
    var answer = ANSWER.matcher(output.toString(StandardCharsets.UTF_8));
    return answer.matches()
        ? Optional.of(
            new OwnContainer.Use(
                Integer.parseInt(answer.group(1)),
                answer.group(1).equals("0") ? Long.parseLong(answer.group(2)) : 0))
        : Optional.empty();
  }

  private static String script() {
    try (var stream = SessionLook.class.getResourceAsStream("look.sh")) {
      if (stream == null) {
        throw new IllegalStateException("look.sh is not packaged");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
