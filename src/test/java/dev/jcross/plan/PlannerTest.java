package dev.jcross.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.config.Settings;
import dev.jcross.invocation.Invocation;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the JSON of a plan does not show. */
class PlannerTest {
  private static TargetPlan only(Case world) {
    var plan = world.plan();
    assertThat(plan.problems()).isEmpty();
    assertThat(plan.targets()).hasSize(1);
    return plan.targets().getFirst();
  }

  private static List<String> lines(BuildPlan plan) {
    return plan.problems().stream().map(Problem::lines).flatMap(List::stream).toList();
  }

  private static String build(Case world) {
    return only(world).main().container().mounts().stream()
        .filter(mount -> mount.target().equals("/build"))
        .map(mount -> ((MountPlan.Volume) mount).name())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void stepsHaveATerminalOnlyWhereAllThreeStreamsAreOne() {
    assertThat(only(Case.of("run --target PI").onTerminal()).steps()).allMatch(Step::terminal);
    assertThat(only(Case.of("run --target PI").piped()).steps()).noneMatch(Step::terminal);
    assertThat(only(Case.of("run --target PI")).steps()).noneMatch(Step::terminal);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          build --target PI,      FETCH when needed - COMPILE
          run --target PI,        FETCH when needed - COMPILE - EXECUTE with input
          test --target PI,       FETCH when needed - COMPILE - EXECUTE with input
          test --no-run,          FETCH when needed - COMPILE
          run --offline,          COMPILE - EXECUTE with input
          fetch,                  FETCH with input
          metadata,               FETCH with input
          new app,                FETCH with input
          clean -p core,          COMPILE
          package,                FETCH when needed - COMPILE
          publish,                FETCH when needed - COMPILE - FETCH with input
          publish --no-verify,    FETCH when needed - FETCH with input
          report x,               COMPILE
          install --path . --root x, FETCH when needed - COMPILE
          config get,             FETCH with input
          login,                  FETCH with input
          yank x@1,               FETCH with input
          fmt,                    COMPILE
          expand --lib,           FETCH when needed - COMPILE with input
          """)
  void splitsCommandsIntoPhases(String line, String phases) {
    assertThat(
            only(Case.of(line)).steps().stream()
                .map(
                    step ->
                        step.phase()
                            + (step.whenNeeded() ? " when needed" : "")
                            + (step.input() ? " with input" : "")))
        .containsExactly(phases.split(" - "));
  }

  @Test
  void compileAndRunShareTheirVolumesButNoContainer() {
    var steps = only(Case.of("run --target PI")).steps();

    assertThat(steps.get(1).container()).isNotEqualTo(steps.get(2).container());
    assertThat(steps.get(1).container().mounts()).isEqualTo(steps.get(2).container().mounts());
  }

  @Test
  void withAnOpenNetworkCompileAndRunShareTheirContainer() {
    var steps = only(Case.of("run --target PI").openNetwork()).steps();

    assertThat(steps.get(1).container()).isEqualTo(steps.get(2).container());
  }

  @Test
  void intermediateFilesAreKeptApartByProjectTargetAndImage() {
    assertThat(
            List.of(
                build(Case.of("build --target PI")),
                build(Case.of("build --target x86_64-unknown-linux-gnu")),
                build(Case.of("build --target PI").imageSetting("other:1")),
                build(Case.of("build --target PI").workspace("/other", "/other"))))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("jcross-build-[0-9a-f]{12}-[a-z0-9_-]+-[0-9a-f]{8}"));
    assertThat(build(Case.of("test --release --target PI").onTerminal()))
        .isEqualTo(build(Case.of("build --target PI")));
  }

  @Test
  void theFetchStampChangesWithTheTargetAndNotWithTheCommand() {
    var build = only(Case.of("build --target PI")).fetchStamp();

    assertThat(build).isPresent();
    assertThat(only(Case.of("test --release --target PI")).fetchStamp()).isEqualTo(build);
    assertThat(only(Case.of("build --target x86_64-unknown-linux-gnu")).fetchStamp())
        .isPresent()
        .isNotEqualTo(build);
    assertThat(only(Case.of("build --offline --target PI")).fetchStamp()).isEmpty();
    assertThat(only(Case.of("fetch --target PI")).fetchStamp()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --offline --target PI",
        "test --frozen --target PI",
        "fetch --offline",
        "--config net.offline=true run --target PI",
        "+nightly run --offline --target PI"
      })
  void offlineNoContainerHasANetworkAndNoImageIsPulledOrBuilt(String line) {
    var plan = only(Case.of(line).openNetwork().variable("https_proxy", "http://me:pass@p"));

    assertThat(plan.downloads().pull()).isEqualTo(Pull.OFFLINE);
    assertThat(plan.steps()).noneMatch(Step::whenNeeded);
    assertThat(plan.steps())
        .allSatisfy(
            step -> {
              assertThat(step.container().network()).isEqualTo(Network.NONE);
              assertThat(step.container().environment()).doesNotContainKey("https_proxy");
            });
  }

  @Test
  void aVariableClosesTheNetworkAsAFlagDoes() {
    var variable = only(Case.of("run --target PI").variable("CARGO_NET_OFFLINE", "true"));
    var open = only(Case.of("run --target PI").variable("CARGO_NET_OFFLINE", "false"));

    assertThat(variable.steps()).allMatch(step -> step.container().network() == Network.NONE);
    assertThat(variable.downloads().pull()).isEqualTo(Pull.OFFLINE);
    assertThat(open.downloads().pull()).isEqualTo(Pull.MISSING);
  }

  @Test
  void whatADownloadBringsCanBeUnpackedWithoutNetwork() {
    var fetch = only(Case.of("build --locked --target PI")).steps().getFirst().offline();

    assertThat(fetch.command()).startsWith("cargo", "fetch").endsWith("--offline");
    assertThat(fetch.container().network()).isEqualTo(Network.NONE);
    assertThat(fetch.makes()).isPresent();
  }

  @Test
  void imageBuildsGetProxiesTheRustServerAndTheCertificates() {
    var plan =
        only(
            Case.of("build --target PI")
                .variable("https_proxy", "http://p")
                .variable("RUSTUP_DIST_SERVER", "https://r")
                .variable("GITHUB_TOKEN", "secret")
                .caBundle("/etc/ca.pem"));

    assertThat(plan.downloads())
        .isEqualTo(
            new Downloads(
                Map.of("https_proxy", "http://p", "RUSTUP_DIST_SERVER", "https://r"),
                Optional.of(Path.of("/etc/ca.pem"))));
  }

  @Test
  void aPlanWithAnErrorIsNotSoundAndOneWithAWarningIs() {
    assertThat(Case.of("+mine build --target PI").plan().sound()).isFalse();
    var warning = Problem.warning(ProblemCode.KEY_UNKNOWN, "'x' is not a key");
    assertThat(Case.of("build --target PI").found(warning).plan().sound()).isTrue();
    assertThat(Case.of("build --target PI").plan().sound()).isTrue();
  }

  @Test
  void tellsWhatToDoAboutAToolchainThatOnlyThisMachineCanHave() {
    assertThat(lines(Case.of("+mine build --target PI").plan()))
        .containsExactly(
            "error[TOOLCHAIN_UNAVAILABLE]: 'mine' is no toolchain of Rust's",
            "  --> +mine",
            "  help: if this machine has it, write toolchain = \"host\" under [build] in"
                + " Cross.toml");
  }

  @Test
  void tellsWhatToDoAboutATargetWithoutAnImage() {
    assertThat(lines(Case.of("build --target sparc64-unknown-netbsd").image(null).plan()))
        .containsExactly(
            "error[TARGET_WITHOUT_IMAGE]: jcross has no image for the target"
                + " 'sparc64-unknown-netbsd'",
            "  --> --target",
            "  help: name an image of your own in Cross.toml:",
            "        [target.sparc64-unknown-netbsd]",
            "        image = \"…\"",
            "        build-std = true  # without an operating system: [\"core\", \"alloc\"], if"
                + " Rust ships none for it",
            "        or take one of these: jcross targets");
    assertThat(lines(Case.of("build --target x86_64-unknown-illumos").image(null).plan()))
        .contains("        image = \"ghcr.io/cross-rs/x86_64-unknown-illumos:main\"");
    assertThat(lines(Case.of("build --target boards/mine.json").image(null).plan()))
        .contains(
            "        [target.mine]",
            "        image = \"…\"",
            "        build-std = true  # without an operating system: [\"core\", \"alloc\"]",
            "        or let 'llvm-target' in boards/mine.json be a triple that jcross has an image"
                + " for");
  }

  @ParameterizedTest
  @CsvSource({
    "build,true",
    "b,true",
    "fetch,true",
    "fmt,true",
    "expand,true",
    "new,false",
    "init,false",
    "search,false",
    "--version,false",
    "--list,false"
  })
  void knowsWhichCommandsNeedAProject(String word, boolean needed) {
    assertThat(Planner.needsProject(Invocation.parse(List.of(word)))).isEqualTo(needed);
  }

  private static final Problem WARNING =
      Problem.warning(dev.jcross.problem.ProblemCode.KEY_UNKNOWN, "'x' is not a key");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CI=true                         | CI
          CI=1                            | CI
          GITLAB_CI=x                     | CI
          CI=true CROSS_NO_WARNINGS=0     |
          CI=true CROSS_NO_WARNINGS=false |
          CI=true CROSS_NO_WARNINGS=      |
          CI=false                        |
          TERM=dumb                       |
          CROSS_NO_WARNINGS=1             | CROSS_NO_WARNINGS
          CROSS_NO_WARNINGS=true          | CROSS_NO_WARNINGS
          CROSS_NO_WARNINGS=yes           | CROSS_NO_WARNINGS
          CROSS_NO_WARNINGS=00            |
          """)
  void warningsStopTheCommandWhereCrossIsStopped(String variables, String place) {
    var world = Case.of("build --target PI").found(WARNING);
    for (var variable : variables.split(" ", -1)) {
      world.variable(variable.replaceFirst("=.*", ""), variable.replaceFirst("^[^=]*=", ""));
    }

    var plan = world.plan();

    assertThat(plan.sound()).isEqualTo(place == null);
    assertThat(plan.problems().getFirst()).isEqualTo(WARNING);
    assertThat(plan.problems().stream().filter(Problem::isError).map(Problem::lines))
        .containsExactlyElementsOf(
            place == null
                ? List.of()
                : List.of(
                    List.of(
                        place.equals("CI")
                            ? "error[WARNINGS]: warnings stop the command in CI"
                            : "error[WARNINGS]: warnings stop the command, as CROSS_NO_WARNINGS"
                                + " asks for it",
                        "  --> " + place,
                        "  help: mend what they tell of, or go on in spite of them: export"
                            + " CROSS_NO_WARNINGS=0")));
  }

  @Test
  void withoutWarningsCiChangesNothing() {
    assertThat(Case.of("build --target PI").variable("CI", "true").plan().problems()).isEmpty();
    assertThat(Case.of("clean").found(WARNING).variable("CI", "true").plan().sound()).isFalse();
  }

  @Test
  void refusesToInstallWhereNobodyWouldLook() {
    assertThat(lines(Case.of("install ripgrep --target PI").plan()))
        .containsExactly(
            "error[USAGE]: 'jcross install' installs a project of yours: name it by --path",
            "  help: jcross install --path . --root DIR",
            "        a tool for this machine is the host's affair: jcross --host install …",
            "error[USAGE]: 'jcross install' needs a directory, as cargo's home is not seen in the"
                + " container",
            "  help: add --root DIR, or set CARGO_INSTALL_ROOT");
    assertThat(lines(Case.of("uninstall app").withoutProject().plan())).hasSize(2);
    assertThat(lines(Case.of("install --list --root x").plan())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Settings.PullPolicy.class)
  void handsOnWhenImagesArePulled(Settings.PullPolicy policy) {
    var plan = Case.of("build --target PI").pull(policy).plan().targets().getFirst();

    assertThat(plan.downloads().pull().name()).isEqualTo(policy.name());
  }

  private static String date(Case world) {
    var date = world.plan().targets().getFirst().main().container().environment();
    var value = date.get("SOURCE_DATE_EPOCH");
    return value == null ? "none" : value.value() + " (" + value.origin() + ")";
  }

  @Test
  void takesTheTimeOfTheCommitForNow() {
    assertThat(date(Case.of("build --target PI"))).isEqualTo("none");
    assertThat(date(Case.of("build --target PI").committedAt("1700000000")))
        .isEqualTo("1700000000 (the commit)");
    assertThat(
            date(
                Case.of("build --target PI")
                    .committedAt("1700000000")
                    .variable("SOURCE_DATE_EPOCH", "1")))
        .isEqualTo("1 (SOURCE_DATE_EPOCH)");
  }
}
