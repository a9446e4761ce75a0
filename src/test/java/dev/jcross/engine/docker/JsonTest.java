package dev.jcross.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private static Json read(String text) throws IOException {
    return Json.read(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void takesWhatIsMissingForEmpty() throws IOException {
    var json = read("{\"a\": null, \"b\": [1, \"x\"]}");

    assertThat(json.path("a").path("deeper").asText()).isEmpty();
    assertThat(json.path("a")).isEmpty();
    assertThat(json.path("a").members()).isEmpty();
    assertThat(json.path("b").asText()).isEmpty();
    assertThat(json.path("b")).extracting(Json::asText).containsExactly("1", "x");
    assertThat(json.path("b").asBoolean(true)).isTrue();
    assertThat(json.path("b").asLong(7)).isEqualTo(7);
    assertThat(Json.empty().names()).isEmpty();
    assertThat(read("").asText()).isEmpty();
  }

  @Test
  void keepsTheOrderOfNames() throws IOException {
    assertThat(read("{\"z\": \"1\", \"a\": 2, \"m\": \"\"}").texts())
        .containsExactly(
            java.util.Map.entry("z", "1"),
            java.util.Map.entry("a", "2"),
            java.util.Map.entry("m", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "[", "[1", "{\"a\"", "{\"a\":", "{\"a\":}", "]", "nul", "\"x", "<html>"})
  void refusesWhatIsNoJson(String text) {
    assertThatExceptionOfType(JsonProcessingException.class).isThrownBy(() -> read(text));
  }

  @Test
  void endsAtNestingThatWouldExhaustTheStack() {
    assertThatExceptionOfType(JsonProcessingException.class)
        .isThrownBy(() -> read("[".repeat(100_000)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void readsWhatJacksonsDataBindingReads(long seed) throws IOException {
    var text = value(new Random(seed), 5);

    same(read(text), new ObjectMapper().readTree(text));
  }

  private static void same(Json json, JsonNode expected) {
    if (expected.isObject()) {
      assertThat(json.names()).containsExactlyElementsOf(() -> expected.fieldNames());
      json.members().forEach((name, member) -> same(member, expected.path(name)));
    } else if (expected.isArray()) {
      int index = 0;
      for (var element : json) {
        same(element, expected.path(index++));
      }
      assertThat(index).isEqualTo(expected.size());
    } else if (expected.isBoolean()) {
      assertThat(json.asBoolean(!expected.asBoolean())).isEqualTo(expected.asBoolean());
    } else {
      assertThat(json.isNumber()).isEqualTo(expected.isNumber());
      assertThat(json.asText()).isEqualTo(expected.isNull() ? "" : expected.asText());
    }
  }

  private static String value(Random random, int depth) {
    var text = new StringBuilder();
    int count = 1 + random.nextInt(5);
    switch (random.nextInt(depth == 0 ? 4 : 7)) {
      case 0 -> text.append(random.nextLong());
      case 1 -> text.append(random.nextBoolean());
      case 2 -> text.append("null");
      case 3 -> text.append("\"\\u00e4\\n").append((char) ('a' + random.nextInt(26))).append('"');
      case 4 -> {
        text.append('[');
        for (int i = 0; i < count; i++) {
          text.append(i == 0 ? "" : ",").append(value(random, depth - 1));
        }
        text.append(']');
      }
      default -> {
        text.append('{');
        for (int i = 0; i < count; i++) {
          text.append(i == 0 ? "" : ", ").append('"').append((char) ('a' + i)).append("\": ");
          text.append(value(random, depth - 1));
        }
        text.append('}');
      }
    }
    return text.toString();
  }
}
