package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * jcross in a container, with the engine that runs that container: what it mounts has other names
 * there than here.
 */
@Timeout(600)
class InContainerIT {
  @RegisterExtension static final Workbench bench = new Workbench();

  private static final String RESULT = "target/" + Workbench.NATIVE + "/debug/program";

  @BeforeAll
  static void theEnginesSocketIsHere() {
    assumeTrue(Files.exists(Path.of("/var/run/docker.sock")), "its socket is handed on");
  }

  /** Nobody else's, so that its volumes are nobody else's either. */
  private static String somewhere() {
    return "/builds/" + UUID.randomUUID();
  }

  private static void buildsAndRuns(JobContainer job, String project) {
    var run = job.jcross(project, "run", "--target", Workbench.NATIVE).hasStatus(0);
    assertThat(run.output()).isEqualTo("Hello, world!\n");
    assertThat(job.shell(project + "/" + RESULT).output()).isEqualTo("Hello, world!\n");

    job.shell("sed -i 's/world/job/' " + project + "/src/main.rs");
    var again = job.jcross(project, "run", "-q", "--target", Workbench.NATIVE).hasStatus(0);
    assertThat(again.output()).isEqualTo("Hello, job!\n");
    assertThat(job.shell(project + "/" + RESULT).output()).isEqualTo("Hello, job!\n");
    job.jcross(project, "clean").hasStatus(0);
  }

  @Test
  void aProjectUnderABindMountAtAnotherPlace() {
    var crate = bench.crate();
    var place = somewhere();
    try (var job = JobContainer.start(Map.of(place, bench.root().toString()))) {
      var project = place + "/" + bench.root().relativize(crate.directory());
      job.jcross(project, "build", "--target", Workbench.NATIVE).hasStatus(0);

      assertThat(crate.file(RESULT)).isExecutable();
      buildsAndRuns(job, project);
    }
  }

  @Test
  void aProjectInANamedVolume() {
    var crate = bench.crate();
    var volume = "jcross-it-" + UUID.randomUUID();
    var place = somewhere();
    bench.removeVolumeLater(volume);
    try (var job =
        JobContainer.start(Map.of(place, volume, "/seed", crate.directory().toString()))) {
      job.shell("cp -r /seed " + place + "/app");
      buildsAndRuns(job, place + "/app");
    }
  }

  /** Mounted where the engine keeps it as a directory; else brought. */
  @Test
  void aProjectInTheContainersOwnFileSystem() {
    var crate = bench.crate();
    // Below the bench, so that volumes that stand in for it are found again.
    var place = bench.root().resolve("in the container").toString();
    try (var job = JobContainer.start(Map.of("/seed", crate.directory().toString()))) {
      job.shell("mkdir -p '" + place + "' && cp -r /seed '" + place + "/app'");
      job.shell("ln -s '" + place + "' /link");
      buildsAndRuns(job, "/link/app");
    }
  }

  @Test
  void aProjectInAVolumeWithResultsInTheContainersMemory() {
    var crate = bench.crate();
    var place = bench.root().resolve("partly").toString();
    try (var job =
        JobContainer.start(
            Map.of(place, crate.directory().toString()),
            Map.of("CARGO_TARGET_DIR", "/dev/shm" + bench.root() + "/results"))) {
      var run = job.jcross(place, "run", "--target", Workbench.NATIVE).hasStatus(0);

      assertThat(run.output()).isEqualTo("Hello, world!\n");
      var result = "/dev/shm" + bench.root() + "/results/" + Workbench.NATIVE + "/debug/program";
      assertThat(job.shell("ls " + result).output()).isEqualTo(result + "\n");
      assertThat(crate.file("target")).doesNotExist();
      job.jcross(place, "clean").hasStatus(0);
    }
  }

  @Test
  void saysItSeesTheSameWhereTheUserInsists() {
    var crate = bench.crate();
    var place = somewhere();
    try (var job =
        JobContainer.start(
            Map.of(place, crate.directory().toString()),
            Map.of("CROSS_CONTAINER_IN_CONTAINER", "0"))) {
      var refused = job.jcross(place, "build", "--target", Workbench.NATIVE);

      assertThat(refused.status()).isEqualTo(69);
      assertThat(refused.errors()).contains("bind source path does not exist");
    }
  }
}
