package dev.jcross.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jcross.engine.ContainerFacts;
import dev.jcross.engine.ContainerSpec;
import dev.jcross.engine.ScriptedEngine.Command;
import dev.jcross.plan.Case;
import dev.jcross.plan.EnvironmentValue;
import dev.jcross.plan.MountPlan;
import dev.jcross.plan.Phase;
import dev.jcross.problem.ExitStatus;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RunnerTest {
  private static final String BUILD = "build --target PI";
  private static final String PC_TRIPLE = "x86_64-unknown-linux-gnu";
  private static final String TWO = "build --target PI --target " + PC_TRIPLE;
  private static final Problem WARNING =
      Problem.warning(ProblemCode.KEY_UNKNOWN, "'x' is not a key");
  private static final String RUN = "run --target PI";

  @TempDir Path directory;
  private Stage stage;

  @BeforeEach
  void openStage() {
    stage = new Stage(directory);
  }

  private static List<String> lines(ProblemException exception) {
    return exception.problems().stream().flatMap(problem -> problem.lines().stream()).toList();
  }

  private static RuntimeException lost() {
    return Problem.error(ProblemCode.ENGINE_LOST, "the container engine went away").asException();
  }

  @Test
  void aFirstBuildPreparesItsVolumesThenFetchesThenBuilds() {
    assertThat(stage.run(BUILD)).isEqualTo(new Outcome(0, List.of()));

    assertThat(stage.calls())
        .containsExactly(
            "volume BUILD volume",
            "volume jcross-cargo-1000 volume",
            "create SESSION",
            "start SESSION",
            "unprepared: cargo build --target PI",
            "create HELPER",
            "start HELPER",
            "chown 1000:1001 /build /cargo",
            "remove HELPER",
            "missing: cargo build --target PI",
            "create PASSING",
            "start PASSING",
            "exec cargo fetch --target PI --manifest-path /project/Cargo.toml --target PC",
            "stamp STAMP",
            "remove PASSING",
            "exec cargo build --target PI");
  }

  @Test
  void aSecondBuildIsOneCallInTheWarmSession() {
    stage.warm(BUILD).run(BUILD);

    assertThat(stage.calls()).containsExactly("exec cargo build --target PI");
  }

  @Test
  void anotherCommandOfTheSameProjectSharesTheSession() {
    stage.warm(BUILD).run("clippy --release --target PI");

    assertThat(stage.calls()).containsExactly("exec cargo clippy --target PI --release");
  }

  @Test
  void otherNeedsMeanAnotherSession() {
    stage.warm(BUILD).run(stage.words(BUILD).sessionTimeout(7).plan());

    assertThat(stage.calls())
        .containsExactly("create SESSION", "start SESSION", "exec cargo build --target PI");
  }

  @Test
  void anotherImageOfTheSameNameMeansAnotherSession() {
    stage.warm(BUILD).engine.image(Stage.IMAGE, "sha256:moved");
    stage.run(BUILD);

    assertThat(stage.calls())
        .containsExactly("create SESSION", "start SESSION", "exec cargo build --target PI");
    assertThat(stage.engine.created().getLast().image()).isEqualTo("sha256:moved");
  }

  @Test
  void aTargetFolderMadeAnewMeansAnotherSession() throws IOException {
    stage.warm(BUILD);
    var target = stage.project.resolve("target");
    Files.move(target, stage.project.resolve("old"));
    stage.run(BUILD);

    assertThat(target.resolve("CACHEDIR.TAG"))
        .content()
        .startsWith("Signature: 8a477f597d28d172789f06886806bc55\n");
    assertThat(stage.calls())
        .containsExactly("create SESSION", "start SESSION", "exec cargo build --target PI");
  }

  @Test
  void aSessionThatEndedIsRemovedAndMadeAnew() {
    stage.warm(BUILD).engine.allContainers(ContainerFacts.State.ENDED);
    stage.run(BUILD);

    assertThat(stage.calls())
        .containsExactly(
            "remove SESSION", "create SESSION", "start SESSION", "exec cargo build --target PI");
  }

  @Test
  void aSessionThatAnotherProcessIsAboutToStartIsAwaited() {
    var engine = stage.warm(BUILD).engine.allContainers(ContainerFacts.State.CREATED);
    engine
        .before("findContainer", () -> {})
        .before("findContainer", () -> {})
        .before("findContainer", () -> engine.allContainers(ContainerFacts.State.RUNNING));
    stage.run(BUILD);

    assertThat(stage.calls()).containsExactly("exec cargo build --target PI");
  }

  @Test
  void aSessionIsMadeAnewIfTheProcessThatMadeItDiedBeforeItsStart() {
    var engine = stage.warm(BUILD).engine.allContainers(ContainerFacts.State.CREATED);
    var abandoned = engine.containers().getFirst().name();
    engine
        .before("findContainer", () -> {})
        .before("findContainer", () -> engine.removeContainer(abandoned));
    stage.run(BUILD);

    assertThat(stage.calls())
        .containsExactly(
            "remove SESSION",
            "exec: gone",
            "create SESSION",
            "start SESSION",
            "exec cargo build --target PI");
  }

  @Test
  void aSessionThatAnotherProcessMadeInTheMeantimeIsUsed() {
    var engine = stage.warm(BUILD).engine;
    var session = engine.created().getFirst();
    engine.allContainers(ContainerFacts.State.ENDED);
    engine.before("createContainer", () -> engine.add(session, ContainerFacts.State.CREATED));
    engine
        .before("findContainer", () -> {})
        .before("findContainer", () -> engine.allContainers(ContainerFacts.State.RUNNING));
    stage.run(BUILD);

    assertThat(stage.calls())
        .containsExactly("remove SESSION", "create SESSION: taken", "exec cargo build --target PI");
  }

  @Test
  void aSessionThatEndsBeforeItsCommandStartsIsMadeAnew() {
    var engine = stage.warm(BUILD).engine;
    engine.before("exec", () -> engine.allContainers(ContainerFacts.State.ENDED));

    assertThat(stage.run(BUILD).exitStatus()).isZero();
    assertThat(stage.calls())
        .containsExactly(
            "exec: gone",
            "remove SESSION",
            "create SESSION",
            "start SESSION",
            "exec cargo build --target PI");
  }

  @Test
  void givesUpWhenSessionsEndAgainAndAgain() {
    var engine = stage.warm(BUILD).engine;
    for (int i = 0; i < 20; i++) {
      engine.before("exec", () -> engine.allContainers(ContainerFacts.State.ENDED));
    }
    var problem = catchThrowableOfType(ProblemException.class, () -> stage.run(BUILD));

    assertThat(lines(problem))
        .containsExactly(
            "error[SESSION_START]: the container ends again and again",
            "  help: look at the engine with: jcross doctor");
    assertThat(stage.calls()).filteredOn(call -> call.equals("exec: gone")).hasSize(12);
  }

  @Test
  void fetchesOnceWhenCratesAreMissingAndNotesTheStampAsItIsAfterwards() {
    stage.warm(BUILD).stampAfterFetch("after");
    var world = stage.words("build --target x86_64-unknown-linux-gnu");
    stage.run(world.plan());

    assertThat(stage.calls())
        .filteredOn(call -> !call.contains("HELPER"))
        .containsSubsequence(
            "missing: cargo build --target PC",
            "create PASSING",
            "start PASSING",
            "exec cargo fetch --target PC --manifest-path /project/Cargo.toml",
            "stamp /cargo/.jcross/after",
            "remove PASSING",
            "exec cargo build --target PC")
        .filteredOn(call -> call.contains("cargo fetch"))
        .hasSize(1);
    assertThat(stage.engine.fetched()).contains("/cargo/.jcross/after");
  }

  @Test
  void notesThePlansStampIfThereIsNoneAfterwards() {
    stage.stampAfterFetch(null);
    var plan = stage.words(BUILD).plan();
    stage.run(plan);

    assertThat(stage.engine.fetched())
        .containsExactly("/cargo/.jcross/" + plan.targets().getFirst().fetchStamp().orElseThrow());
  }

  @Test
  void aFetchThatFailsEndsTheRunAndIsNotNoted() {
    stage.engine.program(
        command -> {
          command.complain("Could not resolve host: index.crates.io\n");
          return 101;
        });
    var outcome = stage.run(BUILD);

    assertThat(outcome.exitStatus()).isEqualTo(101);
    assertThat(outcome.notes())
        .extracting(Problem::summary)
        .containsExactly("crates could not be downloaded");
    assertThat(stage.calls()).noneMatch(call -> call.startsWith("exec cargo build"));
    assertThat(stage.calls()).noneMatch(call -> call.startsWith("stamp"));
    assertThat(stage.calls().getLast()).isEqualTo("remove PASSING");
    assertThat(stage.errors).hasToString("Could not resolve host: index.crates.io\n");
  }

  @Test
  void volumesAreHandedOverByAHelperThatCanDoNothingElse() {
    stage.run(BUILD);
    var helper =
        stage.engine.created().stream()
            .filter(spec -> spec.name().startsWith("jcross-helper-"))
            .findFirst()
            .orElseThrow();

    assertThat(helper.user()).isEqualTo("0:0");
    assertThat(helper.capabilities()).containsExactly("CHOWN");
    assertThat(helper.network()).isEqualTo("none");
    assertThat(helper.readOnlyRoot()).isTrue();
    assertThat(helper.labels()).containsEntry("dev.jcross", "helper");
    assertThat(helper.environment()).isEmpty();
    assertThat(helper.mounts())
        .hasSize(2)
        .allMatch(mount -> mount instanceof ContainerSpec.Mount.Volume volume && !volume.readOnly())
        .extracting(RunnerTest::target)
        .containsExactly("/build", "/cargo");
  }

  @Test
  void aVolumeThatStaysWithRootIsAProblemAndNoEndlessLoop() {
    stage.engine.keepingVolumesWithRoot();
    var problem = catchThrowableOfType(ProblemException.class, () -> stage.run(BUILD));

    assertThat(lines(problem))
        .containsExactly(
            "error[SESSION_START]: a volume of the container cannot be written by 1000:1001");
    assertThat(stage.calls()).filteredOn(call -> call.equals("create HELPER")).hasSize(1);
  }

  @Test
  void aHelperThatFailsTellsWhyAndIsRemoved() {
    stage
        .engine
        .keepingVolumesWithRoot()
        .program(
            command -> {
              command.complain("chown: /build: Operation not permitted\n");
              return 1;
            });
    var problem = catchThrowableOfType(ProblemException.class, () -> stage.run(BUILD));

    assertThat(lines(problem))
        .containsExactly(
            "error[SESSION_START]: the volumes of the container cannot be handed to 1000:1001",
            "  | chown: /build: Operation not permitted");
    assertThat(stage.calls().getLast()).isEqualTo("remove HELPER");
  }

  @Test
  void aSessionIsSealedAsThePlanSays() {
    stage.run(BUILD);
    var plan = stage.words(BUILD).plan().targets().getFirst().main().container();
    var session = stage.engine.created().getFirst();

    assertThat(session)
        .isEqualTo(
            new ContainerSpec(
                session.name(),
                "sha256:image",
                List.of(
                    "/bin/sh",
                    "-c",
                    Scripts.session(),
                    "jcross-session",
                    "300",
                    "sweep",
                    "1048576",
                    "/project",
                    "/target",
                    "/build"),
                "1000:1001",
                "/",
                "none",
                session.mounts(),
                java.util.Map.of(),
                java.util.Map.of(
                    "dev.jcross",
                    "session",
                    "dev.jcross.purpose",
                    "compile for aarch64-unknown-linux-gnu",
                    "dev.jcross.target",
                    "aarch64-unknown-linux-gnu",
                    "dev.jcross.project",
                    stage.project.toString(),
                    "dev.jcross.machine",
                    "this-machine"),
                List.of(),
                4096,
                true,
                java.util.Optional.empty(),
                java.util.Optional.of("host"),
                List.of()));
    assertThat(session.mounts())
        .extracting(RunnerTest::target)
        .isEqualTo(plan.mounts().stream().map(MountPlan::target).toList());
    assertThat(session.mounts())
        .contains(
            new ContainerSpec.Mount.Bind(stage.project.toString(), "/project", false),
            new ContainerSpec.Mount.Volume("jcross-cargo-1000", "/cargo", true),
            new ContainerSpec.Mount.Memory("/home/jcross"));
  }

  private static String target(ContainerSpec.Mount mount) {
    return switch (mount) {
      case ContainerSpec.Mount.Bind(var source, var target, var readOnly) -> target;
      case ContainerSpec.Mount.Volume(var name, var target, var readOnly) -> target;
      case ContainerSpec.Mount.Memory(var target) -> target;
    };
  }

  @Test
  void inARootlessEngineTheCallerIsRootInside() {
    stage.engine.rootless();
    stage.run(BUILD);

    assertThat(stage.engine.created()).extracting(ContainerSpec::user).containsOnly("0:0");
    assertThat(stage.calls()).contains("chown 0:0 /build /cargo");
  }

  @Test
  void everyExitStatusOfCargoIsPassedOn() {
    stage.warm(BUILD);
    for (int status = 0; status <= 255; status++) {
      int wanted = status;
      stage.engine.program(command -> wanted);
      assertThat(stage.run(BUILD).exitStatus()).isEqualTo(status);
    }
  }

  @Test
  void outputOfBothStreamsArrivesUnchanged() {
    stage
        .warm(BUILD)
        .engine
        .program(
            command -> {
              command.print("out \u00fc /project/x\n{\"a\":\"/project/x\"}\n");
              command.complain("err");
              return 3;
            });
    stage.run(BUILD);

    assertThat(stage.output.toString(StandardCharsets.UTF_8))
        .isEqualTo("out \u00fc /project/x\n{\"a\":\"/project/x\"}\n");
    assertThat(stage.errors).hasToString("err");
  }

  @Test
  void cargosJsonNamesTheHostsPaths() {
    stage
        .warm(BUILD)
        .engine
        .program(
            command -> {
              command.print("{\"a\":\"/project/x\",\"b\":\"/target/y\"}\n");
              return 0;
            });
    for (var format :
        List.of("--message-format=json", "--message-format json-render-diagnostics")) {
      stage.output.reset();
      stage.run(BUILD + " " + format);

      assertThat(stage.output)
          .hasToString("{\"a\":\"%1$s/x\",\"b\":\"%1$s/target/y\"}\n".formatted(stage.project));
    }
  }

  @Test
  void runCompilesSealedThenExecutesWithTheInput() {
    var seen = new ArrayList<String>();
    stage
        .warm(RUN)
        .engine
        .program(
            command -> {
              seen.add(
                  command.container().network()
                      + ": "
                      + String.join(" ", command.words())
                      + " <"
                      + input(command));
              return 0;
            });
    stage.run(RUN + " -- x");

    assertThat(seen)
        .containsExactly(
            "none: cargo build --target aarch64-unknown-linux-gnu <",
            "bridge: cargo run --target aarch64-unknown-linux-gnu -- x <typed");
  }

  private static String input(Command command) throws IOException {
    var input = command.spec().input();
    return input.isPresent() ? new String(input.get().readAllBytes(), StandardCharsets.UTF_8) : "";
  }

  @Test
  void aProgramIsNotExecutedIfItDoesNotCompile() {
    stage.warm(RUN).engine.program(command -> 101);

    assertThat(stage.run(RUN).exitStatus()).isEqualTo(101);
    assertThat(stage.calls()).containsExactly("exec cargo build --target PI");
  }

  @Test
  void aCommandThatIsTurnedAwayHasNotReadTheInput() {
    var seen = new ArrayList<String>();
    stage.engine.program(
        command -> {
          seen.add(input(command));
          return 0;
        });
    // It is asked for input at once, in a fresh engine: expand is no command of cargo's own.
    stage.run("expand --lib");

    assertThat(seen).containsExactly("", "typed");
    assertThat(stage.calls())
        .containsSubsequence(
            "unprepared: true", "missing: true", "exec true", "exec cargo expand --lib");
  }

  @Test
  void oneByOneStopsAtTheFirstTargetThatFails() {
    stage.warm(BUILD).engine.program(command -> command.words().contains("run") ? 4 : 0);

    assertThat(stage.run("run --target PI --target x86_64-unknown-linux-gnu").exitStatus())
        .isEqualTo(4);
    assertThat(stage.calls().getLast()).isEqualTo("exec cargo run --target PI");
  }

  @Test
  void togetherEveryTargetGoesOnToItsEndAndTheFirstFailureCounts() {
    stage.engine.program(
        command ->
            command.words().contains("fetch") || command.words().contains(PC_TRIPLE) ? 0 : 4);
    var outcome = stage.run(TWO);

    assertThat(outcome.exitStatus()).isEqualTo(4);
    assertThat(outcome.targets())
        .extracting(one -> one.target() + " " + one.exitStatus())
        .containsExactly("aarch64-unknown-linux-gnu 4", PC_TRIPLE + " 0");
    assertThat(stage.calls())
        .contains("exec cargo build --target PI", "exec cargo build --target PC");
  }

  @Test
  void togetherEveryLineSaysWhoseItIsAndNoneIsTorn() {
    stage.engine.program(
        command -> {
          if (!command.words().contains("fetch")) {
            command.print("half ");
            command.print("and half\nunended");
          }
          return 0;
        });
    stage.run(TWO);

    assertThat(stage.output.toString(java.nio.charset.StandardCharsets.UTF_8).lines().sorted())
        .containsExactly(
            "aarch64-unknown-linux-gnu | half and half",
            "aarch64-unknown-linux-gnu | unended",
            "x86_64-unknown-linux-gnu  | half and half",
            "x86_64-unknown-linux-gnu  | unended");
  }

  @Test
  void togetherCargosJsonStaysJson() {
    stage.engine.program(
        command -> {
          command.print(command.words().contains("fetch") ? "" : "{\"reason\":\"x\"}\n");
          return 0;
        });
    stage.run(TWO + " --message-format=json");

    assertThat(stage.output.toString(java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("{\"reason\":\"x\"}\n".repeat(2));
  }

  @Test
  void aToolchainOfRustupsIsInstalledInItsOwnImageBeforeAnythingElse() {
    stage.engine.image(Case.RUSTUP.reference(), "sha256:rustup");
    stage.run("+nightly build --target PI");

    assertThat(stage.calls())
        .containsSubsequence(
            "exec install-toolchain nightly-PC clippy,rustfmt,rust-src PI",
            "exec cargo fetch --target PI --manifest-path /project/Cargo.toml --target PC",
            "exec cargo build --target PI");
    assertThat(stage.engine.created())
        .extracting(ContainerSpec::image)
        .contains("sha256:rustup", "sha256:image");
    assertThat(stage.warm("+nightly build --target PI").run("+nightly build --target PI"))
        .isEqualTo(new Outcome(0, List.of()));
    assertThat(stage.calls()).containsExactly("exec cargo build --target PI");
  }

  @Test
  void microsoftsKitIsDownloadedOnceAndBeforeAnythingIsCompiled() {
    var world =
        stage
            .words(BUILD)
            .image(Case.wanting("msvc", "1"))
            .variable("JCROSS_ACCEPT_MSVC_LICENSE", "1");
    assertThat(stage.run(world.plan()).exitStatus()).isZero();

    assertThat(stage.calls())
        .containsSubsequence("exec fetch-msvc-sdk /sdk", "exec cargo build --target PI")
        .filteredOn(call -> call.contains("fetch-msvc-sdk"))
        .hasSize(1);
  }

  @Test
  void aKitThatCannotBeDownloadedEndsTheRunWithAStatusOfOurs() {
    stage.engine.program(command -> command.words().contains("fetch-msvc-sdk") ? 1 : 0);
    var world =
        stage
            .words(BUILD)
            .image(Case.wanting("msvc", "1"))
            .variable("JCROSS_ACCEPT_MSVC_LICENSE", "1");

    var outcome = stage.run(world.plan());
    assertThat(outcome.exitStatus()).isEqualTo(74);
    assertThat(outcome.notes()).extracting(Problem::code).containsExactly(ProblemCode.SDK_DOWNLOAD);
    assertThat(stage.calls()).noneMatch(call -> call.contains("exec cargo build"));
  }

  @Test
  void aForeignImageWithoutCargoGetsStableAndOneWithCargoIsLeftAlone() {
    stage.engine.image(Case.RUSTUP.reference(), "sha256:rustup").image("team/pi:1", "sha256:team");
    stage.run(stage.words(BUILD).imageSetting("team/pi:1").plan());
    assertThat(stage.calls()).noneMatch(call -> call.contains("install-toolchain"));

    stage.engine.withoutCargo();
    stage.run(stage.words("clippy --target PI").imageSetting("team/pi:1").plan());
    assertThat(stage.calls())
        .contains("exec install-toolchain stable-PC clippy,rustfmt PI")
        .endsWith("exec cargo clippy --target PI");
  }

  @Test
  void aToolchainThatCannotBeInstalledEndsTheRunWithAStatusOfItsOwn() {
    stage
        .engine
        .image(Case.RUSTUP.reference(), "sha256:rustup")
        .program(command -> command.words().contains("install-toolchain") ? 4 : 0);

    var outcome = stage.run("+nightly build --target PI");

    assertThat(outcome.exitStatus()).isEqualTo(78);
    assertThat(outcome.notes())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.TOOLCHAIN_UNAVAILABLE);
    assertThat(stage.calls()).noneMatch(call -> call.startsWith("exec cargo"));
  }

  @Test
  void environmentAndDirectoryOfThePlanReachTheCommand() {
    var plan = stage.words(BUILD).passthrough("NAME", "a b").plan();
    var container = plan.targets().getFirst().main().container();
    var seen = new ArrayList<Command>();
    stage
        .warm(BUILD)
        .engine
        .program(
            command -> {
              seen.add(command);
              return 0;
            });
    stage.run(plan);

    var spec = seen.getFirst().spec();
    var values = new TreeMap<String, String>();
    container.environment().forEach((name, value) -> values.put(name, text(value)));
    assertThat(spec.environment()).isEqualTo(values).containsEntry("NAME", "a b");
    assertThat(spec.workingDirectory()).isEqualTo("/project");
    assertThat(spec.terminal()).isEmpty();
  }

  private static String text(EnvironmentValue value) {
    return value.value();
  }

  @Test
  void aFreshContainerIsRemovedWithItsCommand() {
    stage.warm(BUILD).run(BUILD + " --fresh");

    assertThat(stage.calls())
        .containsExactly(
            "create PASSING", "start PASSING", "exec cargo build --target PI", "remove PASSING");
  }

  @Test
  void aFreshContainerIsRemovedAlsoIfTheEngineFails() {
    stage
        .warm(BUILD)
        .engine
        .before(
            "exec",
            () -> {
              throw lost();
            });
    var problem = catchThrowableOfType(ProblemException.class, () -> stage.run(BUILD + " --fresh"));

    assertThat(problem.exitStatus()).isEqualTo(ExitStatus.ENGINE);
    assertThat(stage.calls()).containsExactly("create PASSING", "start PASSING", "remove PASSING");
  }

  @Test
  void aContainerThatCannotBeStartedIsRemoved() {
    stage.engine.before(
        "startContainer",
        () -> {
          throw lost();
        });
    assertThatThrownBy(() -> stage.run(BUILD)).isInstanceOf(ProblemException.class);

    assertThat(stage.engine.calls()).hasSize(4);
    assertThat(stage.calls().get(2)).isEqualTo("create SESSION");
    assertThat(stage.calls().getLast()).isEqualTo("remove SESSION");
    assertThat(stage.engine.containers()).isEmpty();
  }

  @Test
  void doesNothingForAPlanWithErrors() {
    var plan = stage.words("+mine build --target PI").plan();
    var problem = catchThrowableOfType(ProblemException.class, () -> stage.run(plan));

    assertThat(problem.problems()).isEqualTo(plan.problems());
    assertThat(stage.engine.calls()).isEmpty();
    assertThat(stage.project.resolve("target")).doesNotExist();
  }

  @Test
  void aWarningStopsNothing() {
    assertThat(stage.run(stage.words(BUILD).found(WARNING).plan()).exitStatus()).isZero();
    assertThat(stage.calls().getLast()).isEqualTo("exec cargo build --target PI");
  }

  @Test
  void notesWhatASealedBuildReachedFor() {
    stage
        .warm(BUILD)
        .engine
        .program(
            command -> {
              command.complain("curl: (6) Could not resolve host: example.com\n");
              return 101;
            });

    assertThat(stage.run(BUILD).notes())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.NETWORK_SEALED);
  }

  @Test
  void signalsReachTheCommandAndNobodyListensAfterwards() throws InterruptedException {
    stage
        .warm(BUILD)
        .engine
        .program(
            command -> {
              assertThat(stage.listeners).hasSize(1);
              stage.listeners.getFirst().signal("INT");
              return 137;
            });

    assertThat(stage.run(BUILD).exitStatus()).isEqualTo(130);
    assertThat(stage.listeners).isEmpty();
    stage.engine.awaitLeashWords(2);
    assertThat(stage.engine.leashWords()).containsExactly("INT", "done");
  }

  @Test
  void nobodyListensForSignalsAfterAFailure() {
    stage
        .warm(BUILD)
        .engine
        .before(
            "exec",
            () -> {
              throw lost();
            });
    assertThatThrownBy(() -> stage.run(BUILD)).isInstanceOf(ProblemException.class);

    assertThat(stage.listeners).isEmpty();
  }

  @Test
  void commandsThatDownloadNeedNoStamp() {
    stage.run("update -p serde");

    assertThat(stage.calls())
        .endsWith("exec true", "exec cargo update -p serde", "remove PASSING")
        .noneMatch(call -> call.contains("unfetched"));
    assertThat(stage.words("update").plan().targets().getFirst().main().phase())
        .isEqualTo(Phase.FETCH);
  }
}
