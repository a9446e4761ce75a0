package dev.jcross.housekeeping;

import static dev.jcross.housekeeping.Things.NOW;
import static dev.jcross.housekeeping.Things.PC;
import static dev.jcross.housekeeping.Things.PI;
import static dev.jcross.housekeeping.Things.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jcross.engine.ContainerFacts.State;
import dev.jcross.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChoiceTest {
  private static final String A = "aaaaaaaaaaaaaaaa";
  private static final String B = "bbbbbbbbbbbbbbbb";
  private static final String C = "cccccccccccccccc";
  private static final String D = "dddddddddddddddd";

  private static final OwnImage BASE = Things.base(A);
  private static final OwnImage FOR_PI = Things.recipe(PI, B, BASE);
  private static final OwnImage FOR_PC = Things.recipe(PC, C, BASE);
  private static final OwnImage PRE_BUILD = Things.preBuild(D, FOR_PI);
  private static final Home APP = new Home("/work/app", false);
  private static final Home GONE = new Home("/work/old", true);

  private static Inventory images(OwnImage... latestFirst) {
    return new Inventory(List.of(latestFirst), List.of(), List.of());
  }

  private static Wanted wanted(String... words) {
    return new Wanted(List.of(words));
  }

  private static List<String> removed(Inventory inventory, boolean local, String... words) {
    return words(ImageChoice.remove(inventory, wanted(words), local, false));
  }

  @Test
  void takesTheImagesOfProjectsOnlyWhenAskedTo() {
    var inventory = images(PRE_BUILD, FOR_PC, FOR_PI, BASE);

    assertThat(removed(inventory, true))
        .containsExactly(PI + "-pre-build:" + D, PC + ":" + C, PI + ":" + B, "base:" + A);
    assertThat(removed(inventory, false))
        .containsExactly(
            PC + ":" + C,
            "not " + PI + ":" + B + ": '" + PI + "-pre-build:" + D + "' is built on it",
            "not base:" + A + ": '" + PI + ":" + B + "' is built on it");
  }

  @Test
  void takesTheImagesOfATarget() {
    var inventory = images(PRE_BUILD, FOR_PC, FOR_PI, BASE);

    assertThat(removed(inventory, true, PI)).containsExactly(PI + "-pre-build:" + D, PI + ":" + B);
    assertThat(removed(inventory, false, PC)).containsExactly(PC + ":" + C);
    assertThat(removed(inventory, false, "riscv64gc-unknown-linux-gnu")).isEmpty();
  }

  @Test
  void takesAnImageByNameOrId() {
    var inventory = images(FOR_PC, FOR_PI, BASE);
    var expected = PC + ":" + C;

    for (var word :
        List.of(
            expected,
            "localhost/jcross/" + expected,
            FOR_PC.id(),
            FOR_PC.id().substring("sha256:".length()),
            "cccccccccccc")) {
      assertThat(removed(inventory, false, word)).as(word).containsExactly(expected);
    }
  }

  @Test
  void refusesAllNamesThatAreNotItsOwn() {
    var problem =
        catchThrowableOfType(
            ProblemException.class,
            () -> removed(images(FOR_PI, BASE), true, "bse:" + A, PI, "debian:12"));

    assertThat(problem.problems().stream().flatMap(one -> one.lines().stream()))
        .containsExactly(
            "error[USAGE]: none of jcross's images is called 'bse:" + A + "'",
            "  help: did you mean 'base:" + A + "'?",
            "error[USAGE]: none of jcross's images is called 'debian:12'",
            "  help: jcross images list");
  }

  @Test
  void leavesAnImageThatASessionUses() {
    var inventory =
        new Inventory(
            List.of(Things.usedBy(FOR_PI, "jcross-1"), BASE),
            List.of(),
            List.of(Things.session("jcross-1", 0)));

    assertThat(words(ImageChoice.remove(inventory, wanted(PI), false, false)))
        .containsExactly("not " + PI + ":" + B + ": session 'jcross-1' uses it");
    assertThat(words(ImageChoice.remove(inventory, wanted(PI), false, true)))
        .containsExactly("jcross-1: uses " + PI + ":" + B, PI + ":" + B);
  }

  @Test
  void neverEndsAContainerOfTheUsers() {
    var inventory =
        new Inventory(List.of(Things.usedBy(FOR_PI, "mine"), BASE), List.of(), List.of());

    assertThat(words(ImageChoice.remove(inventory, wanted(PI), false, true)))
        .containsExactly("not " + PI + ":" + B + ": your container 'mine' uses it");
  }

  @Test
  void leavesWhatTheUserHasBuiltOn() {
    assertThat(removed(images(Things.below(FOR_PI, false, "team/app:1")), false))
        .containsExactly("not " + PI + ":" + B + ": your image 'team/app:1' is built on it");
  }

  @Test
  void takesItsNameFromAnImageThatHasOthers() {
    var inventory = images(Things.usedBy(Things.below(FOR_PI, true), "mine"));

    var choice = ImageChoice.remove(inventory, wanted(), false, false);

    assertThat(words(choice)).containsExactly(PI + ":" + B);
    assertThat(choice.goes().getFirst().what().freesBytes()).hasValue(0);
  }

  @Test
  void prunesWhatRecipesNoLongerNameAndWhatIsBuiltOnIt() {
    var inventory = images(PRE_BUILD, FOR_PC, FOR_PI, BASE);
    var current = Set.of("localhost/jcross/base:" + A, "localhost/jcross/" + PC + ":" + C);

    assertThat(words(ImageChoice.prune(inventory, current)))
        .containsExactly(PI + "-pre-build:" + D + ": superseded", PI + ":" + B + ": superseded");
  }

  @Test
  void prunesTheImagesOfProjectsThatAreGone() {
    var current = Set.of("localhost/jcross/base:" + A, "localhost/jcross/" + PI + ":" + B);

    assertThat(words(ImageChoice.prune(images(Things.of(PRE_BUILD, GONE), FOR_PI, BASE), current)))
        .containsExactly(PI + "-pre-build:" + D + ": its project /work/old is gone");
    assertThat(words(ImageChoice.prune(images(Things.of(PRE_BUILD, APP), FOR_PI, BASE), current)))
        .isEmpty();
  }

  private static final String IMAGE_OF_PI = "localhost/jcross/" + PI + ":" + B;

  private static List<String> pruned(Set<String> current, OwnVolume... volumes) {
    return words(
        VolumeChoice.prune(
            new Inventory(List.of(PRE_BUILD, FOR_PI, BASE), List.of(volumes), List.of()), current));
  }

  @Test
  void prunesVolumesThatNoBuildWillFindAgain() {
    var current = Set.of("localhost/jcross/base:" + A, IMAGE_OF_PI);

    assertThat(
            pruned(
                current,
                Things.crates(),
                Things.build("of-a-live-project", APP, IMAGE_OF_PI),
                Things.build("of-a-dead-project", GONE, IMAGE_OF_PI),
                Things.build("of-a-pulled-image", APP, "registry.example/team/image:1"),
                Things.build("of-a-pre-build", APP, "localhost/jcross/" + PI + "-pre-build:" + D),
                Things.build("of-an-old-one", APP, "localhost/jcross/" + PI + "-pre-build:" + A)))
        .containsExactly(
            "of-a-dead-project: its project /work/old is gone",
            "of-an-old-one: its image " + PI + "-pre-build:" + A + " is gone");
  }

  @Test
  void prunesVolumesOfSupersededImages() {
    assertThat(
            pruned(
                Set.of("localhost/jcross/base:" + A),
                Things.build("old", APP, IMAGE_OF_PI),
                Things.build("older", APP, "localhost/jcross/" + PI + "-pre-build:" + D)))
        .containsExactly(
            "old: its image " + PI + ":" + B + " is superseded",
            "older: its image " + PI + "-pre-build:" + D + " is superseded");
  }

  @Test
  void leavesVolumesThatASessionUses() {
    var inventory =
        new Inventory(
            List.of(),
            List.of(Things.crates("jcross-1"), Things.build("free", APP, IMAGE_OF_PI)),
            List.of(Things.session("jcross-1", 1)));

    assertThat(words(VolumeChoice.remove(inventory, wanted(), false)))
        .containsExactly("free", "not jcross-cargo-1000: session 'jcross-1' uses it");
    assertThat(words(VolumeChoice.remove(inventory, wanted(), true)))
        .containsExactly("jcross-1: uses jcross-cargo-1000", "jcross-cargo-1000", "free");
    assertThat(words(VolumeChoice.remove(inventory, wanted(PI), false))).containsExactly("free");
  }

  @Test
  void leavesSessionsInWhichACommandRuns() {
    var inventory =
        new Inventory(
            List.of(), List.of(), List.of(Things.session("busy", 2), Things.session("idle", 0)));

    assertThat(words(ContainerChoice.stop(inventory, wanted(), false, NOW)))
        .containsExactly("idle", "not busy: a command runs in it");
    assertThat(words(ContainerChoice.stop(inventory, wanted(), true, NOW)))
        .containsExactly("busy", "idle");
    assertThat(words(ContainerChoice.stop(inventory, wanted("busy"), false, NOW)))
        .containsExactly("not busy: a command runs in it");
    assertThat(words(ContainerChoice.stopOf(inventory, "/work/app", false, NOW))).hasSize(2);
    assertThat(words(ContainerChoice.stopOf(inventory, "/work/other", false, NOW))).isEmpty();
  }

  @Test
  void prunesContainersThatWereLeftOver() {
    var inventory =
        new Inventory(
            List.of(),
            List.of(),
            List.of(
                Things.session("running", 0),
                Things.container("ended", State.ENDED, NOW.minusSeconds(1)),
                Things.container("starting", State.CREATED, NOW.minusSeconds(59)),
                Things.container("never-started", State.CREATED, NOW.minusSeconds(61))));

    assertThat(words(ContainerChoice.prune(inventory, NOW)))
        .containsExactly("ended: has ended", "never-started: was never started");
    assertThat(words(ContainerChoice.remove(inventory, wanted("starting"), false, NOW)))
        .containsExactly("not starting: it is about to start");
  }

  @Test
  void cleansContainersFirstAndThenWhatTheyUsed() {
    var inventory =
        new Inventory(
            List.of(PRE_BUILD, Things.usedBy(FOR_PC, "idle"), Things.usedBy(FOR_PI, "busy"), BASE),
            List.of(
                Things.build("free-soon", APP, IMAGE_OF_PI, "idle"), Things.crates("busy", "idle")),
            List.of(Things.session("busy", 1), Things.session("idle", 0)));
    var files = List.of(new CachedFiles(Path.of("/cache/logs"), 7));

    assertThat(words(Everything.of(inventory, files, true, false, NOW)))
        .containsExactly(
            "idle",
            PI + "-pre-build:" + D,
            PC + ":" + C,
            "free-soon",
            "/cache/logs",
            "not busy: a command runs in it",
            "not " + PI + ":" + B + ": session 'busy' uses it",
            "not base:" + A + ": '" + PI + ":" + B + "' is built on it",
            "not jcross-cargo-1000: session 'busy' uses it");
    assertThat(words(Everything.of(inventory, files, true, true, NOW)))
        .containsExactly(
            "busy",
            "idle",
            PI + "-pre-build:" + D,
            PC + ":" + C,
            PI + ":" + B,
            "base:" + A,
            "free-soon",
            "jcross-cargo-1000",
            "/cache/logs");
  }
}
