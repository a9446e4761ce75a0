package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jcross.engine.ContainerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What jcross left in an engine, listed and removed; on an engine where that hurts nobody. */
class HousekeepingIT {
  @RegisterExtension static final Workbench bench = new Workbench();

  private static final OwnDocker DOCKER = new OwnDocker();
  private static final String OLD = "0000000000000000";
  private static final String TARGET = Workbench.NATIVE;

  /** The name that jcross gives to the image of the target. */
  private static String current = "";

  private Project crate = bench.nowhere();

  @BeforeAll
  static void startAnEngine() throws IOException {
    DOCKER.start();
    var targets = json(DOCKER.jcross(bench.crate()).succeed("targets", "--json"));
    for (var target : targets.path("targets")) {
      if (target.path("target").asText().equals(TARGET)) {
        current = target.path("image").asText();
      }
    }
  }

  @AfterAll
  static void stopIt() {
    DOCKER.stop();
  }

  /** A base, the target's image as this jcross names it, and one that it no longer would. */
  @BeforeEach
  void fill() {
    crate = bench.crate();
    var base = "localhost/jcross/base:" + OLD;
    var id = DOCKER.image(base, OwnDocker.DEBIAN, labels("base", OLD));
    var hash = current.substring(current.lastIndexOf(':') + 1);
    DOCKER.image(current, base, labels(TARGET, hash, "dev.jcross.base", id));
    DOCKER.image(old(), base, labels(TARGET, OLD, "dev.jcross.base", id));
  }

  private static String old() {
    return "localhost/jcross/" + TARGET + ":" + OLD;
  }

  private static Map<String, String> labels(String purpose, String hash, String... more) {
    var labels = new java.util.HashMap<String, String>();
    labels.put("dev.jcross", "image");
    labels.put("dev.jcross.purpose", purpose);
    labels.put("dev.jcross.recipe", hash);
    labels.put("org.cross-rs.for-cross-target", TARGET);
    for (int i = 0; i < more.length; i += 2) {
      labels.put(more[i], more[i + 1]);
    }
    return labels;
  }

  @AfterEach
  void empty() throws IOException {
    DOCKER.empty();
    if (Files.exists(DOCKER.cache())) {
      Workbench.deleteAll(DOCKER.cache());
    }
  }

  private Result jcross(String... words) {
    return DOCKER.jcross(crate).run(words);
  }

  /** A session of the project, and its volumes. */
  private void warm() {
    exec(crate, "true").hasStatus(0);
  }

  private static Result exec(Project project, String... command) {
    return DOCKER.jcross(project).run(execWords(command));
  }

  private static String[] execWords(String... command) {
    var words = new ArrayList<>(List.of("exec", "--offline", "--target", TARGET, "--"));
    words.addAll(List.of(command));
    return words.toArray(String[]::new);
  }

  private static JsonNode json(Result result) {
    try {
      return new ObjectMapper().readTree(result.hasStatus(0).output());
    } catch (JsonProcessingException e) {
      throw new AssertionError(result.output(), e);
    }
  }

