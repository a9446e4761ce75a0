package dev.jcross.image;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a Dockerfile sets by {@code NAME="value"}, as far as our own recipes write it. */
final class DockerfileAssignments {
  private static final Pattern ASSIGNMENT = Pattern.compile("([\\w.-]+)=(?:\"([^\"]*)\"|(\\S*))");

  private DockerfileAssignments() {}

  /**
   * Each value by its name; the last one counts.
   *
   * @param instruction {@code ENV} or {@code LABEL}
   */
  static Map<String, String> of(String instruction, String dockerfile) {
    var start = instruction + " ";
    var all = new TreeMap<String, String>();
    dockerfile
        .replace("\\\n", " ")
        .lines()
        .filter(line -> line.startsWith(start))
        .map(line -> ASSIGNMENT.matcher(line.substring(start.length())))
        .forEach(
            found -> {
              while (found.find()) {
                all.put(found.group(1), found.group(2) != null ? found.group(2) : found.group(3));
              }
            });
    return all;
  }
}
