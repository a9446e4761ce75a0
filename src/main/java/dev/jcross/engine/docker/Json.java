package dev.jcross.engine.docker;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value that somebody else has written: what it lacks is as good as empty. Read by Jackson's
 * parser without its data binding, which takes longer to start than an engine to answer.
 */
final class Json implements Iterable<Json> {
  private static final JsonFactory FACTORY = new JsonFactory();

  private static final Json NOTHING = new Json(null);

  /** A map of names, a list, a String, a Number, a Boolean, or null. */
  private final @Nullable Object value;

  private Json(@Nullable Object value) {
    this.value = value;
  }

  static Json empty() {
    return NOTHING;
  }

  /**
   * Reads one value.
   *
   * @throws com.fasterxml.jackson.core.JsonProcessingException if it is no JSON
   */
  static Json read(InputStream text) throws IOException {
    try (var parser = FACTORY.createParser(text)) {
      return parser.nextToken() == null ? NOTHING : value(parser);
    }
  }

  /** Reads one value. */
  static Json read(byte[] text) throws IOException {
    return read(new java.io.ByteArrayInputStream(text));
  }

  private static Json value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new Json(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json(parser.getNumberValue());
      case VALUE_TRUE, VALUE_FALSE -> new Json(parser.getBooleanValue());
      case VALUE_NULL -> NOTHING;
      default -> throw new JsonParseException(parser, "a value is missing");
    };
  }

  private static Json object(JsonParser parser) throws IOException {
    var members = new LinkedHashMap<String, Json>();
    while (next(parser) != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      next(parser);
      members.put(name, value(parser));
    }
    return new Json(Collections.unmodifiableMap(members));
  }

  private static Json array(JsonParser parser) throws IOException {
    var elements = new ArrayList<Json>();
    while (next(parser) != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return new Json(List.copyOf(elements));
  }

  private static JsonToken next(JsonParser parser) throws IOException {
    var token = parser.nextToken();
    if (token == null) {
      throw new JsonParseException(parser, "the value has no end");
    }
    return token;
  }

  /** The member of that name. */
  Json path(String name) {
    return members().getOrDefault(name, NOTHING);
  }

  /** The members of an object, in their order. */
  Map<String, Json> members() {
    @SuppressWarnings("unchecked") // a map is only ever made by object()
    var members = value instanceof Map<?, ?> map ? (Map<String, Json>) map : Map.<String, Json>of();
    return members;
  }

  /** The names of an object's members, in their order. */
  Set<String> names() {
    return members().keySet();
  }

  /** Those members of an object that are texts. */
  Map<String, String> texts() {
    var texts = new LinkedHashMap<String, String>();
    members().forEach((name, member) -> texts.put(name, member.asText()));
    return texts;
  }

  /** The elements of an array. */
  @Override
  public Iterator<Json> iterator() {
    return elements().iterator();
  }

  private List<Json> elements() {
    @SuppressWarnings("unchecked") // a list is only ever made by array()
    var elements = value instanceof List<?> list ? (List<Json>) list : List.<Json>of();
    return elements;
  }

  /** A text or number; empty for anything else. */
  String asText() {
    return value instanceof String || value instanceof Number ? value.toString() : "";
  }

  boolean isNumber() {
    return value instanceof Number;
  }

  long asLong(long otherwise) {
    return value instanceof Number number ? number.longValue() : otherwise;
  }

  boolean asBoolean(boolean otherwise) {
    return value instanceof Boolean known ? known : otherwise;
  }
}
