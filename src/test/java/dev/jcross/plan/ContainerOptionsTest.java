package dev.jcross.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.engine.ContainerSpec;
import dev.jcross.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerOptionsTest {
  private final List<Problem> problems = new ArrayList<>();

  private static Case build() {
    return Case.of("build --target PI").in("/home/me/app");
  }

  private List<String> options(Case world) {
    return ContainerOptions.of(world.host(), problems).stream()
        .map(option -> option.flag() + " " + option.value())
        .toList();
  }

  private List<String> options(String text) {
    return options(build().variable("CROSS_CONTAINER_OPTS", text));
  }

  private List<String> printed() {
    return problems.stream().flatMap(problem -> problem.lines().stream()).toList();
  }

  @Test
  void areThoseThatTheEngineTakes() {
    assertThat(ContainerOptions.flags())
        .containsExactlyInAnyOrderElementsOf(ContainerSpec.Option.FLAGS);
    assertThat(ContainerOptions.switches())
        .containsExactlyInAnyOrderElementsOf(ContainerSpec.Option.SWITCHES);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--memory 2g | memory 2g",
        "--memory=2g | memory 2g",
        "-m 2g | memory 2g",
        "--env A=1=2 | env A=1=2",
        "-e 'A=b c' | env A=b c",
        "-eA=1 | env A=1",
        "--privileged | privileged true",
        "--privileged=false | privileged false",
        "--read-only=false | read-only false",
        "--net=host | network host",
        "-v /a:/b:ro | volume /a:/b:ro",
        "-v name:/b | volume name:/b",
        "-v ./data:/b:ro | volume /home/me/app/data:/b:ro",
        "-v ../data:/b | volume /home/me/data:/b",
        "--volume=\"/with blank:/b\" | volume /with blank:/b",
        "--mount type=tmpfs,target=/x | mount type=tmpfs,target=/x",
        "--add-host=db:10.0.0.1 | add-host db:10.0.0.1",
        "-u 0:0 | user 0:0",
        "--ulimit nofile=1024:2048 | ulimit nofile=1024:2048",
      })
  void areReadInTheirFormsOfDockersCommandLine(String text, String option) {
    assertThat(options(text)).containsExactly(option);
    assertThat(printed()).isEmpty();
  }

  @Test
  void keepTheirOrder() {
    assertThat(options("--env B=1 --cpus 2 --env A=2 --env B=3"))
        .containsExactly("env B=1", "cpus 2", "env A=2", "env B=3");
  }

  @Test
  void takeAVariableFromOutsideIfItIsThere() {
    assertThat(
            options(
                build()
                    .variable("CROSS_CONTAINER_OPTS", "--env TOKEN -e EMPTY --env MISSING")
                    .variable("TOKEN", "t")
                    .variable("EMPTY", "")))
        .containsExactly("env TOKEN=t", "env EMPTY=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "  ", "--rm", "--init", "-it", "-i -t", "-d", "--tty --interactive --detach"})
  void passOverWhatEveryContainerHasAnyway(String text) {
    assertThat(options(text)).isEmpty();
    assertThat(printed()).isEmpty();
  }

  /** No warning: in CI one would end a build that cross carries out. */
  @Test
  void areReadFromTheOldVariableAsWell() {
    assertThat(options(build().variable("DOCKER_OPTS", "--cpus 1"))).containsExactly("cpus 1");
    assertThat(
            options(
                build()
                    .variable("DOCKER_OPTS", "--cpus 1")
                    .variable("CROSS_CONTAINER_OPTS", "--cpus 2")))
        .containsExactly("cpus 2");
    assertThat(printed()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CROSS_CONTAINER_OPTS", "DOCKER_OPTS"})
  void tellOfAQuoteWithoutItsEnd(String variable) {
    assertThat(options(build().variable(variable, "--env 'A=1"))).isEmpty();
    assertThat(printed())
        .containsExactly(
            "error[VARIABLE_VALUE]: '" + variable + "' has a quote without its end",
            "  --> " + variable,
            "  | " + variable + "=--env 'A=1",
            "  help: close the quote, or unset " + variable);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--memroy 2g | jcross cannot hand '--memroy' to the container | did you mean 'memory'?",
        "alpine | 'alpine' is no flag for containers | it can hand on --add-host",
        "--entrypoint=sh | jcross cannot hand '--entrypoint=sh' to the container | it can hand on"
            + " --add-host",
        "-p 80:80 | jcross cannot hand '-p' to the container | it can hand on --add-host",
      })
  void tellOfAFlagThatCannotBeHandedOn(String text, String summary, String help) {
    assertThat(options(text)).isEmpty();
    assertThat(printed())
        .hasSize(3)
        .startsWith("error[VARIABLE_VALUE]: " + summary, "  --> CROSS_CONTAINER_OPTS");
    assertThat(printed().getLast()).startsWith("  help: " + help);
  }

  @Test
  void tellOfAFlagWithoutItsValue() {
    options("--cpus 2 --memory");
    assertThat(printed())
        .containsExactly(
            "error[VARIABLE_VALUE]: '--memory' has no value",
            "  --> CROSS_CONTAINER_OPTS",
            "  help: write it like --memory=VALUE");
  }

  @Test
  void reachEveryContainerOfATarget() {
    var plan =
        build()
            .variable("CROSS_CONTAINER_OPTS", "--cpus 2")
            .toolchain(dev.jcross.config.Settings.ToolchainSource.RUSTUP)
            .tool("cargo-nextest")
            .plan();
    assertThat(plan.targets().getFirst().steps())
        .hasSizeGreaterThan(3)
        .allSatisfy(
            step ->
                assertThat(step.container().options())
                    .containsExactly(new ContainerOption("cpus", "2")));
  }

  /** Who wants it open says so in the settings: {@code network = true}. */
  @Test
  void neverOpenTheNetworkOfAContainerThatHasNone() {
    var steps =
        Case.of("run --target PI")
            .variable("CROSS_CONTAINER_OPTS", "--network host --cpus 2")
            .plan()
            .targets()
            .getFirst()
            .steps();
    assertThat(steps)
        .extracting(step -> step.phase() + " " + step.container().options().size())
        .containsExactly("FETCH 2", "COMPILE 1", "EXECUTE 2");
  }
}
