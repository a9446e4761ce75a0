package dev.jcross.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TailTest {
  private static final int SIZE = 64 * 1024;

  private final ByteArrayOutputStream sink = new ByteArrayOutputStream();

  @Test
  void remembersWhatWasWritten() throws IOException {
    try (var tail = new Tail(sink)) {
      tail.write('a');
      tail.write("xbüy".getBytes(StandardCharsets.UTF_8), 1, 3);

      assertThat(tail.text()).isEqualTo("abü");
      assertThat(sink.toString(StandardCharsets.UTF_8)).isEqualTo("abü");
    }
  }

  @Test
  void isEmptyAtFirst() throws IOException {
    try (var tail = new Tail(sink)) {
      assertThat(tail.text()).isEmpty();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void remembersTheLast64KibibytesHoweverTheyArrive(long seed) throws IOException {
    var random = new Random(seed);
    var all = new StringBuilder();
    try (var tail = new Tail(sink)) {
      while (all.length() < 4 * SIZE) {
        var piece = piece(random, random.nextInt(1, random.nextBoolean() ? 100 : 2 * SIZE));
        all.append(piece);
        tail.write(piece.getBytes(StandardCharsets.US_ASCII));
        int from = Math.max(0, all.length() - SIZE);
        assertThat(tail.text().equals(all.substring(from))).as("after %d", all.length()).isTrue();
      }
    }
    assertThat(sink.toString(StandardCharsets.US_ASCII).contentEquals(all)).isTrue();
  }

  private static String piece(Random random, int length) {
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) random.nextInt(' ', '~'));
    }
    return text.toString();
  }
}
