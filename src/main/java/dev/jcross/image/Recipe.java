package dev.jcross.image;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A Dockerfile, its build context and its build arguments.
 *
 * @param name what it makes: {@code base} or a triple
 * @param dockerfile its path in the context
 * @param files the context, sorted by path
 * @param arguments build arguments that decide what comes out, sorted by name
 * @param contentHash over all of it; 64 hexadecimal digits
 */
public record Recipe(
    String name,
    String dockerfile,
    List<RecipeFile> files,
    Map<String, String> arguments,
    String contentHash) {

  public Recipe {
    Objects.requireNonNull(name);
    Objects.requireNonNull(dockerfile);
    files = List.copyOf(files);
    arguments = java.util.Collections.unmodifiableMap(new TreeMap<>(arguments));
    Objects.requireNonNull(contentHash);
  }

  /**
   * Takes the hash of a recipe.
   *
   * @throws IOException if a file of the context cannot be read
   */
  static Recipe of(
      String name, String dockerfile, List<RecipeFile> files, Map<String, String> arguments)
      throws IOException {
    var sorted = files.stream().sorted(Comparator.comparing(RecipeFile::path)).toList();
    var hash = Sha256.start().add("recipe 1").add(name).add(dockerfile);
    for (var file : sorted) {
      hash.add(file.path());
      switch (file) {
        case RecipeFile.Text(var path, var executable, var content) ->
            hash.add(executable ? "x" : "-").add(content);
        case RecipeFile.OnDisk(var path, var executable, var onDisk) ->
            hash.add(executable ? "x" : "-").add(Files.readAllBytes(onDisk));
        case RecipeFile.Link(var path, var target) -> hash.add("->").add(target);
      }
    }
    new TreeMap<>(arguments).forEach((key, value) -> hash.add(key).add(value));
    return new Recipe(name, dockerfile, sorted, arguments, hash.hex());
  }

  /** What the Dockerfile says; empty if it is not one of jcross's. */
  String instructions() {
    return files.stream()
        .filter(file -> file.path().equals(dockerfile))
        .filter(RecipeFile.Text.class::isInstance)
        .map(file -> ((RecipeFile.Text) file).content())
        .findFirst()
        .orElse("");
  }

  /** The lines of a pre-build, without what jcross adds; empty for other recipes. */
  public List<String> commands() {
    return files.stream()
        .filter(file -> file.path().equals(CustomImages.SCRIPT))
        .map(file -> (RecipeFile.Text) file)
        .flatMap(script -> script.content().lines())
        .filter(line -> !line.equals(CustomImages.STOP_AT_FAILURE))
        .toList();
  }
}
