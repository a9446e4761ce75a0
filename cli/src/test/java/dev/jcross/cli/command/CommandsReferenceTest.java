package dev.jcross.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CommandsReferenceTest {
  /** The checkout; the tests of a module start in its directory. */
  private static Path checkout() {
    var here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("Cross.toml.example")) ? here : here.resolve("..").normalize();
  }

  @Test
  void isWhatTheReferenceInTheRepositorySays() throws IOException {
    var page = checkout().resolve("docs/reference/commands.md");
    var text = new CommandReference(new Terminal()).markdown();
    if ("write".equals(System.getProperty("jcross.docs"))) {
      Files.createDirectories(page.getParent());
      Files.writeString(page, text);
    }
    assertThat(page)
        .as(
            "to write it: mvn -pl src,cli -am test -Dtest=CommandsReferenceTest"
                + " -Djcross.docs=write")
        .hasContent(text);
  }
}
