package dev.jcross.integration.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.jcross.integration.conformance.Expectation.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** What came of a command line. */
public record Answer(int status, String output, String errors) {
  private static final Pattern HEAD = Pattern.compile("(error|warning)\\[([A-Z_]+)\\]: (.*)");
  private static final Pattern PLACE = Pattern.compile("  --> (.*)");
  private static final Pattern HELP = Pattern.compile("  help: (.*)");
  private static final JsonNode NOTHING = MissingNode.getInstance();

  /** The plan; missing if none was printed. */
  JsonNode document() {
    if (!output.startsWith("{")) {
      return NOTHING;
    }
    try {
      return new ObjectMapper().readTree(output);
    } catch (JsonProcessingException e) {
      return NOTHING;
    }
  }

  /** Those in the plan, else those on standard error. */
  List<Told> problems() {
    var document = document();
    return document.has("problems") ? inDocument(document.path("problems")) : printed();
  }

  private static List<Told> inDocument(JsonNode problems) {
    return StreamSupport.stream(problems.spliterator(), false)
        .map(
            problem ->
                new Told(
                    problem.path("code").asText(),
                    problem.path("severity").asText(),
                    text(problem.path("message")),
                    text(problem.path("at")),
                    text(problem.path("help"))))
        .toList();
  }

  private static Optional<String> text(JsonNode node) {
    return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
  }

  private List<Told> printed() {
    var found = new ArrayList<List<String>>();
    for (var line : errors.lines().toList()) {
      if (HEAD.matcher(line).matches()) {
        found.add(new ArrayList<>());
      }
      if (!found.isEmpty()) {
        found.getLast().add(line);
      }
    }
    return found.stream().map(Answer::printed).toList();
  }

  private static Told printed(List<String> lines) {
    var head = HEAD.matcher(lines.getFirst());
    if (!head.matches()) {
      throw new IllegalStateException(lines.toString());
    }
    return new Told(
        head.group(2),
        head.group(1),
        Optional.of(head.group(3)),
        first(PLACE, lines),
        first(HELP, lines));
  }

  private static Optional<String> first(Pattern pattern, List<String> lines) {
    return lines.stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .findFirst()
        .map(match -> match.group(1));
  }
}