  private static Set<String> everything() {
    var all = new TreeSet<String>();
    try (var client = DOCKER.client()) {
      client
          .listContainersCmd()
          .withShowAll(true)
          .exec()
          .forEach(container -> all.add("container " + container.getNames()[0].substring(1)));
      client
          .listImagesCmd()
          .exec()
          .forEach(image -> List.of(image.getRepoTags()).forEach(name -> all.add("image " + name)));
      var volumes = client.listVolumesCmd().exec().getVolumes();
      if (volumes != null) {
        volumes.forEach(volume -> all.add("volume " + volume.getName()));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return all;
  }

  private static List<String> names(String kind) {
    return everything().stream()
        .filter(name -> name.startsWith(kind + " "))
        .map(name -> name.substring(kind.length() + 1))
        .toList();
  }

  @Test
  void listsWhatIsThereAndWhoUsesIt() {
    warm();
    var session = names("container").getFirst();

    var images = json(jcross("images", "list", "--format", "json")).path("images");
    var volumes = json(jcross("volumes", "list", "--json")).path("volumes");
    var sessions = json(jcross("sessions", "list", "--json")).path("sessions");

    assertThat(images.findValuesAsText("superseded")).containsExactly("true", "false", "true");
    assertThat(images.path(1).path("names").path(0).asText()).isEqualTo(current);
    assertThat(images.path(1).path("containers").path(0).asText()).isEqualTo(session);
    assertThat(images.path(1).path("ownSize").asLong()).isLessThan(1_000_000);
    assertThat(volumes.findValuesAsText("project")).contains(crate.directory().toString());
    assertThat(volumes.findValuesAsText("inUse")).containsOnly("true");
    assertThat(sessions).hasSize(1);
    assertThat(sessions.path(0).path("commands").asInt()).isZero();
    assertThat(sessions.path(0).path("target").asText()).isEqualTo(TARGET);
    assertThat(jcross("images").hasStatus(0).output().lines())
        .hasSize(6)
        .contains("")
        .anyMatch(line -> line.matches("base:" + OLD + " .* below 2 images"));
    assertThat(jcross("sessions").hasStatus(0).output())
        .contains("idle for ", "compile for " + TARGET + ", " + crate.directory());
  }

  @Test
  void removesNothingUnlessToldTo() {
    warm();
    var before = everything();

    for (var line :
        List.of(
            "images remove --local",
            "images prune",
            "volumes remove --force",
            "volumes prune",
            "containers remove --force",
            "containers prune",
            "clean-all --local --force")) {
      assertThat(jcross(line.split(" ")).hasStatus(0).output().lines())
          .containsAnyOf(
              "this is a dry run; to remove: jcross " + line + " --execute",
              "there is nothing to remove");
      assertThat(everything()).as(line).isEqualTo(before);
    }
  }

  @Test
  void prunesTheImagesThatAreSuperseded() {
    var pruned = jcross("images", "prune", "--execute").hasStatus(0);

    assertThat(pruned.output().lines())
        .containsExactly("removed image " + TARGET + ":" + OLD + "  0 MB", "removed 1 image, 0 MB");
    assertThat(names("image"))
        .containsExactly(OwnDocker.DEBIAN, "localhost/jcross/base:" + OLD, current);
  }

  @Test
  void leavesAnImageThatASessionUsesUnlessForced() {
    warm();
    var session = names("container").getFirst();

    jcross("images", "remove", TARGET, "--execute")
        .hasStatus(69)
        .tells(
            "error[IN_USE]: the image '"
                + current.substring("localhost/jcross/".length())
                + "' stays: session '"
                + session
                + "' uses it");
    assertThat(names("image")).contains(current).doesNotContain(old());

    jcross("images", "remove", TARGET, "--execute", "--force").hasStatus(0);
    assertThat(names("image")).containsExactly(OwnDocker.DEBIAN, "localhost/jcross/base:" + OLD);
    assertThat(names("container")).isEmpty();
  }

  @Test
  void leavesVolumesThatASessionUsesUnlessForced() {
    warm();

    jcross("volumes", "remove", "-e").hasStatus(69);
    assertThat(names("volume")).hasSize(2);

    jcross("volumes", "remove", "-e", "-f").hasStatus(0);
    assertThat(names("volume")).isEmpty();
  }

  @Test
  void removesWhatUsersBuiltOnItInNoCase() {
    warm();
    DOCKER.image("team/app:1", current, Map.of());
    try (var engine = DOCKER.engine()) {
      engine.ensureVolume("precious", Map.of());
      engine.createContainer(container("mine", "team/app:1", Map.of()));
    }

    jcross("clean-all", "--local", "--force", "--execute")
        .hasStatus(69)
        .tells(
            "error[IN_USE]: the image '"
                + current.substring("localhost/jcross/".length())
                + "' stays: your image 'team/app:1' is built on it");

    assertThat(everything())
        .containsExactly(
            "container mine",
            "image " + OwnDocker.DEBIAN,
            "image localhost/jcross/base:" + OLD,
            "image " + current,
            "image team/app:1",
            "volume precious");
  }

  private static ContainerSpec container(String name, String image, Map<String, String> labels) {
    return new ContainerSpec(
        name,
        image,
        List.of("sleep", "100"),
        "0:0",
        "/",
        "none",
        List.of(),
        Map.of(),
        labels,
        List.of(),
        10,
        true,
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  @Test
  void cleansAll() throws IOException {
    warm();
    exec(bench.crate(), "true").hasStatus(0);
    Files.createDirectories(DOCKER.cache().resolve("jcross/logs"));
    Files.writeString(DOCKER.cache().resolve("jcross/logs/base.log"), "failed\n");

    var cleaned = jcross("clean-all", "--execute").hasStatus(0);

    assertThat(everything()).containsExactly("image " + OwnDocker.DEBIAN);
    assertThat(DOCKER.cache().resolve("jcross")).isEmptyDirectory();
    assertThat(cleaned.output().lines().toList().getLast())
        .startsWith("removed 2 sessions, 3 images, 3 volumes and ");
    assertThat(jcross("clean-all").hasStatus(0).output()).isEqualTo("there is nothing to remove\n");
  }

  @Test
  void prunesTheVolumesOfProjectsThatAreGone() {
    warm();
    var other = bench.crate();
    exec(other, "true").hasStatus(0);
    jcross("sessions", "stop", "--all").hasStatus(0);
    assertThat(names("volume")).hasSize(3);
    Workbench.deleteAll(other.directory());

    var pruned = jcross("volumes", "prune").hasStatus(0);
    jcross("volumes", "prune", "--execute").hasStatus(0);

    assertThat(pruned.output()).contains("its project " + other.directory() + " is gone");
    assertThat(names("volume"))
        .hasSize(2)
        .contains("jcross-cargo-0")
        .containsAll(
            json(jcross("volumes", "list", "--json")).path("volumes").findValuesAsText("name"));
  }

  @Test
  void leavesAContainerThatIsAboutToStart() {
    try (var engine = DOCKER.engine()) {
      engine.createContainer(container("jcross-new", current, Map.of("dev.jcross", "session")));
    }

    assertThat(jcross("containers", "prune", "-e").hasStatus(0).output())
        .isEqualTo("nothing was removed\n");
    jcross("containers", "remove", "jcross-new", "-e")
        .hasStatus(69)
        .tells("error[IN_USE]: the session 'jcross-new' stays: it is about to start");
    jcross("containers", "remove", "jcross-new", "-e", "-f").hasStatus(0);
    assertThat(names("container")).isEmpty();
  }

  @Test
  void stopsTheSessionsOfTheProject() {
    warm();
    var other = bench.crate();
    exec(other, "true").hasStatus(0);
    assertThat(names("container")).hasSize(2);

    jcross("sessions", "stop").hasStatus(0);

    assertThat(names("container")).hasSize(1);
    DOCKER.jcross(other).run("sessions", "stop", TARGET).hasStatus(0);
    assertThat(names("container")).isEmpty();
  }

  @Test
  void leavesASessionInWhichACommandRunsUnlessForced() {
    var command = DOCKER.jcross(crate).start(execWords("sh", "-c", "echo up; exec sleep 100"));
    command.awaitOutput("up");
    var session = names("container").getFirst();

    assertThat(jcross("sessions").output()).contains("runs 1 command");
    jcross("sessions", "stop")
        .hasStatus(69)
        .tells("error[IN_USE]: the session '" + session + "' stays: a command runs in it");
    assertThat(command.isAlive()).isTrue();

    jcross("sessions", "stop", session, "--force").hasStatus(0);

    command
        .await()
        .hasStatus(69)
        .tells("error[ENGINE_LOST]: the container ended while the command was running in it");
    assertThat(names("container")).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithACommandLine() {
    jcross("images", "remove", "team/app:1", "-e")
        .hasStatus(64)
        .tells("error[USAGE]: none of jcross's images is called 'team/app:1'");
    jcross("image", "list").hasStatus(64).hasErrorLine("  help: did you mean 'images'?");
    jcross("images", "lst").hasStatus(64).hasErrorLine("  help: did you mean 'list'?");
    jcross("volumes", "create", "-d", "x")
        .hasStatus(64)
        .tells("error[USAGE]: volumes need not be created: each is made when it is first needed");
    crate
        .jcross()
        .with("DOCKER_HOST", "unix:///nonexistent/docker.sock")
        .run("images", "list")
        .hasStatus(69)
        .tells(
            "error[ENGINE_UNREACHABLE]: the container engine does not answer: No such file or"
                + " directory");
  }
}
