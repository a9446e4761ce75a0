package dev.jcross.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Bytes and documents. */
final class Json {
  private Json() {}

  static byte[] bytes(Map<String, ? extends Object> document) {
    try {
      return new ObjectMapper().writeValueAsBytes(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps, lists and plain values are JSON", e);
    }
  }

  /** For people, with a line break at the end. */
  static byte[] pretty(Map<String, ? extends Object> document) {
    try {
      var text = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(document);
      return (text.replace(System.lineSeparator(), "\n") + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps, lists and plain values are JSON", e);
    }
  }

  static JsonNode nothing() {
    return MissingNode.getInstance();
  }

  /**
   * The one object that stands there.
   *
   * @return empty if it is none, if something stands behind it, or if a name stands twice: readers
   *     take different ones of the two
   */
  static Optional<JsonNode> object(byte[] bytes) {
    try {
      var node =
          JsonMapper.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
              .build()
              .readTree(bytes);
      return Optional.ofNullable(node).filter(JsonNode::isObject);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
