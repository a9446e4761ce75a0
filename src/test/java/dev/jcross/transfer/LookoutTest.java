package dev.jcross.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.jcross.engine.ContainerFacts;
import dev.jcross.engine.ContainerSpec;
import dev.jcross.engine.ScriptedEngine;
import dev.jcross.host.Confinement;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookoutTest {
  private static final Lookout.Trial NEVER = file -> fail("nothing is to be tried");

  @TempDir Path directory;
  private final ScriptedEngine engine = new ScriptedEngine();

  private Whereabouts where(Optional<Boolean> remote, boolean far, Confinement confinement) {
    return new Whereabouts(remote, far, confinement, 1000, directory, Whereabouts.Wishes.USUAL);
  }

  private Confinement machine() {
    return new Confinement(false, Optional.empty(), "laptop", "m", List.of());
  }

  private Confinement container(Optional<String> id, String hostname) {
    return new Confinement(
        true,
        id,
        hostname,
        "m",
        List.of(
            new Confinement.Mount(Path.of("/"), "overlay"),
            new Confinement.Mount(directory, "ext4")));
  }

  private HostView look(Whereabouts where, Lookout.Trial trial) {
    return new Lookout(engine, where).look(directory, trial);
  }

  private String running(ContainerFacts.State state) {
    return engine.add(
        new ContainerSpec(
            "job",
            "image",
            List.of(),
            "0:0",
            "/",
            "none",
            List.of(new ContainerSpec.Mount.Bind("/srv/builds", directory.toString(), false)),
            Map.of(),
            Map.of(),
            List.of(),
            1,
            false,
            Optional.empty(),
            Optional.empty(),
            List.of()),
        state);
  }

  private static RuntimeException refused() {
    return Problem.error(ProblemCode.ENGINE_REFUSED, "bind source path does not exist")
        .asException();
  }

  @Test
  void asksNothingOfAnEngineOnThisMachine() {
    assertThat(look(where(Optional.empty(), false, machine()), NEVER))
        .isEqualTo(new HostView.Same());
    assertThat(engine.calls()).isEmpty();
  }

  @Test
  void asksNothingWhereTheUserSaysWhatIsSeen() {
    var inContainer = container(Optional.of("id"), "job");

    assertThat(look(where(Optional.of(true), false, machine()), NEVER))
        .isEqualTo(new HostView.Remote());
    assertThat(look(where(Optional.of(false), true, inContainer), NEVER))
        .isEqualTo(new HostView.Same());
  }

  @Test
  void translatesWhereTheEngineKnowsOurContainer() {
    var id = running(ContainerFacts.State.RUNNING);
    var view = look(where(Optional.empty(), false, container(Optional.of(id), "job")), NEVER);

    assertThat(view.enginePath(directory.resolve("app"))).contains("/srv/builds/app");
    assertThat(view.enginePath(Path.of("/etc"))).isEmpty();
  }

  @Test
  void doesNotTakeAContainerOfTheSameNameForItsOwn() {
    running(ContainerFacts.State.RUNNING);
    var tried = new ArrayList<Path>();
    var view = look(where(Optional.empty(), false, container(Optional.empty(), "job")), tried::add);

    assertThat(tried).hasSize(1);
    assertThat(view.enginePath(directory)).contains(directory.toString());
  }

  @Test
  void doesNotTranslateByAContainerThatHasEnded() {
    var id = running(ContainerFacts.State.ENDED);
    var where = where(Optional.empty(), false, container(Optional.of(id), "x"));

    assertThat(
            look(
                where,
                file -> {
                  throw refused();
                }))
        .isEqualTo(new HostView.Remote());
  }

  @Test
  void triesAFileThatNobodyElseCanHave() throws IOException {
    var tried = new ArrayList<Path>();
    var view =
        look(
            where(Optional.empty(), true, machine()),
            file -> {
              assertThat(file).isRegularFile().isEmptyFile().hasParent(directory);
              tried.add(file);
            });

    assertThat(tried).hasSize(1);
    assertThat(view).isEqualTo(new HostView.Same());
    try (var left = Files.list(directory)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void sharesOnlyTheFileSystemThatWasTried() {
    var view =
        look(where(Optional.empty(), true, container(Optional.empty(), "runner")), file -> {});

    assertThat(view.enginePath(directory.resolve("src"))).contains(directory + "/src");
    assertThat(view.enginePath(Path.of("/etc/ssl/ca.crt"))).isEmpty();
  }

  @Test
  void isRemoteWhereTheEngineDoesNotFindTheFile() throws IOException {
    assertThat(
            look(
                where(Optional.empty(), true, machine()),
                file -> {
                  throw refused();
                }))
        .isEqualTo(new HostView.Remote());
    try (var left = Files.list(directory)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void passesOtherProblemsOn() {
    assertThatThrownBy(
            () ->
                look(
                    where(Optional.empty(), true, machine()),
                    file -> {
                      throw Problem.error(ProblemCode.ENGINE_LOST, "gone").asException();
                    }))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("gone");
  }

  @ParameterizedTest
  @CsvSource({
    "unix:///var/run/docker.sock, false",
    "tcp://localhost:2375, false",
    "tcp://127.0.0.1:2375, false",
    "tcp://127.1.2.3, false",
    "tcp://[::1]:2375, false",
    "tcp://docker:2375, true",
    "tcp://10.0.0.7:2376, true",
    "https://build.example:443, true",
    "ssh://me@build.example, true",
    "ssh://localhost, true",
    "npipe:////./pipe/docker_engine, false"
  })
  void knowsAddressesOfOtherMachines(String endpoint, boolean far) {
    assertThat(Whereabouts.far(endpoint)).isEqualTo(far);
  }
}
