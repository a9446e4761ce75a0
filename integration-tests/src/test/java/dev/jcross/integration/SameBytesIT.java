package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * One commit of ripgrep, built by two users in two directories on two engines, each with images of
 * its own making. {@code ./dev test --same-bytes}.
 */
@EnabledIfSystemProperty(named = "jcross.same-bytes", matches = "true")
class SameBytesIT {
  private static final Duration LIMIT = Duration.ofMinutes(60);

  /** And what a release build of it is called there. */
  private static final Map<String, String> PROGRAMS =
      Map.of(
          "x86_64-unknown-linux-gnu", "rg",
          "aarch64-unknown-linux-gnu", "rg",
          "aarch64-unknown-linux-musl", "rg",
          "x86_64-pc-windows-gnu", "rg.exe");

  @RegisterExtension static final Workbench bench = new Workbench();

  private static final PodmanHere PODMAN = new PodmanHere();

  private static Project origin = bench.nowhere();

  @BeforeAll
  static void commitWithItsLock() throws IOException {
    assumeTrue(OrdinaryUser.canBe(), "only root becomes another user");
    PODMAN.start();
    origin = Ripgrep.download(bench);
    lasting(origin.jcross(), words("lock"));
    git("init", "-q", ".");
    git("add", "-A");
    git("commit", "-q", "-m", "ripgrep", "--date", "2024-09-09T00:00:00Z");
  }

  @AfterAll
  static void leaveNoContainers() {
    PODMAN.removeContainers();
  }

  @Test
  void comeOfTwoUsersInTwoPlacesOnTwoEngines() throws IOException {
    var here = clone("first");
    var there = clone("another/place for it");
    lasting(OrdinaryUser.of(bench).owns(here), words("build", "--release", "--locked"));
    var podman = there.jcross();
    for (var variable : PODMAN.environment().entrySet()) {
      podman = podman.with(variable.getKey(), variable.getValue());
    }
    lasting(podman, words("build", "--release", "--locked"));

    for (var program : PROGRAMS.entrySet()) {
      var file = "target/" + program.getKey() + "/release/" + program.getValue();
      assertThat(Files.size(here.file(file))).as(file).isGreaterThan(1 << 20);
      assertThat(there.file(file)).as(file).hasSameBinaryContentAs(here.file(file));
      System.out.println(
          Commands.run(
                  List.of("sha256sum", here.file(file).toString(), there.file(file).toString()))
              .strip());
    }
  }

  private static String[] words(String... first) {
    var words = new ArrayList<>(List.of(first));
    PROGRAMS.keySet().stream()
        .sorted()
        .forEach(triple -> words.addAll(List.of("--target", triple)));
    return words.toArray(String[]::new);
  }

  private static void lasting(Jcross jcross, String... words) {
    jcross.start(words).await(LIMIT).hasStatus(0);
  }

  private static Project clone(String directory) {
    var clone = bench.at(bench.root().resolve(directory));
    git("clone", "-q", ".", clone.directory().toString());
    return clone;
  }

  private static void git(String... words) {
    var command = new ArrayList<>(List.of("git", "-C", origin.directory().toString()));
    command.addAll(List.of("-c", "user.name=Ada", "-c", "user.email=ada@example.com"));
    command.addAll(List.of(words));
    Commands.run(command);
  }
}
