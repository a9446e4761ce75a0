package dev.jcross.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/**
 * What cargo has compiled for one command, by its own account: {@code --message-format=json}. That
 * is exactly what went in: features are decided, and nothing is there for tests or other systems.
 *
 * @param onTarget whether each of the packages, by its id, is in what came out; the others only
 *     helped to build it: build scripts, procedural macros, and what these need
 * @param linked libraries that build scripts had linked, as {@code static=z}, by the package's id
 * @param making the packages that results are of
 */
record CargoUnits(
    SortedMap<String, Boolean> onTarget,
    Map<String, SortedSet<String>> linked,
    SortedSet<String> making) {

  /**
   * Reads cargo's messages.
   *
   * @param triple of the target
   * @param results where they lie: what is below is a result
   */
  static CargoUnits read(String messages, String triple, String results) {
    var onTarget = new TreeMap<String, Boolean>();
    var linked = new TreeMap<String, SortedSet<String>>();
    var making = new TreeSet<String>();
    messages
        .lines()
        .filter(line -> line.startsWith("{\"reason\":"))
        .flatMap(line -> Json.object(line.getBytes(StandardCharsets.UTF_8)).stream())
        .forEach(
            message -> {
              var id = message.path("package_id").asText();
              switch (message.path("reason").asText()) {
                case "compiler-artifact" -> {
                  var files = texts(message.path("filenames"));
                  boolean result = files.stream().anyMatch(file -> file.startsWith(results));
                  boolean there =
                      result || files.stream().anyMatch(file -> isOfTarget(file, triple));
                  onTarget.merge(id, there, Boolean::logicalOr);
                  if (result
                      && !Set.of("lib", "rlib").containsAll(texts(message.at("/target/kind")))) {
                    making.add(id);
                  }
                }
                case "build-script-executed" -> {
                  var libraries = texts(message.path("linked_libs"));
                  if (!libraries.isEmpty()) {
                    linked.computeIfAbsent(id, key -> new TreeSet<>()).addAll(libraries);
                  }
                }
                default -> {}
              }
            });
    return new CargoUnits(onTarget, linked, making);
  }

  private static boolean isOfTarget(String file, String triple) {
    return file.startsWith("/build/" + triple + "/") || file.startsWith("/target/" + triple + "/");
  }

  static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  /** The name and version of a package from its id; for those that lie in folders. */
  static Optional<String> nameAndVersion(String id) {
    var words = new ArrayList<>(List.of(id.split(" ", -1)));
    if (words.size() == 3) {
      // As cargo wrote it before 1.77: name version (source).
      return Optional.of(words.get(0) + " " + words.get(1));
    }
    int hash = id.lastIndexOf('#');
    if (hash < 0) {
      return Optional.empty();
    }
    var rest = id.substring(hash + 1);
    int at = rest.lastIndexOf('@');
    return Optional.of(
        at >= 0
            ? rest.substring(0, at) + " " + rest.substring(at + 1)
            : id.substring(id.lastIndexOf('/', hash) + 1, hash) + " " + rest);
  }
}
