package dev.jcross.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jcross.engine.ScriptedEngine;
import dev.jcross.event.Event;
import dev.jcross.image.ImageSource;
import dev.jcross.plan.Case;
import dev.jcross.plan.Downloads;
import dev.jcross.plan.Pull;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import dev.jcross.trust.Signer;
import dev.jcross.trust.TrustPolicy;
import dev.jcross.trust.TrustRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryImagesTest {
  private static final String REGISTRY = "registry.example/team";
  private static final ImageSource.Built IMAGE =
      ((ImageSource.Built) Case.BUILTIN).orPulledFrom(REGISTRY);
  private static final String NAME = REGISTRY + "/" + Case.PI + ":0123456789abcdef";
  private static final String BASE = REGISTRY + "/base:fedcba9876543210";
  private static final String LOCAL = Case.BUILTIN.reference();

  private final ScriptedEngine engine = new ScriptedEngine();
  private final List<Event> events = new ArrayList<>();

  private Downloads downloads = new Downloads(Map.of(), Optional.empty());

  private String ensure(ImageSource source) {
    return new Images(engine, events::add, Path.of("/nowhere"), downloads, "default")
        .ensure(source, Case.PI)
        .id();
  }

  private List<String> notes() {
    return events.stream()
        .filter(Event.Note.class::isInstance)
        .map(event -> ((Event.Note) event).text())
        .toList();
  }

  private static Map<String, String> recipe(String hash) {
    return Map.of("dev.jcross.recipe", hash);
  }

  @Test
  void pullsInsteadOfBuildingAndNamesItAsIfItWereBuilt() {
    engine.remoteImage(NAME, "sha256:ready", recipe("0123456789abcdef"));

    assertThat(ensure(IMAGE)).isEqualTo("sha256:ready");
    assertThat(engine.calls()).containsExactly("pull " + NAME, "tag " + NAME + " as " + LOCAL);
    assertThat(events)
        .containsExactly(
            new Event.Started("image " + NAME, "Pulling image " + NAME),
            new Event.Finished("image " + NAME, "Pulled image " + NAME));
    engine.forgetCalls();
    assertThat(ensure(IMAGE)).isEqualTo("sha256:ready");
    assertThat(engine.calls()).isEmpty();
  }

  @Test
  void namesAndBuildsNothingOfWhomNobodyTrusts() {
    engine.remoteImage(NAME, "sha256:ready", recipe("0123456789abcdef"));
    downloads =
        new Downloads(
            Map.of(),
            Optional.empty(),
            Pull.MISSING,
            new TrustPolicy(
                List.of(new TrustRule(REGISTRY + "/*", new Signer.Nobody(), "Cross.toml:2:1"))),
            Optional.empty());

    var refused = catchThrowableOfType(ProblemException.class, () -> ensure(IMAGE));

    assertThat(refused.problems().getFirst().lines())
        .startsWith(
            "error[IMAGE_UNTRUSTED]: the image '"
                + NAME
                + "' must not be used: nobody is trusted to have made it",
            "  --> Cross.toml:2:1");
    assertThat(refused.exitStatus().code()).isEqualTo(84);
    assertThat(engine.calls()).containsExactly("pull " + NAME);
  }

  @Test
  void asksNoRegistryForAnImageThatIsThere() {
    engine.image(LOCAL, "sha256:here");

    assertThat(ensure(IMAGE)).isEqualTo("sha256:here");
    assertThat(engine.calls()).isEmpty();
  }

  @Test
  void buildsOnABaseFromTheRegistryWhatTheRegistryLacks() {
    engine.remoteImage(BASE, "sha256:base", recipe("fedcba9876543210"));
    ensure(IMAGE);

    assertThat(engine.calls())
        .containsExactly(
            "pull " + NAME,
            "pull " + BASE,
            "tag " + BASE + " as localhost/jcross/base:fedcba9876543210",
            "build " + LOCAL);
    assertThat(notes())
        .containsExactly("the image '" + NAME + "' cannot be pulled: not found; it is built here");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | was not made by a recipe of jcross",
        "aaaabbbbccccdddd | was made by another recipe, aaaabbbbccccdddd",
      })
  void refusesWhatTheRecipeDidNotMake(String hash, String flaw) {
    engine
        .image("localhost/jcross/base:fedcba9876543210", "sha256:base")
        .remoteImage(NAME, "sha256:foreign", hash.isEmpty() ? Map.of() : recipe(hash));

    assertThat(ensure(IMAGE)).isNotEqualTo("sha256:foreign");
    assertThat(engine.calls())
        .containsExactly("pull " + NAME, "remove image " + NAME, "build " + LOCAL);
    assertThat(notes()).containsExactly("the image '" + NAME + "' " + flaw + "; it is built here");
  }

  @Test
  void refusesAnImageOfAnotherKindOfMachine() {
    engine
        .image("localhost/jcross/base:fedcba9876543210", "sha256:base")
        .remoteImage(NAME, "sha256:arm", recipe("0123456789abcdef"), "arm64");
    ensure(IMAGE);

    assertThat(notes())
        .containsExactly("the image '" + NAME + "' is for arm64, not for x86_64; it is built here");
  }

  @Test
  void endsWithAnEngineThatFails() {
    engine.before(
        "pullImage",
        () -> {
          throw Problem.error(ProblemCode.ENGINE_LOST, "went away").asException();
        });

    var failure = catchThrowableOfType(ProblemException.class, () -> ensure(IMAGE));
    assertThat(failure.problems().getFirst().code()).isEqualTo(ProblemCode.ENGINE_LOST);
    assertThat(engine.builds()).isEmpty();
  }

  @Test
  void leavesImagesOfTheProjectToTheMachine() {
    var own =
        new ImageSource.Built(
            "localhost/jcross/x-pre-build:0011223344556677",
            Optional.of(Case.BUILTIN),
            ImageSource.Kind.PRE_BUILD,
            IMAGE.recipe(),
            "JCROSS_BASE");
    var pullable = own.orPulledFrom(REGISTRY);

    assertThat(pullable.pullFrom()).isEmpty();
    assertThat(pullable.base()).contains(IMAGE);
    assertThat(pullable.reference()).isEqualTo(own.reference());
  }
}
