package dev.jcross.integration.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jcross.integration.conformance.Expectation.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Tells in what an answer is not what was expected. */
public final class Comparison {
  private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[([0-9]+)\\]");

  private final Places places;
  private final JsonNode document;
  private final JsonNode target;
  private final List<String> differences = new ArrayList<>();

  private Comparison(Places places, Answer answer) {
    this.places = places;
    this.document = answer.document();
    this.target = document.path("targets").path(0);
  }

  /** Every difference, one a line; none if the answer is right. */
  public static List<String> of(Expectation expected, Answer answer, Places places) {
    var comparison = new Comparison(places, answer);
    comparison.compare(expected, answer);
    return comparison.differences;
  }

  private void compare(Expectation expected, Answer answer) {
    if (answer.status() != expected.status()) {
      differences.add("status: expected " + expected.status() + ", was " + answer.status());
    }
    problems(expected.problems(), answer.problems());
    expected.plan().forEach(this::value);
    for (var path : expected.absent()) {
      var found = find(path);
      if (!found.isMissingNode() && !found.isNull()) {
        differences.add(path + ": expected nothing, was " + found);
      }
      if (target.isMissingNode()) {
        differences.add(path + ": there is no target in which it could be absent");
      }
    }
    var container = target.path("container");
    environment("env", container, expected.env(), expected.noEnv());
    environment("fetch-env", fetching(), expected.fetchEnv(), expected.noFetchEnv());
    mounts(container, expected);
    if (!expected.steps().isEmpty()) {
      steps(expected.steps());
    }
    for (var part : expected.output()) {
      if (!answer.output().contains(places.fill(part))) {
        differences.add("output: expected a part '" + part + "', was:\n" + answer.output());
      }
    }
    for (var part : expected.noOutput()) {
      if (answer.output().contains(places.fill(part))) {
        differences.add("output: expected no part '" + part + "', was:\n" + answer.output());
      }
    }
  }

  private void problems(List<Told> expected, List<Told> found) {
    boolean same = expected.size() == found.size();
    for (int i = 0; same && i < expected.size(); i++) {
      var one = expected.get(i);
      var other = found.get(i);
      same =
          one.code().equals(other.code())
              && one.severity().equals(other.severity())
              && one.says().map(places::fill).filter(part -> !in(other.says(), part)).isEmpty()
              && one.help().map(places::fill).filter(part -> !in(other.help(), part)).isEmpty()
              && (one.at().isEmpty() || one.at().map(places::fill).equals(other.at()));
    }
    if (!same) {
      differences.add("problems: expected " + lines(expected) + "\nwere " + lines(found));
    }
  }

  private static boolean in(Optional<String> text, String part) {
    return text.filter(known -> known.contains(part)).isPresent();
  }

  private static String lines(List<Told> problems) {
    return problems.isEmpty()
        ? "none"
        : problems.stream().map(Told::toString).collect(Collectors.joining("\n  ", "\n  ", ""));
  }

  private void value(String path, Object expected) {
    var found = find(path);
    if (!matches(expected, found)) {
      differences.add(path + ": expected " + shown(expected) + ", was " + found);
    }
  }

  private String shown(Object expected) {
    return expected instanceof String text ? places.fill(text) : expected.toString();
  }

  /** The document's own fields, else those of its first target. */
  private JsonNode find(String path) {
    var first = path.split("[.\\[]", 2)[0];
    JsonNode at = document.has(first) ? document : target;
    var steps = STEP.matcher(path);
    while (steps.find()) {
      at =
          steps.group(1) == null
              ? at.path(Integer.parseInt(steps.group(2)))
              : at.path(steps.group(1));
    }
    return at;
  }

  private boolean matches(Object expected, JsonNode found) {
    return switch (expected) {
      case String text -> found.isTextual() && matches(text, found.asText());
      case Long number -> found.isNumber() && found.asLong() == number;
      case Boolean flag -> found.isBoolean() && found.asBoolean() == flag;
      case List<?> items -> {
        boolean same = found.isArray() && found.size() == items.size();
        for (int i = 0; same && i < items.size(); i++) {
          same = matches(items.get(i), found.get(i));
        }
        yield same;
      }
      default -> throw new IllegalArgumentException("cannot be compared: " + expected);
    };
  }

  private boolean matches(String expected, String found) {
    return expected.startsWith("~")
        ? Pattern.compile(places.fill(expected.substring(1)), Pattern.DOTALL)
            .matcher(found)
            .matches()
        : places.fill(expected).equals(found);
  }

  private JsonNode fetching() {
    for (var step : target.path("steps")) {
      if (step.path("argv").path(0).asText().equals("cargo")
          && step.path("phase").asText().equals("fetch")) {
        var container = step.path("container");
        return container.isObject() ? container : target.path("container");
      }
    }
    return target.path("there is none");
  }

  private void environment(
      String name, JsonNode container, Map<String, String> expected, List<String> unwanted) {
    var variables = container.path("env");
    expected.forEach(
        (variable, value) -> {
          var found = variables.path(variable).path("value");
          if (!matches(value, found)) {
            differences.add(
                name + "." + variable + ": expected " + places.fill(value) + ", was " + found);
          }
        });
    for (var variable : unwanted) {
      if (!variables.isObject()) {
        differences.add(name + ": there is no container that could lack " + variable);
      } else if (variables.has(variable)) {
        differences.add(
            name + "." + variable + ": expected nothing, was " + variables.path(variable));
      }
    }
  }

  private void mounts(JsonNode container, Expectation expected) {
    var mounts = container.path("mounts");
    for (var part : expected.mounts()) {
      long found = count(mounts, part);
      if (found != 1) {
        differences.add("mounts: " + found + " are like " + part + " in " + mounts);
      }
    }
    for (var part : expected.noMounts()) {
      if (!mounts.isArray() || count(mounts, part) != 0) {
        differences.add("mounts: one is like " + part + " in " + mounts);
      }
    }
  }

  private long count(JsonNode mounts, Map<String, Object> part) {
    return StreamSupport.stream(mounts.spliterator(), false)
        .filter(
            mount ->
                part.entrySet().stream()
                    .allMatch(entry -> matches(entry.getValue(), mount.path(entry.getKey()))))
        .count();
  }

  private void steps(List<String> expected) {
    var found =
        StreamSupport.stream(target.path("steps").spliterator(), false)
            .map(step -> commandLine(step.path("argv")))
            .toList();
    boolean same = expected.size() == found.size();
    for (int i = 0; same && i < expected.size(); i++) {
      same = matches(expected.get(i), found.get(i));
    }
    if (!same) {
      differences.add(
          "steps: expected\n  "
              + String.join("\n  ", expected)
              + "\nwere\n  "
              + String.join("\n  ", found));
    }
  }

  /** As a person would type it. */
  private static String commandLine(JsonNode words) {
    return StreamSupport.stream(words.spliterator(), false)
        .map(JsonNode::asText)
        .map(word -> word.matches("[^\\s'\"$]+") ? word : "'" + word + "'")
        .collect(Collectors.joining(" "));
  }
}
