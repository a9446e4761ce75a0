package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.docker.DockerEndpoint;
import dev.jcross.engine.docker.DockerEngine;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An engine, and a way to reach it, that a test can have or do without. */
abstract class EngineWay {
  private final String name;

  EngineWay(String name) {
    this.name = name;
  }

  /** Aborts the test with the reason if it cannot be had. */
  abstract void start() throws IOException;

  /** The variables by which jcross finds it. */
  abstract Map<String, String> environment();

  /** Whether it has an init to put in front of commands. */
  boolean hasInit() {
    return true;
  }

  final ContainerEngine engine() {
    return engine(environment());
  }

  /** The one that jcross finds by these variables. */
  static ContainerEngine engine(Map<String, String> environment) {
    return DockerEngine.at(DockerEndpoint.locate(environment, home()));
  }

  /** What is told of the one that cannot be reached with these variables. */
  static List<String> unreachable(Map<String, String> environment) {
    try (var engine = engine(environment)) {
      var problem = catchThrowableOfType(ProblemException.class, engine::facts);
      assertThat(problem.problems().getFirst().code()).isEqualTo(ProblemCode.ENGINE_UNREACHABLE);
      return problem.problems().getFirst().lines();
    }
  }

  static Path home() {
    return Path.of(System.getProperty("user.home", "/"));
  }

  /** This process's variables without those that name an engine. */
  static Map<String, String> plainEnvironment() {
    var environment = new HashMap<>(System.getenv());
    environment
        .keySet()
        .removeIf(
            variable ->
                variable.startsWith("DOCKER_")
                    || variable.startsWith("CONTAINER")
                    || variable.equals("CROSS_CONTAINER_ENGINE"));
    return environment;
  }

  /** The program's path; aborts the test if there is none. */
  static Path program(String name) {
    for (var directory : (System.getenv("PATH") + ":/usr/sbin:/sbin").split(":", -1)) {
      var file = Path.of(directory, name);
      if (Files.isExecutable(file)) {
        return file;
      }
    }
    return abort("there is no program '" + name + "'");
  }

  /** Whether it can use control groups. */
  boolean limitsResources() {
    return true;
  }

  /** Ends what {@link #start} began. JUnit would call a {@code close} of its own accord. */
  void stop() {}

  @Override
  public final String toString() {
    return name;
  }
}
