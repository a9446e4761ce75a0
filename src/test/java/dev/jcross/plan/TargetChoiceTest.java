package dev.jcross.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jcross.config.Origin;
import dev.jcross.config.Setting;
import dev.jcross.invocation.Invocation;
import dev.jcross.problem.Place;
import dev.jcross.problem.ProblemException;
import dev.jcross.project.Project;
import dev.jcross.project.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TargetChoiceTest {
  private static final Optional<Setting<String>> CONFIGURED =
      Optional.of(Case.line(3, "armv7-unknown-linux-gnueabihf"));

  private static List<String> choose(
      String line, Optional<Setting<String>> configured, Optional<Project> project) {
    return TargetChoice.of(
            Invocation.parse(List.of(line.split(" "))), configured, project, Case.of("x").host())
        .stream()
        .map(target -> target.value() + " @ " + target.origin())
        .toList();
  }

  private static Optional<Project> cargoConfig(String... targets) {
    return project(new Place(".cargo/config.toml", 2, 1), List.of(targets));
  }

  private static Optional<Project> typed(String... targets) {
    return project(Place.of("--config"), List.of(targets));
  }

  private static Optional<Project> project(Place place, List<String> targets) {
    return Optional.of(
        new Project(
            Path.of("/p"),
            Path.of("/p/Cargo.toml"),
            Path.of("/p"),
            List.of(Path.of("/p")),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(),
            Set.of(),
            Path.of("/p/target"),
            targets.stream().map(target -> new Project.Located(target, place)).toList(),
            Set.of(),
            Terminal.SILENT,
            Optional.empty(),
            List.of(),
            ""));
  }

  @Test
  void theOldNameOfATargetIsThatTarget() {
    assertThat(
            choose(
                "build --target wasm32-wasi --target wasm32-wasip1",
                Optional.empty(),
                Optional.empty()))
        .containsExactly("wasm32-wasip1 @ --target");
  }

  @Test
  void flagsBeatEverything() {
    assertThat(
            choose(
                "build --target x86_64-unknown-linux-gnu --target i686-unknown-linux-gnu",
                CONFIGURED,
                cargoConfig("aarch64-unknown-linux-musl")))
        .containsExactly(
            "x86_64-unknown-linux-gnu @ --target", "i686-unknown-linux-gnu @ --target");
  }

  @Test
  void settingsBeatCargosConfiguration() {
    assertThat(choose("build", CONFIGURED, cargoConfig("aarch64-unknown-linux-musl")))
        .containsExactly("armv7-unknown-linux-gnueabihf @ Cross.toml:3:1");
  }

  @Test
  void cargosConfigurationBeatsTheMachine() {
    assertThat(choose("build", Optional.empty(), cargoConfig("aarch64-unknown-linux-musl")))
        .containsExactly("aarch64-unknown-linux-musl @ .cargo/config.toml:2:1");
  }

  @Test
  void theMachinesTargetHasANameOfCargos() {
    assertThat(choose("build --target host-tuple", CONFIGURED, Optional.empty()))
        .containsExactly("x86_64-unknown-linux-gnu @ --target");
    assertThat(
            choose(
                "build --target x86_64-unknown-linux-gnu --target host-tuple",
                CONFIGURED,
                Optional.empty()))
        .containsExactly("x86_64-unknown-linux-gnu @ --target");
    assertThat(choose("build", Optional.empty(), cargoConfig("host-tuple")))
        .containsExactly("x86_64-unknown-linux-gnu @ .cargo/config.toml:2:1");
  }

  @Test
  void cargosConfigurationMayNameSeveral() {
    assertThat(
            choose(
                "build",
                Optional.empty(),
                cargoConfig("i686-unknown-linux-gnu", "x86_64-unknown-linux-gnu")))
        .containsExactly(
            "i686-unknown-linux-gnu @ .cargo/config.toml:2:1",
            "x86_64-unknown-linux-gnu @ .cargo/config.toml:2:1");
  }

  @Test
  void whatIsTypedBehindConfigBeatsFilesAndCargosVariable() {
    var typed = typed("i686-unknown-linux-gnu");

    assertThat(choose("build", CONFIGURED, typed))
        .containsExactly("i686-unknown-linux-gnu @ --config");
    assertThat(choose("build", variable("CARGO_BUILD_TARGET"), typed))
        .containsExactly("i686-unknown-linux-gnu @ --config");
    assertThat(choose("build", variable("CROSS_BUILD_TARGET"), typed))
        .containsExactly("armv7-unknown-linux-gnueabihf @ CROSS_BUILD_TARGET");
    assertThat(choose("build --target aarch64-unknown-linux-gnu", CONFIGURED, typed))
        .containsExactly("aarch64-unknown-linux-gnu @ --target");
  }

  private static Optional<Setting<String>> variable(String name) {
    return Optional.of(
        new Setting<>(
            "armv7-unknown-linux-gnueabihf", new Origin(Origin.Layer.VARIABLE, Place.of(name))));
  }

  @Test
  void theMachinesOwnTargetIsLast() {
    assertThat(choose("build", Optional.empty(), Optional.empty()))
        .containsExactly("x86_64-unknown-linux-gnu @ this machine");
  }

  @Test
  void refusesATargetOfAFileThatRustcDoesNotKnow() {
    var refused =
        catchThrowableOfType(
            ProblemException.class,
            () -> choose("build", Optional.empty(), cargoConfig("aarch64-linux")));

    assertThat(refused.problems().getFirst().lines())
        .containsExactly(
            "error[TARGET_UNKNOWN]: 'aarch64-linux' is no Rust target",
            "  help: did you mean 'aarch64-unknown-linux-gnu'?");
  }
}
