package dev.jcross.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.engine.ContainerFacts.State;
import dev.jcross.engine.ContainerSpec;
import dev.jcross.engine.ImageFacts;
import dev.jcross.engine.ScriptedEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventoryTest {
  private static final String MACHINE = "0123456789abcdef";
  private static final String HASH = "aaaaaaaaaaaaaaaa";

  @TempDir Path directory = Path.of("/");

  private final ScriptedEngine engine = new ScriptedEngine();

  private Inventory inventory() {
    return Inventory.read(engine, MACHINE);
  }

  private void image(int age, long size, Map<String, String> labels, String... names) {
    var id = "sha256:" + (names.length == 0 ? "nameless" : names[0]);
    engine.image(
        new ImageFacts(
            id,
            List.of(names),
            List.of(),
            labels,
            List.of(),
            "amd64",
            size,
            Instant.EPOCH.minusSeconds(age)));
  }

  private static Map<String, String> recipe(String purpose, String hash, String... more) {
    var labels = new TreeMap<String, String>();
    labels.put("dev.jcross", "image");
    labels.put("dev.jcross.purpose", purpose);
    labels.put("dev.jcross.recipe", hash);
    for (int i = 0; i < more.length; i += 2) {
      labels.put(more[i], more[i + 1]);
    }
    return labels;
  }

  private String container(String name, State state, String image, Map<String, String> labels) {
    return engine.add(
        new ContainerSpec(
            name,
            image,
            List.of(),
            "1:1",
            "/",
            "none",
            List.of(new ContainerSpec.Mount.Volume("crates", "/cargo", true)),
            Map.of(),
            labels,
            List.of(),
            1,
            true,
            Optional.empty(),
            Optional.empty(),
            List.of()),
        state);
  }

  @Test
  void takesForItsOwnOnlyWhatHasItsNameAsWell() {
    var labels = recipe("base", HASH);
    image(9, 100, labels, "localhost/jcross/base:" + HASH);
    image(8, 200, labels, "team/app:1");
    image(7, 200, labels);
    image(6, 200, labels, "localhost/jcross/base:bbbbbbbbbbbbbbbb");
    image(5, 200, labels, "registry.example/localhost/jcross/base:" + HASH);
    image(4, 200, Map.of("org.cross-rs.for-cross-target", Things.PI), "ghcr.io/cross-rs/x:main");

    var own = inventory().images();

    assertThat(own).extracting(OwnImage::name).containsExactly("base:" + HASH);
    assertThat(own.getFirst().builtOn())
        .containsExactly(
            "localhost/jcross/base:bbbbbbbbbbbbbbbb",
            "registry.example/localhost/jcross/base:" + HASH,
            "team/app:1");
  }

  @ParameterizedTest
  @CsvSource({
    "base, RECIPE",
    "rustup, RECIPE",
    "zig, RECIPE",
    "aarch64-unknown-linux-gnu, RECIPE",
    "aarch64-unknown-linux-gnu-pre-build, PROJECT",
    "aarch64-unknown-linux-gnu-dockerfile, PROJECT",
  })
  void tellsRecipesFromProjects(String name, OwnImage.Kind kind) {
    image(0, 1, recipe(name, HASH), "localhost/jcross/" + name + ":" + HASH);

    assertThat(inventory().images().getFirst().kind()).isEqualTo(kind);
  }

  @Test
  void knowsTheDebianThatItMade() {
    var labels = Map.of("dev.jcross", "image", "dev.jcross.purpose", "debian");
    image(2, 80, labels, "debian:trixie-slim");
    image(1, 90, labels, "team/on-debian:1");

    assertThat(inventory().images())
        .singleElement()
        .satisfies(
            image -> {
              assertThat(image.kind()).isEqualTo(OwnImage.Kind.DEBIAN);
              assertThat(image.builtOn()).containsExactly("team/on-debian:1");
            });
  }

  @Test
  void countsSharedLayersOnce() {
    var base = "localhost/jcross/base:" + HASH;
    image(9, 1000, recipe("base", HASH), base);
    image(
        8,
        1300,
        recipe(
            Things.PI,
            "bbbbbbbbbbbbbbbb",
            "dev.jcross.base",
            "sha256:" + base,
            "org.cross-rs.for-cross-target",
            Things.PI),
        "localhost/jcross/" + Things.PI + ":bbbbbbbbbbbbbbbb");

    var images = inventory().images();

    assertThat(images).extracting(OwnImage::ownBytes).containsExactly(300L, 1000L);
    assertThat(images.getFirst().target()).contains(Things.PI);
    assertThat(images.getFirst().base()).contains("sha256:" + base);
  }

  @Test
  void keepsTheNamesOfOthersApart() {
    image(0, 1, recipe("base", HASH), "localhost/jcross/base:" + HASH, "mine:1");

    var image = inventory().images().getFirst();

    assertThat(image.shared()).isTrue();
    assertThat(image.names()).containsExactly("localhost/jcross/base:" + HASH);
  }

  @Test
  void tellsItsContainersFromThoseThatOnlyUseItsImages() {
    var base = "localhost/jcross/base:" + HASH;
    image(0, 1, recipe("base", HASH), base);
    engine.volume("crates", Map.of("dev.jcross", "volume", "dev.jcross.purpose", "crates"));
    container("mine", State.RUNNING, "sha256:" + base, recipe("base", HASH));
    container(
        "jcross-1",
        State.RUNNING,
        "sha256:" + base,
        Map.of("dev.jcross", "session", "dev.jcross.target", Things.PI));
    container("jcross-2", State.CREATED, "sha256:" + base, Map.of("dev.jcross", "helper"));
    engine.program(
        command -> {
          command.print("2 0\n");
          return 0;
        });

    var inventory = inventory();

    assertThat(inventory.containers())
        .extracting(OwnContainer::name)
        .containsExactly("jcross-1", "jcross-2");
    assertThat(inventory.sessions())
        .singleElement()
        .satisfies(
            session -> {
              assertThat(session.target()).contains(Things.PI);
              assertThat(session.use()).contains(new OwnContainer.Use(2, 0));
              assertThat(session.busy()).isTrue();
            });
    assertThat(inventory.images().getFirst().containers())
        .containsExactly("jcross-1", "jcross-2", "mine");
    assertThat(inventory.volumes().getFirst().containers())
        .containsExactly("jcross-1", "jcross-2", "mine");
  }

  @ParameterizedTest
  @CsvSource({"'0 77\n', false", "'1 3\n', true", "'', true", "'sh: stat: not found', true"})
  void takesASessionForBusyUnlessItSaysOtherwise(String answer, boolean busy) {
    container("jcross-1", State.RUNNING, "sha256:x", Map.of("dev.jcross", "session"));
    engine.program(
        command -> {
          command.print(answer);
          return 0;
        });

    assertThat(inventory().sessions().getFirst().busy()).isEqualTo(busy);
  }

  @Test
  void looksForProjectsOnlyOnTheirOwnMachine() throws IOException {
    var here = Files.createDirectory(directory.resolve("here")).toString();
    var gone = directory.resolve("gone").toString();
    volume("1-here", here, MACHINE);
    volume("2-gone", gone, MACHINE);
    volume("3-elsewhere", gone, "another");
    engine.volume("4-old", Map.of("dev.jcross", "volume", "dev.jcross.project", gone));

    assertThat(inventory().volumes())
        .extracting(volume -> volume.home().orElseThrow().gone())
        .containsExactly(false, true, false, false);
    assertThat(Inventory.read(engine, "").volumes())
        .noneMatch(volume -> volume.home().orElseThrow().gone());
  }

  private void volume(String name, String project, String machine) {
    engine.volume(
        name,
        Map.of(
            "dev.jcross", "volume", "dev.jcross.project", project, "dev.jcross.machine", machine));
  }
}
