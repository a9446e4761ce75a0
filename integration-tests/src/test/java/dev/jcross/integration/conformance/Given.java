package dev.jcross.integration.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * What a case starts from.
 *
 * @param bare whether there is nothing but the case's files: no package with a program
 * @param files their contents by their paths below the case's directory; a name that ends in {@code
 *     /} is an empty directory
 * @param executables as {@code files}, and may be run
 * @param links what they point to, by their paths
 * @param environment all of it, besides {@code HOME} and {@code PATH} where they are not named
 * @param directory where the command is run, below the case's directory
 * @param architecture the machine's
 * @param terminal whether all three streams are a terminal
 */
public record Given(
    boolean bare,
    Map<String, String> files,
    Map<String, String> executables,
    Map<String, String> links,
    Map<String, String> environment,
    String directory,
    String architecture,
    boolean terminal) {

  private static final Map<String, String> PACKAGE =
      Map.of(
          "Cargo.toml",
          """
          [package]
          name = "hello"
          version = "0.1.0"
          edition = "2024"
          """,
          "src/main.rs",
          "fn main() {}\n");

  public Given {
    files = Map.copyOf(files);
    executables = Map.copyOf(executables);
    links = Map.copyOf(links);
    environment = Map.copyOf(environment);
    Objects.requireNonNull(directory);
    Objects.requireNonNull(architecture);
  }

  /** Lays the files down. */
  public void write(Places places) throws IOException {
    Files.createDirectories(places.home());
    Files.createDirectories(places.directory(this));
    if (!bare) {
      for (var file : PACKAGE.entrySet()) {
        write(places.project().resolve(file.getKey()), file.getValue());
      }
    }
    for (var file : files.entrySet()) {
      write(places.project().resolve(file.getKey()), places.fill(file.getValue()), file.getKey());
    }
    for (var file : executables.entrySet()) {
      var path = places.project().resolve(file.getKey());
      write(path, places.fill(file.getValue()));
      if (!path.toFile().setExecutable(true)) {
        throw new IOException("cannot make " + path + " executable");
      }
    }
    for (var link : links.entrySet()) {
      var path = places.project().resolve(link.getKey());
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      Files.createSymbolicLink(path, Path.of(places.fill(link.getValue())));
    }
  }

  private static void write(Path path, String text, String name) throws IOException {
    if (name.endsWith("/")) {
      Files.createDirectories(path);
    } else {
      write(path, text);
    }
  }

  private static void write(Path path, String text) throws IOException {
    Files.createDirectories(Objects.requireNonNull(path.getParent()));
    Files.writeString(path, text);
  }
}
