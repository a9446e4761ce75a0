package dev.jcross.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The files that travel with this package: mostly POSIX scripts that live in containers. */
final class Scripts {
  private Scripts() {}

  static String session() {
    return read("session.sh");
  }

  static String exec() {
    return read("exec.sh");
  }

  static String leash() {
    return read("leash.sh");
  }

  static String read(String name) {
    try (var stream = Scripts.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is not packaged");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
