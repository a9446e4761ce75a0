package dev.jcross.integration;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A copy of the distribution whose base image has a label of its own. So all of its images are made
 * anew, under names that nobody else uses, and can be found again.
 *
 * @param label the label's value
 */
record LabelledJcross(Path home, String label) {
  private static final String LABEL = "dev.jcross.integration";
  private static final String BASE = "dev/jcross/image/recipes/base/Dockerfile";

  static LabelledJcross copy(Path parent) throws IOException {
    var label = UUID.randomUUID().toString();
    var home = parent.resolve("jcross-" + label);
    for (var folder : List.of("bin", "lib")) {
      Files.createDirectories(home.resolve(folder));
      try (var files = Files.list(Workbench.distribution().resolve(folder))) {
        for (var file : files.toList()) {
          Files.copy(file, home.resolve(folder).resolve(file.getFileName()));
        }
      }
    }
    try (var jars = Files.newDirectoryStream(home.resolve("lib"), "jcross-core-*.jar")) {
      for (var jar : jars) {
        addLabel(jar, label);
      }
    }
    return new LabelledJcross(home, label);
  }

  private static void addLabel(Path jar, String label) throws IOException {
    try (var files = FileSystems.newFileSystem(jar)) {
      Files.writeString(
          files.getPath(BASE),
          "\nLABEL " + LABEL + "=" + label + "\n",
          StandardOpenOption.WRITE,
          StandardOpenOption.APPEND);
    }
  }

  /** The images that it has made so far: their names, or the ids of those without. */
  Set<String> images() {
    var found = new LinkedHashSet<String>();
    for (var image :
        Workbench.client().listImagesCmd().withLabelFilter(Map.of(LABEL, label)).exec()) {
      var tags = Stream.ofNullable(image.getRepoTags()).flatMap(Stream::of);
      // The other way in which engines say that there is none.
      var names = tags.filter(tag -> !tag.startsWith("<none>")).toList();
      found.addAll(names.isEmpty() ? List.of(image.getId()) : names);
    }
    return found;
  }
}
