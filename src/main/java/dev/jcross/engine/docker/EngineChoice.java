package dev.jcross.engine.docker;

import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code CROSS_CONTAINER_ENGINE} asks for.
 *
 * @param docker whether Docker will do
 * @param podman whether Podman will do
 * @param program the program that was named by its path
 */
record EngineChoice(boolean docker, boolean podman, Optional<Path> program) {
  private static final String VARIABLE = "CROSS_CONTAINER_ENGINE";

  static EngineChoice of(Machine machine) {
    var value = machine.variable(VARIABLE);
    if (value.isEmpty()) {
      return new EngineChoice(true, true, Optional.empty());
    }
    var word = value.get();
    var program = word.contains("/") ? Optional.of(Path.of(word)) : Optional.<Path>empty();
    program.ifPresent(EngineChoice::requireExisting);
    return switch (word.substring(word.lastIndexOf('/') + 1)) {
      case "docker" -> new EngineChoice(true, false, program);
      case "podman", "podman-remote" -> new EngineChoice(false, true, program);
      default -> throw unknown(word);
    };
  }

  private static void requireExisting(Path program) {
    if (!Files.isExecutable(program)) {
      throw Problem.error(ProblemCode.ENGINE_MISSING, "there is no program '" + program + "'")
          .at(Place.of(VARIABLE))
          .help("unset " + VARIABLE + "   and jcross looks for an engine by itself")
          .asException();
    }
  }

  private static RuntimeException unknown(String word) {
    return Problem.error(
            ProblemCode.VARIABLE_VALUE,
            "jcross works with Docker and Podman, not with '" + word + "'")
        .at(Place.of(VARIABLE))
        .help(VARIABLE + "=docker or podman, or a path that ends in one of these names")
        .asException();
  }

  /** The program that can serve Podman's socket; {@code podman-remote} cannot. */
  Optional<Path> podmanProgram(Machine machine) {
    return podman
        ? program.filter(path -> path.endsWith("podman")).or(() -> machine.program("podman"))
        : Optional.empty();
  }
}
