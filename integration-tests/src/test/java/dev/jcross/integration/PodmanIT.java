package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Podman, of which nothing but the program is there, as in cross's test-podman.sh. */
class PodmanIT {
  @RegisterExtension static final Workbench bench = new Workbench();

  private static final PodmanHere PODMAN = new PodmanHere();

  @BeforeAll
  static void findPodman() throws IOException {
    PODMAN.start();
  }

  @AfterAll
  static void leaveNoContainers() {
    PODMAN.removeContainers();
  }

  private static Jcross onPodman(Project project) {
    var jcross = project.jcross();
    for (Map.Entry<String, String> variable : PODMAN.environment().entrySet()) {
      jcross = jcross.with(variable.getKey(), variable.getValue());
    }
    return jcross;
  }

  @Test
  void buildsWithAPreBuildAndRunsWhatItBuilt() {
    var project = bench.crate().crossToml("[build]\npre-build = [\"apt-get update\"]\n");
    var podman = onPodman(project);

    assertThat(podman.succeed("run", "--target", Workbench.NATIVE).output())
        .isEqualTo("Hello, world!\n");
    assertThat(project.file("target/" + Workbench.NATIVE + "/debug/program")).isRegularFile();
    assertThat(podman.run("exec", "--", "sh", "-c", "exit 7").status()).isEqualTo(7);
  }

  @Test
  void doesNotDisturbDockerInTheSameProject() {
    var project = bench.crate();
    var podman = onPodman(project).start("build", "--target", Workbench.NATIVE);
    var docker = project.jcross().start("build", "--release", "--target", Workbench.NATIVE);
    var both = project.jcross().start("build", "--target", Workbench.NATIVE);

    podman.await().hasStatus(0);
    docker.await().hasStatus(0);
    both.await().hasStatus(0);
    assertThat(project.file("target/" + Workbench.NATIVE + "/debug/program")).isExecutable();
    assertThat(project.file("target/" + Workbench.NATIVE + "/release/program")).isExecutable();
  }
}
