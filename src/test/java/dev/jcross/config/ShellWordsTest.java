package dev.jcross.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordsTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | ``",
        "`  \t ` | ``",
        "--memory 2g | --memory,2g",
        "-e 'A B=c  d' x | -e,A B=c  d,x",
        "-e A=\"b c\" | -e,A=b c",
        "a\\ b | a b",
        "a\\\\b | a\\b",
        "'' \"\" | ,",
        "\"a\\\"b\" | a\"b",
        "\"a\\nb\" | a\\nb",
        "'a\\' | a\\",
        "it\"'\"s | it's",
        "$HOME `x` | $HOME,`x`",
        "a\\ | a\\",
      })
  void splitsAsAShellDoes(String text, String words) {
    assertThat(ShellWords.split(text).orElseThrow())
        .isEqualTo(words.isEmpty() ? List.of() : List.of(words.split(",", -1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'", "\"", "a 'b", "a \"b\\\"", "'a' \"b' c", "\\''"})
  void findsAQuoteWithoutItsEnd(String text) {
    assertThat(ShellWords.split(text)).isEmpty();
  }

  @Test
  void givesBackWhateverWasQuoted() {
    var random = new Random(7);
    for (int round = 0; round < 500; round++) {
      var words = new ArrayList<String>();
      for (int i = random.nextInt(5); i > 0; i--) {
        words.add(word(random));
      }
      var quoted = words.stream().map(word -> "'" + word.replace("'", "'\\''") + "'").toList();
      assertThat(ShellWords.split(String.join(" ", quoted))).contains(words);
    }
  }

  private static String word(Random random) {
    var letters = "ab '\"\\$`=\t\n-ö";
    var word = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      word.append(letters.charAt(random.nextInt(letters.length())));
    }
    return word.toString();
  }

  /** Plain texts only: what a shell expands or ends a command with is no word of ours. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void agreesWithARealShell(long seed) throws IOException, InterruptedException {
    var random = new Random(seed);
    var letters = "ab c'\"\\=-. ";
    for (int round = 0; round < 40; round++) {
      var text = new StringBuilder();
      for (int i = random.nextInt(14); i > 0; i--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      if (text.toString().endsWith("\\")) {
        text.append('x');
      }
      var shell =
          new ProcessBuilder("sh", "-c", "for w in " + text + "\ndo printf '%s\\n' \"$w\"\ndone")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      var printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (shell.waitFor() == 0) {
        assertThat(ShellWords.split(text.toString()))
            .as(text.toString())
            .contains(printed.lines().toList());
      } else {
        assertThat(ShellWords.split(text.toString())).as(text.toString()).isEmpty();
      }
    }
  }
}
