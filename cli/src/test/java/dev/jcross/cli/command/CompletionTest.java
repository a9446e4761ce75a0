package dev.jcross.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jcross.image.BuiltinRecipes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionTest {
  private static final String TARGETS = String.join(" ", BuiltinRecipes.load().triples());

  @TempDir Path directory = Path.of("/");

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void knowsCommandsTargetsAndFlagsInEveryShell(String shell) {
    var script = new Terminal().type("completion", shell).output();
    assertThat(script)
        .contains("doctor", "generate-lockfile", TARGETS, "manifest-path", "fresh")
        .doesNotContain("sweep")
        .doesNotContainPattern("@[A-Z_]+@")
        .endsWith("\n");
  }

  @Test
  void tellsTheUserWhatToFix() {
    var screen = new Terminal().type("completion", "bsh");
    assertThat(screen.errors())
        .isEqualTo(
            """
            error[USAGE]: jcross has no completion for 'bsh'
              help: did you mean 'bash'?
            """);
    assertThat(screen.status()).isEqualTo(64);
  }

  @ParameterizedTest
  @CsvSource({
    "jcross do, doctor doc",
    "jcross build --target armv7-unknown-linux-gnueabih, armv7-unknown-linux-gnueabihf",
    // bash itself takes --target=arm apart.
    "jcross build --target = armv7-unknown-linux-gnueabih, armv7-unknown-linux-gnueabihf",
    "jcross --target x86_64-unknown-linux-gnu bui, build",
    "jcross plan te, test",
    "jcross plan test --rel, --release",
    "jcross explain --j, --json --jobs",
    "jcross doctor --, --help --json",
    "jcross completion z, zsh",
    "jcross help ins, inspect",
    "jcross images p, prune",
    "jcross bundle e, export",
    "jcross bundle export --t, --target",
    "jcross images remove armv7-unknown-linux-gnueabih, armv7-unknown-linux-gnueabihf",
    "jcross images remove --l, --local",
    "jcross sessions stop --a, --all",
    "jcross volumes c, ''",
    "jcross exe, exec",
    "jcross exec --fr, --fresh --frozen",
    "jcross shell --target armv7-unknown-linux-gnueabih, armv7-unknown-linux-gnueabihf",
    "jcross run -- --tar, ''",
    "jcross build --manifest-path C, ''",
  })
  void completesInARealBash(String line, String expected) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")));
    var script = directory.resolve("jcross.bash");
    Files.writeString(script, new Terminal().type("completion", "bash").output());
    var process =
        new ProcessBuilder(
                List.of(
                    "/bin/bash",
                    "-c",
                    "source \"$0\" && read -ra COMP_WORDS <<<\"$1\""
                        + " && COMP_CWORD=$((${#COMP_WORDS[@]} - 1))"
                        + " && _jcross; echo \"${COMPREPLY[*]}\"",
                    script.toString(),
                    line))
            .redirectErrorStream(true)
            .start();
    var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(answer).isEqualTo(expected + "\n");
  }
}
