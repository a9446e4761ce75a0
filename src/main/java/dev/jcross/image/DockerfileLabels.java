package dev.jcross.image;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The labels that a Dockerfile gives, as far as our own recipes write them. */
final class DockerfileLabels {
  private static final Pattern LABEL = Pattern.compile("([\\w.-]+)=(?:\"([^\"]*)\"|(\\S*))");
  private static final Pattern ARGUMENT = Pattern.compile("\\$\\{(\\w+)}");

  private DockerfileLabels() {}

  /**
   * Each label by its name.
   *
   * @param arguments what stands for {@code ${NAME}} in a value
   */
  static Map<String, String> read(String dockerfile, Map<String, String> arguments) {
    var labels = new TreeMap<String, String>();
    dockerfile
        .replace("\\\n", " ")
        .lines()
        .filter(line -> line.startsWith("LABEL "))
        .map(line -> LABEL.matcher(line.substring("LABEL ".length())))
        .forEach(
            label -> {
              while (label.find()) {
                var value = label.group(2) != null ? label.group(2) : label.group(3);
                labels.put(label.group(1), expanded(value, arguments));
              }
            });
    return labels;
  }

  private static String expanded(String value, Map<String, String> arguments) {
    return ARGUMENT
        .matcher(value)
        .replaceAll(name -> Matcher.quoteReplacement(arguments.getOrDefault(name.group(1), "")));
  }
}
