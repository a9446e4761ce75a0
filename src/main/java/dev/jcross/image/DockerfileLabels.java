package dev.jcross.image;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The labels that a Dockerfile gives, as far as our own recipes write them. */
final class DockerfileLabels {
  private static final Pattern ARGUMENT = Pattern.compile("\\$\\{(\\w+)}");

  private DockerfileLabels() {}

  /**
   * Each label by its name.
   *
   * @param arguments what stands for {@code ${NAME}} in a value
   */
  static Map<String, String> read(String dockerfile, Map<String, String> arguments) {
    var labels = DockerfileAssignments.of("LABEL", dockerfile);
    labels.replaceAll((name, value) -> expanded(value, arguments));
    return labels;
  }

  private static String expanded(String value, Map<String, String> arguments) {
    return ARGUMENT
        .matcher(value)
        .replaceAll(name -> Matcher.quoteReplacement(arguments.getOrDefault(name.group(1), "")));
  }
}
