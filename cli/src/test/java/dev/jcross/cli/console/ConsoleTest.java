package dev.jcross.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.event.Event;
import dev.jcross.host.HostFacts;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleTest {
  private static final String RED = "\u001B[1;31m";

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final HostFacts host =
      new HostFacts(
          Path.of("/"),
          Path.of("/"),
          Path.of("/"),
          Map.of(),
          new HostFacts.User(1000, 1000, "ferris"),
          new HostFacts.Terminal(false, false, false, 80),
          "linux",
          "x86_64");

  private Console console(String colour) {
    return new Console(stream(output), stream(errors), host, colour);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String errors() {
    return errors.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "a\u001B[2Jb, ab",
    "a\u001B[1;31mred\u001B[0m, ared",
    "a\u009B2Jb, ab",
    "a\u001B]0;title\u0007b, ab",
    "a\u001B]8;;https://example.com\u001B\\\\b, ab",
    "a\u001BPdevice\u001B\\\\b, ab",
    "a\u001Bcb, a\uFFFDcb",
    "a\\033, a\uFFFD",
    "over\\rwritten, over\uFFFDwritten",
    "back\\b\\bspace, back\uFFFD\uFFFDspace",
    "be\u0007ep, be\uFFFDep",
    "rm \u202Etxt.exe, rm \uFFFDtxt.exe",
    "größer → 日本 🦀, größer → 日本 🦀",
  })
  void takesFromAProblemWhatWouldDrawOnTheTerminal(String escaped, String shown) {
    var quoted = escaped.translateEscapes();
    console("never")
        .problems(
            List.of(
                Problem.error(ProblemCode.FILE, "no '" + quoted + "'")
                    .at(Place.of(quoted))
                    .with(List.of(quoted))
                    .help(quoted)));

    assertThat(errors())
        .isEqualTo(
            "error[FILE]: no '%s'\n  --> %s\n  | %s\n  help: %s\n"
                .formatted(shown, shown, shown, shown));
  }

  @Test
  void letsNoNameLookLikeAnotherProblem() {
    console("never").problems(List.of(Problem.error(ProblemCode.FILE, "no 'x\nerror[BUG]: y'")));

    assertThat(errors()).isEqualTo("error[FILE]: no 'x\n  | error[BUG]: y'\n");
  }

  @Test
  void keepsItsOwnColours() {
    console("always").problems(List.of(Problem.error(ProblemCode.FILE, "no \u001B[5mblink")));

    assertThat(errors()).isEqualTo(RED + "error[FILE]\u001B[0m: no blink\n");
  }

  @Test
  void takesFromResultsAndRemarksWhatWouldDraw() {
    console("never").print("a\u001B[2Jb\tc\nd");
    console("never").say("e\u001B[2Jf");
    console("never").say("Pulled", "image \u001B]0;x\u0007y");
    console("never").printColoured(RED + "help");

    assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("ab\tc\nd\n" + RED + "help\n");
    assertThat(errors()).isEqualTo("ef\n      Pulled image y\n");
  }

  @Test
  void takesFromEventsWhatWouldDraw() {
    try (var progress =
        new Progress(console("never"), false, true, () -> 80, InstantSource.system())) {
      progress.tell(new Event.Started("w", "Pulling image e\u001B[2Jvil"));
      progress.tell(new Event.Output("w", "\u001B[1A\u001B[Kgone"));
      progress.tell(new Event.Output("w", "10 %\r90 %\r100 %\r"));
      progress.tell(new Event.Note("the registry says \u001B[31mno"));
    }

    assertThat(errors().lines())
        .containsExactly(
            "     Pulling image evil",
            "             | gone",
            "             | 100 %",
            "        Note the registry says no");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void neverLetsAControlCharacterThrough(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      var raw = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        raw.append("\u001B\u009B[]0;?mPX^_\\\u0007\u009C\r\bab ".charAt(random.nextInt(20)));
      }
      assertThat(Harmless.text(raw.toString())).doesNotContainPattern("[\\x00-\\x1F\\x7F-\\x9F]");
    }
  }
}
