package dev.jcross.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PodmanServiceTest {
  @TempDir Path directory;

  private DockerEngine engine(String script) throws IOException {
    var program = directory.resolve("podman");
    Files.writeString(program, "#!/bin/sh\n" + script);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return DockerEngine.at(
        DockerEndpoint.locate(
            Map.of(
                "PATH",
                "/usr/bin:/bin",
                "CROSS_CONTAINER_ENGINE",
                program.toString(),
                "XDG_RUNTIME_DIR",
                directory.toString(),
                "MARK",
                directory.resolve("mark").toString()),
            directory));
  }

  private static List<String> refused(DockerEngine engine) {
    return catchThrowableOfType(ProblemException.class, engine::facts)
        .problems()
        .getFirst()
        .lines();
  }

  @Test
  void showsWhatPodmanSaysWhenItDoesNotStart() throws IOException {
    try (var engine =
        engine("echo 'Error: cannot set up namespace using newuidmap' >&2; exit 125\n")) {
      assertThat(refused(engine))
          .containsExactly(
              "error[ENGINE_UNREACHABLE]: podman does not start its service",
              "  --> " + directory.resolve("podman"),
              "  | Error: cannot set up namespace using newuidmap",
              "  help: see what is wrong with: podman info");
    }
  }

  @Test
  void startsItWithALimitToItsLifeAndTheCallersVariables() throws IOException {
    try (var engine = engine("echo \"$*\" > \"$MARK\"; exit 1\n")) {
      refused(engine);
    }

    assertThat(directory.resolve("mark"))
        .content()
        .matches("system service --time=15 unix:///.*/jcross-engine-[0-9]+/podman\\.sock\n");
  }

  @Test
  void startsNothingBeforeTheFirstCall() throws IOException {
    engine("touch \"$MARK\"\n").close();

    assertThat(directory.resolve("mark")).doesNotExist();
  }
}
