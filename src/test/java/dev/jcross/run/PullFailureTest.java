package dev.jcross.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.image.ImageSource;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PullFailureTest {
  private static final ImageSource.Pulled TAG =
      new ImageSource.Pulled("registry.example/team/arm:2", Optional.empty());
  private static final ImageSource.Pulled LOCKED = TAG.at("sha256:11");

  private static Problem told(ImageSource.Pulled image, String reason) {
    return new PullFailure(image, "Cross.toml:2:1", "armv7-unknown-linux-gnueabihf")
        .tell(
            Problem.error(
                ProblemCode.IMAGE_PULL,
                "the image '" + image.reference() + "' cannot be pulled: " + reason));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Docker, from distribution/pull_v2.go and client/repository.go.
        "manifest verification failed for digest sha256:11",
        "image config verification failed for digest sha256:22",
        "filesystem layer verification failed for digest sha256:33",
        "unexpected EOF",
        // containerd, from content/helpers.go and content/local/writer.go.
        "failed commit on ref \"layer-sha256:33\": unexpected commit digest sha256:44, expected"
            + " sha256:33: failed precondition",
        "failed commit on ref \"layer-sha256:33\": \"layer-sha256:33\" failed size validation: 9"
            + " != 10: failed precondition",
        // Podman, from containers/image.
        "writing blob: storing blob to file: Digest did not match, expected sha256:33, got"
            + " sha256:44",
        "reading manifest: Manifest does not match provided manifest digest sha256:11",
      })
  void knowsARegistryThatServesOtherBytes(String reason) {
    var problem = told(LOCKED, reason);

    assertThat(problem.lines())
        .startsWith(
            "error[IMAGE_CORRUPT]: the image 'registry.example/team/arm@sha256:11' cannot be"
                + " pulled: "
                + reason,
            "  --> Cross.lock",
            "  | the registry registry.example serves other bytes than the digest says");
    assertThat(problem.code().exitStatus().code()).isEqualTo(74);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "manifest unknown: manifest unknown",
        "registry.example/team/arm@sha256:11: not found",
        "name unknown: repository name not known to registry",
      })
  void knowsALockedImageThatIsGone(String reason) {
    assertThat(told(LOCKED, reason).lines())
        .containsExactly(
            "error[IMAGE_PULL]: the image 'registry.example/team/arm@sha256:11' cannot be pulled: "
                + reason,
            "  --> Cross.lock",
            "  help: a machine that still has it can push it again;",
            "        or lock what the registry has now: jcross lock --update --target"
                + " armv7-unknown-linux-gnueabihf");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unauthorized: authentication required",
        "no basic auth credentials",
        "denied: requested access to the resource is denied",
      })
  void saysHowToLogInAgain(String reason) {
    assertThat(told(LOCKED, reason).lines())
        .endsWith(
            "  --> Cross.lock", "  help: log in, and try again: docker login registry.example");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "team/image:1 | docker login",
        "debian | docker login",
        "registry.example/a:1 | docker login registry.example",
        "127.0.0.1:5000/a/b | docker login 127.0.0.1:5000",
        "localhost/a | docker login localhost",
      })
  void asksAboutAnImageThatIsNotLocked(String reference, String command) {
    assertThat(told(new ImageSource.Pulled(reference, Optional.empty()), "not found").lines())
        .containsExactly(
            "error[IMAGE_PULL]: the image '" + reference + "' cannot be pulled: not found",
            "  --> Cross.toml:2:1",
            "  help: is the name right, and are you logged in?  " + command);
  }

  @Test
  void leavesADigestOfTheUsersToTheUser() {
    var own = new ImageSource.Pulled("registry.example/a@sha256:11", Optional.empty());

    assertThat(told(own.at("sha256:11"), "manifest unknown").place().orElseThrow().toString())
        .isEqualTo("Cross.toml:2:1");
  }

  @Test
  void leavesOtherProblemsAlone() {
    var full = Problem.error(ProblemCode.DISK_FULL, "the container engine's disk is full");

    assertThat(new PullFailure(LOCKED, "x", "t").tell(full)).isEqualTo(full);
  }
}
