package dev.jcross.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateOutputTest {
  private static final String LEASE = "0b7c1f9e-1111-2222-3333-444455556666";
  private static final String GATE = "jcross-gate " + LEASE + " ";

  private final ByteArrayOutputStream sink = new ByteArrayOutputStream();

  private record Seen(String passedOn, Optional<GateOutput.Refusal> refusal) {}

  private static Seen refused(GateOutput.Reason reason, String mark) {
    return new Seen("", Optional.of(new GateOutput.Refusal(reason, mark)));
  }

  /** What comes of a text that arrives in two pieces, or in one. */
  private static Seen split(String text, int at) throws IOException {
    var sink = new ByteArrayOutputStream();
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    Optional<GateOutput.Refusal> refusal;
    try (var gate = new GateOutput(sink, LEASE)) {
      gate.write(bytes, 0, at);
      gate.flush();
      gate.write(bytes, at, bytes.length - at);
      refusal = gate.refusal();
    }
    return new Seen(sink.toString(StandardCharsets.UTF_8), refusal);
  }

  private static void assertEverySplit(String text, Seen expected) throws IOException {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    for (int at = 0; at <= length; at++) {
      assertThat(split(text, at)).as("split at %d of %d", at, length).isEqualTo(expected);
    }
  }

  @Test
  void keepsTheGateLineBackAndTellsItsReason() throws IOException {
    assertEverySplit(GATE + "unprepared\n", refused(GateOutput.Reason.UNPREPARED, ""));
    assertEverySplit(
        GATE + "missing /cargo/.jcross/ab\n",
        refused(GateOutput.Reason.MISSING, "/cargo/.jcross/ab"));
  }

  @Test
  void readsTheGateLineOfATerminalToo() throws IOException {
    assertEverySplit(GATE + "unprepared\r\n", refused(GateOutput.Reason.UNPREPARED, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "j",
        "jcross-gate",
        "jcross-gate ",
        "jcross-gate other unprepared\n",
        "jcross-gate 0b7c1f9e-1111-2222-3333-444455556667 unprepared\n",
        "jcross-gate 0b7c1f9e-1111-2222-3333-444455556666",
        " jcross-gate 0b7c1f9e-1111-2222-3333-444455556666 unprepared\n",
        "Hello\njcross-gate 0b7c1f9e-1111-2222-3333-444455556666 unprepared\n",
        "ünïcode\n",
      })
  void passesWhatOnlyLooksAlikeOnUnchanged(String text) throws IOException {
    assertEverySplit(text, new Seen(text, Optional.empty()));
  }

  @Test
  void passesOutputOnAsSoonAsItCannotBeAGateLine() throws IOException {
    try (var gate = new GateOutput(sink, LEASE)) {
      gate.write('j');
      assertThat(sink.size()).isZero();
      gate.write('x');
      assertThat(sink).hasToString("jx");
      gate.write(new byte[] {'a', 'b', 'c'}, 1, 1);
      assertThat(sink).hasToString("jxb");
    }
  }
}
