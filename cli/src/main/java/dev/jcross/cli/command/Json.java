package dev.jcross.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jcross.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code --json} prints: documents whose names are public and versioned. */
final class Json {
  private static final int SCHEMA = 1;

  private Json() {}

  /** An empty document, but for its version. */
  static Map<String, @Nullable Object> document() {
    var document = new LinkedHashMap<String, @Nullable Object>();
    document.put("schema", SCHEMA);
    return document;
  }

  static String text(Map<String, @Nullable Object> document) {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps, lists and plain values are JSON", e);
    }
  }

  /** As in {@code jcross plan --json}. */
  static List<Map<String, @Nullable Object>> problems(List<Problem> problems) {
    return problems.stream().map(Json::problem).toList();
  }

  private static Map<String, @Nullable Object> problem(Problem problem) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("severity", problem.severity().word());
    json.put("code", problem.code().name());
    json.put("message", problem.summary());
    json.put("at", orNull(problem.place().map(Object::toString)));
    json.put("help", orNull(problem.help()));
    return json;
  }

  static <T> @Nullable T orNull(Optional<T> value) {
    return value.isPresent() ? value.get() : null;
  }
}
