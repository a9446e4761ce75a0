package dev.jcross.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.engine.ContainerSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a container is made of, by what the variables for containers say. */
@Timeout(60)
class SessionsTest {
  private static final String BUILD = "build --target PI";

  @TempDir Path directory;
  private Stage stage;

  @BeforeEach
  void openStage() {
    stage = new Stage(directory);
  }

  private List<ContainerSpec> created(Map<String, String> variables) {
    stage.run(stage.words(BUILD).variables(variables).plan());
    return stage.engine.created();
  }

  private static boolean isSession(ContainerSpec spec) {
    return !spec.name().startsWith("jcross-helper");
  }

  @Test
  void handsTheFlagsToItsContainersAndNoneToHelpers() {
    var flags = Map.of("CROSS_CONTAINER_OPTS", "--memory 2g --env A=1 --network host");

    assertThat(created(flags))
        .extracting(
            spec ->
                spec.options().stream()
                    .map(option -> option.flag() + "=" + option.value())
                    .toList())
        .containsExactly(
            List.of("memory=2g", "env=A=1"),
            List.of(),
            List.of("memory=2g", "env=A=1", "network=host"));
  }

  @Test
  void makesAnotherContainerForOtherFlags() {
    stage.warm(BUILD);
    var names = stage.engine.created().stream().map(ContainerSpec::name).toList();

    assertThat(created(Map.of("CROSS_CONTAINER_OPTS", "--memory 2g")).getLast().name())
        .startsWith("jcross-")
        .isNotIn(names);
  }

  @ParameterizedTest(name = "rootless {0}, {1}={2}: user {3}, namespace {4}")
  @CsvSource({
    "false, X, x, 1000:1001, host",
    "true, X, x, 0:0, host",
    "false, CROSS_ROOTLESS_CONTAINER_ENGINE, true, 0:0, host",
    "true, CROSS_ROOTLESS_CONTAINER_ENGINE, false, 1000:1001, host",
    "true, CROSS_ROOTLESS_CONTAINER_ENGINE, auto, 0:0, host",
    "false, CROSS_CONTAINER_USER_NAMESPACE, none, 1000:1001, -",
    "false, CROSS_CONTAINER_USER_NAMESPACE, auto, 1000:1001, host",
    "true, CROSS_CONTAINER_USER_NAMESPACE, keep-id, 1000:1001, keep-id",
    "false, CROSS_CONTAINER_OPTS, --userns=private, 1000:1001, private",
    "true, CROSS_CONTAINER_OPTS, --userns keep-id:uid=5, 1000:1001, keep-id:uid=5",
    "true, CROSS_CONTAINER_OPTS, --user 5:6 --user 7:8, 7:8, host",
    "false, CROSS_CONTAINER_UID, 42, 42:1001, host",
  })
  void runsAsTheUserThatFitsTheEngine(
      boolean rootless, String variable, String value, String user, String namespace) {
    if (rootless) {
      stage.engine.rootless();
    }
    var created = created(Map.of(variable, value));

    assertThat(created).hasSize(3);
    assertThat(created.stream().filter(SessionsTest::isSession))
        .allSatisfy(spec -> assertThat(spec.user()).isEqualTo(user));
    // The one that hands over the volumes has to see users as the others do.
    assertThat(created)
        .allSatisfy(spec -> assertThat(spec.userNamespace().orElse("-")).isEqualTo(namespace));
    assertThat(stage.calls()).contains("chown " + user + " /build /cargo");
  }

  @ParameterizedTest(name = "rootless {0}, {1}={2}: user {3}, namespace {4}")
  @CsvSource({
    "false, X, x, 1000:1001, -",
    "true, X, x, 1000:1001, 'keep-id:uid=1000,gid=1001'",
    "true, CROSS_CONTAINER_UID, 42, 42:1001, 'keep-id:uid=42,gid=1001'",
    "true, CROSS_CONTAINER_USER_NAMESPACE, none, 0:0, -",
    "true, CROSS_CONTAINER_USER_NAMESPACE, host, 0:0, host",
    "true, CROSS_CONTAINER_USER_NAMESPACE, keep-id, 1000:1001, keep-id",
    "true, CROSS_ROOTLESS_CONTAINER_ENGINE, false, 1000:1001, -",
    "false, CROSS_ROOTLESS_CONTAINER_ENGINE, true, 1000:1001, 'keep-id:uid=1000,gid=1001'",
  })
  void letsTheCallerOfARootlessPodmanBeTheSameUserInside(
      boolean rootless, String variable, String value, String user, String namespace) {
    stage.engine.podman();
    runsAsTheUserThatFitsTheEngine(rootless, variable, value, user, namespace);
  }
}
