package dev.jcross.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jcross.engine.ScriptedEngine;
import dev.jcross.event.Event;
import dev.jcross.image.Contents;
import dev.jcross.image.ImageSource;
import dev.jcross.plan.Case;
import dev.jcross.plan.Downloads;
import dev.jcross.plan.ImageLock;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockedImagesTest {
  private static final String REFERENCE = Case.BUILTIN.reference();
  private static final String BASE = "localhost/jcross/base:fedcba9876543210";

  @TempDir Path cache;

  private final ScriptedEngine engine = new ScriptedEngine();
  private final List<Event> events = new ArrayList<>();

  private static String listing(String version) {
    return "=files\n"
        + "a".repeat(64)
        + "  /usr/bin/jq\n=packages\nii  jq "
        + version
        + "\n=owners\njq.list:/usr/bin/jq\n=end\n";
  }

  private static ImageLock locked(String version) {
    return new ImageLock.Made(FileListing.read(listing(version)).orElseThrow(), Map.of());
  }

  /** What is in an image, by its id. */
  private void holds(Map<String, String> versions) {
    engine.program(
        command -> {
          command.print(listing(versions.getOrDefault(command.container().image(), "9")));
          return 0;
        });
  }

  private String ensure(ImageSource source, ImageLock lock) {
    var images =
        new Images(
            engine, events::add, cache, new Downloads(Map.of(), Optional.empty()), "default");
    var contents = new ImageContents(engine, events::add, List.of("true"), cache);
    return new LockedImages(images, contents, events::add, cache)
        .ensure(source, lock, Case.PI)
        .id();
  }

  private List<String> built() {
    return engine.calls().stream().filter(call -> call.startsWith("build ")).toList();
  }

  private ProblemException refusal(ImageLock lock) {
    var refused = catchThrowableOfType(ProblemException.class, () -> ensure(Case.BUILTIN, lock));
    assertThat(refused).as("the image is refused").isNotNull();
    return refused;
  }

  @Test
  void takesTheImageThatTheLockSaysAndReadsItOnce() {
    engine.image(REFERENCE, "sha256:here");
    holds(Map.of("sha256:here", "1"));

    assertThat(ensure(Case.BUILTIN, locked("1"))).isEqualTo("sha256:here");
    engine.forgetCalls();
    assertThat(ensure(Case.BUILTIN, locked("1"))).isEqualTo("sha256:here");
    assertThat(engine.calls()).isEmpty();
  }

  @Test
  void findsByItsIdWhatABundleBroughtWithoutADigest() {
    engine.image("sha256:locked", "sha256:locked");
    var pulled = new ImageSource.Pulled("team/pi@sha256:1", Optional.empty());

    assertThat(ensure(pulled, new ImageLock.Id("sha256:locked"))).isEqualTo("sha256:locked");
    assertThat(engine.calls()).isEmpty();
  }

  @Test
  void buildsAnewWhatWasBuiltOfOtherPackagesWithAllBelow() {
    engine.image(REFERENCE, "sha256:old").image(BASE, "sha256:oldbase");
    engine.image("debian:trixie-slim", "sha256:debian");
    engine.program(
        command -> {
          command.print(listing(command.container().image().equals("sha256:old") ? "1" : "2"));
          return 0;
        });

    var id = ensure(Case.BUILTIN, locked("2"));

    assertThat(built()).containsExactly("build " + BASE, "build " + REFERENCE);
    assertThat(engine.builds()).allMatch(build -> build.withoutCache());
    assertThat(id).isEqualTo(engine.findImage(REFERENCE).orElseThrow().id());
    assertThat(events)
        .contains(
            new Event.Note(
                "the image '" + REFERENCE + "' is not what Cross.lock says; it is built anew"));
  }

  @Test
  void keepsWhatIsBelowWhereThatIsAsLocked() {
    engine.image(REFERENCE, "sha256:old").image(BASE, "sha256:base");
    engine.program(
        command -> {
          command.print(listing(command.container().image().equals("sha256:old") ? "1" : "2"));
          return 0;
        });
    var contents = FileListing.read(listing("2")).orElseThrow();

    ensure(Case.BUILTIN, new ImageLock.Made(contents, Map.of(BASE, contents)));

    assertThat(built()).containsExactly("build " + REFERENCE);
  }

  @Test
  void namesThePackageAndDoesNotBuildAgainForNothing() {
    engine.image(REFERENCE, "sha256:old").image("debian:trixie-slim", "sha256:debian");
    holds(Map.of());

    var refused = refusal(locked("2"));

    assertThat(refused.exitStatus().code()).isEqualTo(80);
    assertThat(refused.problems().getFirst().lines())
        .containsExactly(
            "error[LOCK_MISMATCH]: the image '" + REFERENCE + "' is not what Cross.lock says",
            "  --> Cross.lock",
            "  | package jq is 9, and locked is 2",
            "  help: take it as it is now, and lock that: jcross lock --update --target "
                + Case.PI);
    engine.forgetCalls();
    refusal(locked("2"));
    assertThat(built()).isEmpty();
  }

  @Test
  void takesNoOtherImageOfARegistryThanTheLockedOne() {
    var pulled = new ImageSource.Pulled("registry.example/arm@sha256:1", Optional.empty());
    engine.image(pulled.reference(), "sha256:other");

    var refused =
        catchThrowableOfType(
            ProblemException.class, () -> ensure(pulled, new ImageLock.Id("sha256:wanted")));

    assertThat(refused.problems().getFirst().details())
        .containsExactly("it is sha256:other", "locked is sha256:wanted");
    engine.image(pulled.reference(), "sha256:wanted");
    assertThat(ensure(pulled, new ImageLock.Id("sha256:wanted"))).isEqualTo("sha256:wanted");
  }

  @Test
  void doesNotBuildWhatTheUserMadeByHand() {
    var own = new ImageSource.Pulled("my-image", Optional.empty());
    engine.image("my-image", "sha256:mine");
    holds(Map.of("sha256:mine", "1"));

    assertThat(ensure(own, locked("1"))).isEqualTo("sha256:mine");
    assertThat(
            catchThrowableOfType(ProblemException.class, () -> ensure(own, locked("2")))
                .problems()
                .getFirst()
                .details())
        .containsExactly("package jq is 1, and locked is 2");
    assertThat(engine.calls()).noneMatch(call -> call.startsWith("pull"));
  }

  @Test
  void readsAgainWhatWasKeptInPart() throws IOException {
    engine.image(REFERENCE, "sha256:here");
    holds(Map.of("sha256:here", "1"));
    ensure(Case.BUILTIN, locked("1"));
    Path kept;
    try (var files = Files.walk(cache.resolve("contents"))) {
      kept = files.filter(file -> file.endsWith("sha256-here")).findFirst().orElseThrow();
    }
    Files.writeString(kept, Files.readAllLines(kept).getFirst() + "\n");

    assertThat(ensure(Case.BUILTIN, locked("1"))).isEqualTo("sha256:here");
  }

  @Test
  void refusesAnImageThatCannotBeRead() {
    engine.image(REFERENCE, "sha256:here");
    engine.program(
        command -> {
          command.print("find: not found\n");
          return 127;
        });

    assertThat(
            refusal(new ImageLock.Made(new Contents(List.of()), Map.of()))
                .problems()
                .getFirst()
                .lines())
        .containsExactly(
            "error[IMAGE_MISSING]: it cannot be told what is in the image '" + REFERENCE + "'",
            "  | find: not found",
            "  help: it must hold a shell, find, sha256sum and ls, as most do");
  }
}
