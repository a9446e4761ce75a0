package dev.jcross.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.host.HostFacts;
import dev.jcross.invocation.Invocation;
import dev.jcross.problem.Place;
import dev.jcross.project.Project;
import dev.jcross.project.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VoiceTest {
  private static HostFacts host(Map<String, String> environment) {
    return new HostFacts(
        Path.of("/p"),
        Path.of("/home"),
        Path.of("/home/.cache"),
        environment,
        new HostFacts.User(1, 1, "me"),
        new HostFacts.Terminal(false, false, false, 80),
        "linux",
        "x86_64");
  }

  private static Optional<Project.Located> said(String name, String value) {
    return value.equals("-")
        ? Optional.empty()
        : Optional.of(new Project.Located(value, Place.of(name)));
  }

  private static Terminal terminal(String verbose, String quiet, String color) {
    return new Terminal(
        said("CARGO_TERM_VERBOSE", verbose),
        said("CARGO_TERM_QUIET", quiet),
        said("CARGO_TERM_COLOR", color));
  }

  private static Invocation line(String line) {
    return Invocation.parse(List.of(line.split(" ")));
  }

  @ParameterizedTest
  @CsvSource({
    "build, -, -, 0",
    "build, true, -, 1",
    "build, false, true, -1",
    "build, -, true, -1",
    "build -v, -, true, 1",
    "build -vv, -, -, 2",
    "build -q, true, -, -1",
    "build -q, true, true, -1"
  })
  void aFlagBeatsWhatCargoIsTold(String typed, String verbose, String quiet, int expected) {
    var voice = Voice.of(line(typed), terminal(verbose, quiet, "-"), host(Map.of()));

    assertThat(voice.problems()).isEmpty();
    assertThat(voice.value().verbosity()).isEqualTo(expected);
    assertThat(voice.value().verbose()).isEqualTo(expected > 0);
    assertThat(voice.value().quiet()).isEqualTo(expected < 0);
  }

  @ParameterizedTest
  @CsvSource({
    "CROSS_VERBOSE=1, build, 1",
    "CROSS_DEBUG=1, build, 1",
    "CROSS_DEBUG=0, build, 0",
    "CROSS_DEBUG=false, build, 0",
    "CROSS_DEBUG=1, build -q, -1",
    "CROSS_VERBOSE=1, build -vv, 2"
  })
  void crossesVariablesMakeItTalk(String variable, String typed, int expected) {
    var environment = Map.of(variable.split("=", -1)[0], variable.split("=", -1)[1]);

    assertThat(Voice.of(line(typed), Terminal.SILENT, host(environment)).value().verbosity())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "build, -, auto",
    "build, never, never",
    "build --color always, never, always",
    "build --color auto, always, auto"
  })
  void takesTheColourOfTheFlagElseWhatCargoIsTold(String typed, String told, String expected) {
    assertThat(Voice.of(line(typed), terminal("-", "-", told), host(Map.of())).value().color())
        .isEqualTo(expected);
  }

  @Test
  void refusesWhatCargoRefuses() {
    var voice = Voice.of(line("build"), terminal("1", "yes", "purple"), host(Map.of()));

    assertThat(voice.problems().stream().flatMap(problem -> problem.lines().stream()))
        .containsExactly(
            "error[VARIABLE_VALUE]: '1' is not true or false",
            "  --> CARGO_TERM_VERBOSE",
            "  help: cargo takes true or false there",
            "error[VARIABLE_VALUE]: 'yes' is not true or false",
            "  --> CARGO_TERM_QUIET",
            "  help: cargo takes true or false there",
            "error[VARIABLE_VALUE]: 'purple' is not auto, always or never",
            "  --> CARGO_TERM_COLOR",
            "  help: cargo takes auto, always or never there");
    assertThat(Voice.of(line("build"), terminal("true", "true", "-"), host(Map.of())).problems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.lines().getFirst())
                    .isEqualTo("error[USAGE]: 'term.verbose' and 'term.quiet' exclude each other"));
  }

  @ParameterizedTest
  @CsvSource({
    "build --color never, always, never",
    "--color=always build, -, always",
    "build -- --color never, -, auto",
    "build --color, -, auto",
    "build, always, always"
  })
  void findsTheColourBeforeAnythingIsRead(String typed, String variable, String expected) {
    var environment =
        variable.equals("-") ? Map.<String, String>of() : Map.of("CARGO_TERM_COLOR", variable);

    assertThat(Voice.early(List.of(typed.split(" ")), host(environment))).isEqualTo(expected);
  }
}
