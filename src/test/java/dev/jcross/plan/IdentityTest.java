package dev.jcross.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTest {
  private final List<Problem> problems = new ArrayList<>();

  private Identity identity(String... variables) {
    var world = Case.of("build");
    for (int i = 0; i < variables.length; i += 2) {
      world.variable(variables[i], variables[i + 1]);
    }
    return Identity.of(world.host(), problems);
  }

  private List<String> printed() {
    return problems.stream().flatMap(problem -> problem.lines().stream()).toList();
  }

  @Test
  void isTheCallersUnlessVariablesSayOtherwise() {
    assertThat(identity()).isEqualTo(new Identity("1000:1001", Optional.empty(), Optional.empty()));
    assertThat(identity("CROSS_CONTAINER_UID", "5").user()).isEqualTo("5:1001");
    assertThat(identity("CROSS_CONTAINER_GID", "0", "CROSS_CONTAINER_UID", "0").user())
        .isEqualTo("0:0");
    assertThat(printed()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"auto, ", "none, none", "keep-id, keep-id", "host, host", "'', "})
  void takesAUserNamespaceLiterally(String word, @org.jspecify.annotations.Nullable String taken) {
    assertThat(identity("CROSS_CONTAINER_USER_NAMESPACE", word).userNamespace())
        .isEqualTo(Optional.ofNullable(taken));
    assertThat(printed()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"auto, ", "true, true", "1, true", "false, false", "0, false", "'', "})
  void takesWhetherTheEngineIsRootless(
      String word, @org.jspecify.annotations.Nullable Boolean taken) {
    assertThat(identity("CROSS_ROOTLESS_CONTAINER_ENGINE", word).rootless())
        .isEqualTo(Optional.ofNullable(taken));
    assertThat(printed()).isEmpty();
  }

  @Test
  void tellsWhatMakesNoSense() {
    identity(
        "CROSS_CONTAINER_UID", "me",
        "CROSS_CONTAINER_GID", "-1",
        "CROSS_ROOTLESS_CONTAINER_ENGINE", "perhaps");
    assertThat(printed())
        .containsExactly(
            "error[VARIABLE_VALUE]: 'CROSS_CONTAINER_UID' is 'me', expected a number",
            "  --> CROSS_CONTAINER_UID",
            "  help: unset CROSS_CONTAINER_UID, or export CROSS_CONTAINER_UID=1000",
            "error[VARIABLE_VALUE]: 'CROSS_CONTAINER_GID' is '-1', expected a number",
            "  --> CROSS_CONTAINER_GID",
            "  help: unset CROSS_CONTAINER_GID, or export CROSS_CONTAINER_GID=1001",
            "error[VARIABLE_VALUE]: 'CROSS_ROOTLESS_CONTAINER_ENGINE' is 'perhaps', expected auto,"
                + " true or false",
            "  --> CROSS_ROOTLESS_CONTAINER_ENGINE",
            "  help: export CROSS_ROOTLESS_CONTAINER_ENGINE=auto");
  }
}
