package dev.jcross.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class KeyReferenceTest {
  /** The checkout; the tests of a module start in its directory. */
  static Path checkout() {
    var here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("Cross.toml.example")) ? here : here.resolve("..").normalize();
  }

  @Test
  void isWhatTheReferenceInTheRepositorySays() throws IOException {
    var page = checkout().resolve("docs/reference/configuration.md");
    if ("write".equals(System.getProperty("jcross.docs"))) {
      Files.createDirectories(page.getParent());
      Files.writeString(page, KeyReference.markdown());
    }
    assertThat(page)
        .as("to write it: mvn -pl src test -Dtest=KeyReferenceTest -Djcross.docs=write")
        .hasContent(KeyReference.markdown());
  }
}
