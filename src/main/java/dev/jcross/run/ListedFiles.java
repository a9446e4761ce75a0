package dev.jcross.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jcross.plan.ContainerPlan;
import dev.jcross.plan.MountPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files that cargo's JSON tells of (doc.rust-lang.org/cargo/reference/external-tools.html), as
 * far as they are results: programs, examples and libraries for other languages, but no tests.
 */
final class ListedFiles {
  private static final Set<String> KINDS = Set.of("bin", "example", "cdylib", "dylib");

  private static final String TARGET = "/target";

  /** Where an old cargo has its results at first, from where they are copied. */
  private static final String BUILD = "/build";

  private final ObjectMapper mapper = new ObjectMapper();
  private final List<MountPlan.Bind> mounts;

  /**
   * @param container what cargo ran in
   */
  ListedFiles(ContainerPlan container) {
    this.mounts =
        container.mounts().stream()
            .filter(MountPlan.Bind.class::isInstance)
            .map(MountPlan.Bind.class::cast)
            .filter(bind -> bind.target().equals(TARGET) || bind.target().startsWith(TARGET + "/"))
            .sorted(Comparator.comparingInt(bind -> -bind.target().length()))
            .toList();
  }

  /** The files of the host, in cargo's order. */
  List<Path> in(String json) {
    var files = new LinkedHashSet<Path>();
    json.lines()
        .filter(line -> line.startsWith("{") && line.contains("\"compiler-artifact\""))
        .flatMap(line -> message(line).stream())
        .filter(ListedFiles::isResult)
        .flatMap(message -> names(message).stream())
        .flatMap(name -> onHost(name).stream())
        .forEach(files::add);
    return List.copyOf(files);
  }

  private Optional<JsonNode> message(String line) {
    try {
      return Optional.of(mapper.readTree(line));
    } catch (JsonProcessingException e) {
      // A program that a build script runs may print anything.
      return Optional.empty();
    }
  }

  private static boolean isResult(JsonNode message) {
    if (message.at("/profile/test").asBoolean()) {
      return false;
    }
    for (var list : List.of("/target/kind", "/target/crate_types")) {
      for (var kind : message.at(list)) {
        if (KINDS.contains(kind.asText())) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<String> names(JsonNode message) {
    var names = new ArrayList<String>();
    message.path("filenames").forEach(name -> names.add(name.asText()));
    return names;
  }

  /** Empty if it lies among intermediate files. Some names have been made the host's before. */
  private Optional<Path> onHost(String name) {
    var path = Path.of(name);
    if (mounts.stream().anyMatch(bind -> path.startsWith(bind.source()))) {
      return Optional.of(path);
    }
    var inside = name.startsWith(BUILD + "/") ? TARGET + name.substring(BUILD.length()) : name;
    return mounts.stream()
        .filter(bind -> inside.startsWith(bind.target() + "/"))
        .findFirst()
        .map(bind -> bind.source().resolve(inside.substring(bind.target().length() + 1)));
  }
}
