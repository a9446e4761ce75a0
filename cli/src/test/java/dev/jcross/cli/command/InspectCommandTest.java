package dev.jcross.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
  @TempDir Path directory = Path.of("/");

  private String module(String name) throws IOException {
    var bytes = new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0};
    return Files.write(directory.resolve(name), bytes).toString();
  }

  @Test
  void showsEachFileAlsoWhenOneCannotBeRead() throws IOException {
    var missing = directory.resolve("nope").toString();
    var screen = new Terminal().type("inspect", module("one.wasm"), missing, module("two.wasm"));
    assertThat(screen.output().lines()).contains("one.wasm", "", "two.wasm", "  size         8 B");
    assertThat(screen.errors())
        .isEqualTo(
            """
            error[ARTIFACT_UNREADABLE]: '%s' does not exist
              --> %s
              help: build it first, or look for its name with 'ls'
            """
                .formatted(missing, missing));
    assertThat(screen.status()).isEqualTo(82);
  }

  @Test
  void takesAFileBehindTwoDashesWhateverItsName() throws IOException {
    assertThat(new Terminal().type("inspect", "--", module("--help")).output())
        .startsWith("--help\n");
  }

  @Test
  void printsJson() throws IOException {
    var screen = new Terminal().type("inspect", "--json", module("one.wasm"));
    assertThat(screen.output())
        .startsWith("{\n  \"schema\" : 1,\n  \"problems\" : [ ],\n  \"files\" : [ {\n")
        .contains("\"format\" : \"wasm\"");
    assertThat(screen.status()).isZero();
  }

  @Test
  void tellsTheUserWhatToFixIfNoFileIsNamed() {
    var screen = new Terminal().type("inspect");
    assertThat(screen.errors())
        .isEqualTo(
            """
            error[USAGE]: Missing required parameter: '<file>'
              help: jcross help inspect
            """);
    assertThat(screen.status()).isEqualTo(64);
  }
}
