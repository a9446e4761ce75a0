package dev.jcross.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jcross.engine.ImageBuild;
import dev.jcross.engine.ImageBuildFailed;
import dev.jcross.engine.ScriptedEngine;
import dev.jcross.event.Event;
import dev.jcross.image.ImageSource;
import dev.jcross.image.Recipe;
import dev.jcross.image.RecipeFile;
import dev.jcross.plan.Downloads;
import dev.jcross.plan.Pull;
import dev.jcross.problem.ExitStatus;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import dev.jcross.trust.TrustPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest {
  private static final String PI = "aarch64-unknown-linux-gnu";
  private static final String DEBIAN = "debian:trixie-slim";
  private static final ImageSource TEAM = new ImageSource.Pulled("team/pi:1", Optional.empty());

  private static final ImageSource.Built BASE =
      built("base", ImageSource.Kind.BUILTIN, new ImageSource.Debian(), "JCROSS_FROM", "FROM x\n");
  private static final ImageSource.Built TRIPLE =
      built(PI, ImageSource.Kind.BUILTIN, BASE, "JCROSS_BASE", "ARG RUSTUP_DIST_SERVER\n");

  @TempDir Path directory;
  private final ScriptedEngine engine = new ScriptedEngine();
  private final List<Event> events = new ArrayList<>();
  private Downloads downloads = new Downloads(Map.of(), Optional.empty());

  private static ImageSource.Built built(
      String name, ImageSource.Kind kind, ImageSource base, String argument, String dockerfile) {
    return new ImageSource.Built(
        "localhost/jcross/" + name + "-" + kind + ":0123456789abcdef",
        Optional.of(base),
        kind,
        new Recipe(
            name,
            "Dockerfile",
            List.of(
                new RecipeFile.Text("Dockerfile", false, dockerfile),
                new RecipeFile.OnDisk("disk", true, Path.of("/somewhere/disk")),
                new RecipeFile.Link("link", "disk")),
            Map.of("OWN", "1"),
            "f".repeat(64)),
        argument);
  }

  private static ImageSource.Built preBuild(ImageSource base) {
    return built(PI, ImageSource.Kind.PRE_BUILD, base, "JCROSS_BASE", "ARG JCROSS_CA=\n");
  }

  private static ImageSource.Built dockerfile(ImageSource base) {
    return built(PI, ImageSource.Kind.DOCKERFILE, base, "CROSS_BASE_IMAGE", "FROM y\n");
  }

  private Path logs() {
    return directory.resolve("cache/logs");
  }

  private String ensure(ImageSource source) {
    return new Images(engine, events::add, directory.resolve("cache"), downloads, "Cross.toml:4:1")
        .ensure(source, PI)
        .id();
  }

  private List<String> refused(ImageSource source) {
    var problem = catchThrowableOfType(ProblemException.class, () -> ensure(source));
    return problem.problems().stream().flatMap(one -> one.lines().stream()).toList();
  }

  private void present(ImageSource.Built image, String id, String base) {
    engine.image(image.reference(), id, Map.of("dev.jcross.base", base));
  }

  @Test
  void takesAnImageThatIsThere() {
    engine.image(TRIPLE.reference(), "sha256:there").image("team/pi:1", "sha256:team");

    assertThat(ensure(TRIPLE)).isEqualTo("sha256:there");
    assertThat(ensure(TEAM)).isEqualTo("sha256:team");
    assertThat(engine.calls()).isEmpty();
    assertThat(events).isEmpty();
  }

  private void pulling(Pull policy) {
    downloads =
        new Downloads(Map.of(), Optional.empty(), policy, TrustPolicy.NONE, Optional.empty());
  }

  @Test
  void pullsBeforeEachCommandIfThatIsAskedFor() {
    pulling(Pull.ALWAYS);
    engine.image("team/pi:1", "sha256:old").remoteImage("team/pi:1", "sha256:new");

    assertThat(ensure(TEAM)).isEqualTo("sha256:new");
    assertThat(engine.calls()).containsExactly("pull team/pi:1");
  }

  @Test
  void neitherPullsNorBuildsOffline() {
    pulling(Pull.OFFLINE);
    engine.remoteImage("team/pi:1", "sha256:new");

    for (var image : List.of(TEAM, TRIPLE, new ImageSource.Debian())) {
      assertThatThrownBy(() -> ensure(image))
          .isInstanceOfSatisfying(
              ProblemException.class,
              refused ->
                  assertThat(refused.problems().getFirst().lines())
                      .startsWith(
                          "error[OFFLINE]: the image '"
                              + image.reference()
                              + "' is not on this machine, and nothing is downloaded offline")
                      .contains(
                          "  help: bring it from a machine that has it: jcross bundle import"
                              + " FILE"));
    }
    assertThat(engine.calls()).isEmpty();

    engine.image("team/pi:1", "sha256:old");
    assertThat(ensure(TEAM)).isEqualTo("sha256:old");
  }

  @Test
  void buildsAnewWhatIsBuiltOnAnImageThatIsAnotherNow() {
    pulling(Pull.ALWAYS);
    var own = preBuild(TEAM);
    engine.image("team/pi:1", "sha256:old").remoteImage("team/pi:1", "sha256:new");
    present(own, "sha256:own", "sha256:old");

    ensure(own);

    assertThat(engine.calls()).containsExactly("pull team/pi:1", "build " + own.reference());
  }

  @Test
  void pullsOnceWhatIsNamedByItsDigest() {
    pulling(Pull.ALWAYS);
    engine.image("team/pi@sha256:1", "sha256:there");

    ensure(new ImageSource.Pulled("team/pi@sha256:1", Optional.empty()));

    assertThat(engine.calls()).isEmpty();
  }

  @Test
  void pullsNothingIfThatIsForbidden() {
    pulling(Pull.NEVER);
    engine.remoteImage("team/pi:1", "sha256:new");

    assertThat(refused(TEAM))
        .containsExactly(
            "error[IMAGE_MISSING]: the image 'team/pi:1' is not on this machine, and pull ="
                + " \"never\"",
            "  --> Cross.toml:4:1",
            "  help: bring it: docker load --input FILE, or docker pull team/pi:1");
    assertThat(engine.calls()).isEmpty();
    engine.image("team/pi:1", "sha256:there");
    assertThat(ensure(TEAM)).isEqualTo("sha256:there");
  }

  @Test
  void buildsFromTheBottomUpWhatIsMissing() {
    engine.remoteImage(DEBIAN, "sha256:debian");
    ensure(TRIPLE);

    assertThat(engine.calls())
        .containsExactly(
            "pull " + DEBIAN, "build " + BASE.reference(), "build " + TRIPLE.reference());
    assertThat(events)
        .containsExactly(
            new Event.Started("image " + DEBIAN, "Pulling image " + DEBIAN),
            new Event.Finished("image " + DEBIAN, "Pulled image " + DEBIAN),
            new Event.Started(BASE.reference(), "Building image base"),
            new Event.Finished(BASE.reference(), "Built image base"),
            new Event.Started(TRIPLE.reference(), "Building image " + PI),
            new Event.Finished(TRIPLE.reference(), "Built image " + PI));
  }

  @Test
  void buildsOnlyTheTripleIfTheBaseIsThere() {
    engine.image(BASE.reference(), "sha256:base");
    ensure(TRIPLE);

    assertThat(engine.calls()).containsExactly("build " + TRIPLE.reference());
  }

  @Test
  void handsTheWholeRecipeToTheEngine() {
    engine.image(BASE.reference(), "sha256:base");
    ensure(TRIPLE);
    var build = engine.builds().getFirst();

    assertThat(build.tag()).isEqualTo(TRIPLE.reference());
    assertThat(build.dockerfile()).isEqualTo("Dockerfile");
    assertThat(build.arguments()).isEqualTo(Map.of("OWN", "1", "JCROSS_BASE", BASE.reference()));
    assertThat(build.labels())
        .isEqualTo(
            Map.of(
                "dev.jcross", "image",
                "dev.jcross.purpose", PI,
                "dev.jcross.recipe", "0123456789abcdef",
                "dev.jcross.base", "sha256:base",
                "org.cross-rs.for-cross-target", PI));
    assertThat(build.platform()).isEmpty();
    assertThat(build.withoutCache()).isFalse();
    assertThat(build.context())
        .extracting(file -> file.path() + " " + file.executable() + " " + content(file))
        .containsExactly(
            "Dockerfile false ARG RUSTUP_DIST_SERVER\n",
            "disk true /somewhere/disk",
            "link false -> disk");
  }

  private static String content(ImageBuild.ContextFile file) {
    return switch (file.content()) {
      case ImageBuild.Content.Bytes(var bytes) -> new String(bytes, StandardCharsets.UTF_8);
      case ImageBuild.Content.OnDisk(var path) -> path.toString();
      case ImageBuild.Content.Link(var target) -> "-> " + target;
    };
  }

  @Test
  void handsProxiesToEveryBuildAndOtherArgumentsToThoseThatReadThem() {
    downloads =
        new Downloads(
            Map.of("https_proxy", "p", "HTTP_PROXY", "q", "RUSTUP_DIST_SERVER", "r"),
            Optional.empty());
    engine.image(DEBIAN, "sha256:debian");
    ensure(TRIPLE);

    assertThat(engine.builds())
        .extracting(ImageBuild::arguments)
        .containsExactly(
            Map.of("OWN", "1", "JCROSS_FROM", DEBIAN, "https_proxy", "p", "HTTP_PROXY", "q"),
            Map.of(
                "OWN", "1",
                "JCROSS_BASE", BASE.reference(),
                "https_proxy", "p",
                "HTTP_PROXY", "q",
                "RUSTUP_DIST_SERVER", "r"));
  }

  @Test
  void handsACompanysCertificatesOnlyToBuildsThatReadThem() throws IOException {
    var bundle = Files.writeString(directory.resolve("ca.pem"), ExtraCertificatesTest.COMPANY);
    downloads = new Downloads(Map.of(), Optional.of(bundle));
    engine.image("team/pi:1", "sha256:team");
    ensure(preBuild(dockerfile(TEAM)));

    assertThat(engine.builds().getFirst().arguments()).doesNotContainKey("JCROSS_CA");
    assertThat(engine.builds().getLast().arguments())
        .containsEntry("JCROSS_CA", ExtraCertificates.of(bundle).orElseThrow());
  }

  @Test
  void buildsInTheNetworkThatWasAskedFor() {
    engine.image(DEBIAN, "sha256:debian");
    downloads =
        new Downloads(
            Map.of(), Optional.empty(), Pull.MISSING, TrustPolicy.NONE, Optional.of("host"));
    ensure(TRIPLE);

    assertThat(engine.builds())
        .extracting(ImageBuild::network)
        .containsExactly(Optional.of("host"), Optional.of("host"));
  }

  @Test
  void asksForThePlatformThatTheSettingsName() {
    var arm = new ImageSource.Pulled("team/pi:1", Optional.of("linux/arm64"));
    engine.remoteImage("team/pi:1", "sha256:team");
    ensure(preBuild(arm));

    assertThat(engine.calls().getFirst()).isEqualTo("pull team/pi:1 for linux/arm64");
    assertThat(engine.builds().getFirst().platform()).contains("linux/arm64");
  }

  @Test
  void rebuildsWhatWasBuiltOnAnImageThatHasMoved() {
    var image = preBuild(TEAM);
    engine.image("team/pi:1", "sha256:new");
    present(image, "sha256:top", "sha256:old");

    assertThat(ensure(image)).isNotEqualTo("sha256:top");
    assertThat(engine.calls()).containsExactly("build " + image.reference());
    assertThat(engine.builds().getFirst().labels()).containsEntry("dev.jcross.base", "sha256:new");
  }

  @Test
  void keepsWhatWasBuiltOnAnImageThatIsTheSame() {
    var image = preBuild(TEAM);
    engine.image("team/pi:1", "sha256:team");
    present(image, "sha256:top", "sha256:team");

    assertThat(ensure(image)).isEqualTo("sha256:top");
    assertThat(engine.calls()).isEmpty();
  }

  @Test
  void keepsWhatWasBuiltOnAnImageThatIsGone() {
    var image = preBuild(TEAM);
    present(image, "sha256:top", "sha256:team");

    assertThat(ensure(image)).isEqualTo("sha256:top");
    assertThat(engine.calls()).isEmpty();
  }

  @Test
  void rebuildsEveryLayerAboveAnImageThatHasMoved() {
    var middle = dockerfile(TEAM);
    var top = preBuild(middle);
    engine.image("team/pi:1", "sha256:new");
    present(middle, "sha256:middle", "sha256:old");
    present(top, "sha256:top", "sha256:middle");

    assertThat(ensure(top)).isNotEqualTo("sha256:top");
    assertThat(engine.calls())
        .containsExactly("build " + middle.reference(), "build " + top.reference());
  }

  @Test
  void rebuildsALayerWhoseBaseWasRebuiltByARunThatThenStopped() {
    var middle = dockerfile(TEAM);
    var top = preBuild(middle);
    engine.image("team/pi:1", "sha256:new");
    present(middle, "sha256:rebuilt", "sha256:new");
    present(top, "sha256:top", "sha256:middle");
    ensure(top);

    assertThat(engine.calls()).containsExactly("build " + top.reference());
  }

  @Test
  void keepsJcrossesOwnImagesWhateverBecameOfTheirBase() {
    engine.image(DEBIAN, "sha256:newer");
    present(BASE, "sha256:base", "sha256:debian");
    present(TRIPLE, "sha256:triple", "sha256:older");

    assertThat(ensure(TRIPLE)).isEqualTo("sha256:triple");
    assertThat(engine.calls()).isEmpty();
  }

  @Test
  void tellsWhatToDoAboutAnImageThatCannotBePulled() {
    assertThat(refused(TEAM))
        .containsExactly(
            "error[IMAGE_PULL]: the image 'team/pi:1' cannot be pulled: not found",
            "  --> Cross.toml:4:1",
            "  help: is the name right, and are you logged in?  docker login");
    assertThat(events)
        .containsExactly(
            new Event.Started("image team/pi:1", "Pulling image team/pi:1"),
            new Event.Failed("image team/pi:1"));
  }

  @Test
  void makesNoImageOfDebianWhenTheEngineItselfFails() {
    engine.before(
        "pullImage",
        () -> {
          throw Problem.error(ProblemCode.ENGINE_LOST, "went away").asException();
        });

    assertThat(refused(TRIPLE)).containsExactly("error[ENGINE_LOST]: went away");
    assertThat(engine.calls()).isEmpty();
    assertThat(events).last().isEqualTo(new Event.Failed("image " + DEBIAN));
  }

  @Test
  void keepsTheLogOfAFailedBuildAndSaysWhere() throws IOException {
    var image = preBuild(TEAM);
    var log =
        List.of(
            "Step 1/3 : FROM team/pi:1",
            " ---> 0123456789ab",
            "Step 2/3 : RUN apt-get install nothing",
            " ---> Running in 0123456789ab",
            "Reading package lists...",
            "E: Unable to locate package nothing",
            "Removing intermediate container 0123456789ab");
    engine
        .image("team/pi:1", "sha256:team")
        .failingBuild(
            image.reference(),
            new ImageBuildFailed(
                "The command '/bin/sh -c apt-get install nothing' returned a non-zero code: 100",
                "RUN apt-get install nothing",
                log));

    assertThat(refused(image))
        .containsExactly(
            "error[IMAGE_BUILD]: pre-build image for "
                + PI
                + " could not be built: a step ended with exit status 100",
            "  --> Cross.toml:4:1",
            "  | Step 2/3 : RUN apt-get install nothing",
            "  | Reading package lists...",
            "  | E: Unable to locate package nothing",
            "  help: the whole log: less " + logs().resolve(PI + "-0123456789abcdef.log"));
    assertThat(Files.readAllLines(logs().resolve(PI + "-0123456789abcdef.log"))).isEqualTo(log);
    assertThat(events).last().isEqualTo(new Event.Failed(image.reference()));
  }

  @Test
  void tellsOfAFailedBuildAlsoIfItsLogCannotBeKept() throws IOException {
    Files.createDirectories(directory.resolve("cache"));
    Files.writeString(logs(), "a file where the folder should be");
    var image = dockerfile(TEAM);
    engine
        .image("team/pi:1", "sha256:team")
        .failingBuild(
            image.reference(), new ImageBuildFailed("unknown instruction: FRMO", "", List.of()));

    assertThat(refused(image))
        .containsExactly(
            "error[IMAGE_BUILD]: your Dockerfile's image for "
                + PI
                + " could not be built: unknown instruction: FRMO",
            "  --> Cross.toml:4:1");
    assertThat(events).anyMatch(event -> event instanceof Event.Note);
  }

  @Test
  void saysThatTheDiskWasFull() {
    engine
        .image(BASE.reference(), "sha256:base")
        .failingBuild(
            TRIPLE.reference(),
            new ImageBuildFailed(
                "returned a non-zero code: 1",
                "RUN x",
                List.of("Step 1/1 : RUN x", "cp: write error: No space left on device")));

    assertThat(refused(TRIPLE))
        .containsExactly(
            "error[DISK_FULL]: the disk was full before image " + PI + " was built",
            "  | Step 1/1 : RUN x",
            "  | cp: write error: No space left on device",
            "  help: see what takes the room with: docker system df");
  }

  private static ImageBuildFailed leftBehind() {
    return new ImageBuildFailed(
        "returned a non-zero code: 1",
        "RUN add-std",
        List.of("Step 1/1 : RUN add-std", "jcross: build the base image anew"));
  }

  @Test
  void rebuildsABaseThatDebianHasLeftBehindAndTriesOnceMore() {
    engine
        .image(DEBIAN, "sha256:debian")
        .image(BASE.reference(), "sha256:base")
        .failingBuild(TRIPLE.reference(), leftBehind());
    ensure(TRIPLE);

    assertThat(engine.builds())
        .extracting(build -> build.tag() + " " + build.withoutCache())
        .containsExactly(
            TRIPLE.reference() + " false",
            BASE.reference() + " true",
            TRIPLE.reference() + " true");
  }

  @Test
  void rebuildsTheBaseOnlyOnce() {
    engine
        .image(DEBIAN, "sha256:debian")
        .image(BASE.reference(), "sha256:base")
        .failingBuild(TRIPLE.reference(), leftBehind())
        .failingBuild(TRIPLE.reference(), leftBehind());

    assertThat(refused(TRIPLE).subList(0, 2))
        .containsExactly(
            "error[IMAGE_BUILD]: image "
                + PI
                + " could not be built: a step ended with exit status 1",
            "  --> images/" + PI + "/Dockerfile");
    assertThat(engine.builds()).hasSize(3);
  }

  @Test
  void imageFailuresEndInAnInputOutputStatus() {
    var problem = catchThrowableOfType(ProblemException.class, () -> ensure(TEAM));

    assertThat(problem.exitStatus()).isEqualTo(ExitStatus.IO);
  }
}
