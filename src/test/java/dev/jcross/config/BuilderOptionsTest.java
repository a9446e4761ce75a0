package dev.jcross.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.host.HostFacts;
import dev.jcross.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuilderOptionsTest {
  private final List<Problem> problems = new ArrayList<>();

  private BuilderOptions read(String text) {
    var here = Path.of("/w");
    return BuilderOptions.of(
        new HostFacts(
            here,
            here,
            here,
            Map.of("CROSS_BUILD_OPTS", text, "FROM_OUTSIDE", "o"),
            new HostFacts.User(1000, 1000, "me"),
            new HostFacts.Terminal(false, false, false, 80),
            "linux",
            "x86_64"),
        problems);
  }

  private List<String> printed() {
    return problems.stream().flatMap(problem -> problem.lines().stream()).toList();
  }

  @Test
  void takesBuildArgumentsInEveryForm() {
    assertThat(
            read("--build-arg A=1 --build-arg=B='x y' --build-arg FROM_OUTSIDE --build-arg UNSET")
                .arguments())
        .isEqualTo(Map.of("A", "1", "B", "x y", "FROM_OUTSIDE", "o"));
    assertThat(printed()).isEmpty();
  }

  @Test
  void takesTheNetworkOfTheCommands() {
    assertThat(read("--network=host").network()).contains("host");
    assertThat(read("--network default").network()).isEmpty();
    assertThat(printed()).isEmpty();
  }

  @Test
  void passesOverWhatDoesNotDecideWhatComesOut() {
    assertThat(
            read(
                "--load --output type=docker --cache-from=type=gha --cache-to type=gha,mode=max"
                    + " --progress plain --no-cache --pull -t name -q --builder b"))
        .isEqualTo(new BuilderOptions(Map.of(), Optional.empty()));
    assertThat(printed()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--secret id=x | jcross cannot hand '--secret' to the build of an image | write what it"
            + " does into the Dockerfile, and unset CROSS_BUILD_OPTS",
        "--target=stage | jcross cannot hand '--target=stage' to the build of an image | write what"
            + " it does into the Dockerfile, and unset CROSS_BUILD_OPTS",
        "stray | jcross cannot hand 'stray' to the build of an image | write what it does into the"
            + " Dockerfile, and unset CROSS_BUILD_OPTS",
        "--load --build-arg | '--build-arg' has no value | write it like --build-arg=VALUE",
      })
  void refusesWhatItCannotDo(String text, String summary, String help) {
    assertThat(read(text)).isEqualTo(new BuilderOptions(Map.of(), Optional.empty()));
    assertThat(printed())
        .containsExactly(
            "error[VARIABLE_VALUE]: " + summary, "  --> CROSS_BUILD_OPTS", "  help: " + help);
  }

  @Test
  void tellsOfAQuoteWithoutItsEnd() {
    read("--build-arg 'A=1");
    assertThat(printed())
        .containsExactly(
            "error[VARIABLE_VALUE]: 'CROSS_BUILD_OPTS' has a quote without its end",
            "  --> CROSS_BUILD_OPTS",
            "  | CROSS_BUILD_OPTS=--build-arg 'A=1",
            "  help: close the quote, or unset CROSS_BUILD_OPTS");
  }
}
