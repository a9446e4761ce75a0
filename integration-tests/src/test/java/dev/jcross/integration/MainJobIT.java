package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.artifact.ArtifactReader;
import dev.jcross.artifact.Inspection;
import dev.jcross.artifact.Linking;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** What people come for: a program for another machine, and its tests, in one command. */
class MainJobIT {
  private static final String PASSED = "test result: ok\\. [1-9][0-9]* passed";

  private static final String PI = "aarch64-unknown-linux-gnu";

  @RegisterExtension static final Workbench bench = new Workbench();

  @Test
  void buildsTheCameraForARaspberryPiAndRunsItsTestsUnderQemu() {
    var camera = bench.example("pi-camera");

    camera.succeed("build", "--release", "--target", PI);

    var binary = ArtifactReader.inspect(camera.file("target/" + PI + "/release/pi-camera"));
    assertThat(binary.format()).isEqualTo(Inspection.Format.ELF);
    assertThat(binary.kind()).isEqualTo(Inspection.Kind.EXECUTABLE);
    assertThat(binary.machine().name()).isEqualTo("aarch64");
    assertThat(binary.linking().map(Linking::linkage)).contains(Linking.Linkage.DYNAMIC);
    assertThat(binary.linking().flatMap(Linking::interpreter))
        .contains("/lib/ld-linux-aarch64.so.1");

    var tests = camera.succeed("test", "--release", "--target", PI);

    assertThat(tests.output()).containsPattern(PASSED).doesNotContain("FAILED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"armv7-unknown-linux-gnueabihf", PI})
  void findsTheTargetsCppLibraryUnderQemu(String target) {
    var cpp = bench.example("cpp");

    var tests = cpp.succeed("test", "--target", target);

    assertThat(tests.output()).containsPattern(PASSED).doesNotContain("FAILED");
  }

  @Test
  void testsAWorkspaceWhosePathDependenciesLieOutsideOfIt() {
    var workspace = bench.example("workspace", "workspace-deps");

    var tests =
        workspace
            .jcross()
            .in(bench.root())
            .succeed(
                "test",
                "--target",
                "armv7-unknown-linux-gnueabihf",
                "--manifest-path",
                workspace.file("Cargo.toml").toString());

    assertThat(tests.output()).containsPattern(PASSED).doesNotContain("FAILED");
  }

  @Test
  void makesAProgramThatABareDebianRuns() throws IOException, InterruptedException {
    var target = "x86_64-unknown-linux-gnu";
    var hello = bench.example("hello");

    var run = hello.succeed("run", "--quiet", "--target", target, "--", "Ferris");

    var greeting = "Hello, Ferris!\nI was built for x86_64 linux, 64 bit.\n";
    assertThat(run.output()).isEqualTo(greeting);
    var binary = hello.file("target/" + target + "/debug/hello");
    assertThat(ArtifactReader.inspect(binary).machine().name()).isEqualTo("x86_64");
    try (var debian =
        new GenericContainer<>(DockerImageName.parse("debian:trixie-slim"))
            .withCopyFileToContainer(MountableFile.forHostPath(binary, 0755), "/hello")
            .withCommand("sleep", "120")) {
      debian.start();
      var elsewhere = debian.execInContainer("/hello", "Ferris");
      assertThat(elsewhere.getExitCode()).isZero();
      assertThat(elsewhere.getStdout()).isEqualTo(greeting);
      assertThat(elsewhere.getStderr()).isEmpty();
    }
  }
}
