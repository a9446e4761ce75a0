package dev.jcross.engine.docker;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the ways to an engine need to know of this machine.
 *
 * @param environment that of the caller, also of the programs that are started
 */
record Machine(Map<String, String> environment, Path home) {
  Machine {
    environment = Map.copyOf(environment);
  }

  /** The variable's value, if it is set and not empty. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /** The directory that the variable names. */
  Optional<Path> directory(String name) {
    return variable(name).map(Path::of);
  }

  /** Where Docker's client keeps its settings. */
  Path dockerConfig() {
    return directory("DOCKER_CONFIG").orElseGet(() -> home.resolve(".docker"));
  }

  /** A program in {@code PATH}. */
  Optional<Path> program(String name) {
    for (var directory : environment.getOrDefault("PATH", "").split(":", -1)) {
      try {
        var file = Path.of(directory.isEmpty() ? "." : directory).resolve(name);
        if (Files.isRegularFile(file) && Files.isExecutable(file)) {
          return Optional.of(file.toAbsolutePath());
        }
      } catch (InvalidPathException e) {
        // No directory of that name can exist.
      }
    }
    return Optional.empty();
  }

  /** A process of that command line, with the caller's variables. */
  ProcessBuilder process(java.util.List<String> command) {
    var builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }
}
