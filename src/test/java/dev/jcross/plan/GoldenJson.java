package dev.jcross.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON for the eyes of a reviewer: what holds only plain values stands on one line. */
final class GoldenJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int WIDTH = 110;

  private GoldenJson() {}

  static String of(Map<String, @Nullable Object> document) {
    return text(document, "") + "\n";
  }

  private static String text(@Nullable Object value, String indent) {
    var line = onOneLine(value);
    if (flat(value) && indent.length() + line.length() < WIDTH) {
      return line;
    }
    return switch (value) {
      case Map<?, ?> map -> {
        var members = new ArrayList<String>();
        map.forEach(
            (name, member) -> members.add(plain(name) + ": " + text(member, indent + "  ")));
        yield block("{", members, "}", indent);
      }
      case Collection<?> list ->
          block("[", list.stream().map(item -> text(item, indent + "  ")).toList(), "]", indent);
      case null, default -> plain(value);
    };
  }

  private static String block(String open, List<String> members, String close, String indent) {
    var inner = "\n" + indent + "  ";
    return members.isEmpty()
        ? open + close
        : open + inner + String.join("," + inner, members) + "\n" + indent + close;
  }

  private static boolean flat(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> map.values().stream().allMatch(member -> scalar(member));
      case Collection<?> list -> list.stream().allMatch(item -> scalar(item));
      case null, default -> true;
    };
  }

  private static boolean scalar(@Nullable Object value) {
    return !(value instanceof Map<?, ?>) && !(value instanceof Collection<?>);
  }

  private static String onOneLine(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var members = new ArrayList<String>();
        map.forEach((name, member) -> members.add(plain(name) + ": " + onOneLine(member)));
        yield "{" + String.join(", ", members) + "}";
      }
      case Collection<?> list ->
          "[" + String.join(", ", list.stream().map(item -> onOneLine(item)).toList()) + "]";
      case null, default -> plain(value);
    };
  }

  private static String plain(@Nullable Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
