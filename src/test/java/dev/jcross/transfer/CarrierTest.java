package dev.jcross.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.engine.ContainerGone;
import dev.jcross.engine.ContainerSpec;
import dev.jcross.event.Event;
import dev.jcross.host.Confinement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class CarrierTest {
  private static final String SESSION = "session";

  @TempDir Path temporary;
  private final List<Event> told = new ArrayList<>();
  private DirectoryEngine engine;
  private Path here;
  private String user;
  private Whereabouts.Wishes wishes = Whereabouts.Wishes.USUAL;

  @BeforeEach
  void aProject() throws IOException {
    var top = temporary.toRealPath();
    engine = new DirectoryEngine(Files.createDirectories(top.resolve("engine")));
    here = Files.createDirectories(top.resolve("project"));
    user = Files.getAttribute(here, "unix:uid") + ":" + Files.getAttribute(here, "unix:gid");
  }

  private Carrier carrier() {
    return new Carrier(
        engine.engine(),
        told::add,
        new Whereabouts(
            Optional.of(true),
            false,
            new Confinement(false, Optional.empty(), "laptop", "m", List.of()),
            1000,
            temporary.resolve("state"),
            wishes),
        engine);
  }

  private Carried carried(Carried.Role role) {
    return new Carried("volume", here, "/project", role, Set.of(), Set.of(here.resolve("target")));
  }

  private Path there() {
    return engine.volume("volume");
  }

  private Carrier.Site site(Carried carried) {
    engine.container(
        SESSION,
        List.of(
            new ContainerSpec.Mount.Volume(
                carried.volume(), carried.target(), carried.role() == Carried.Role.INPUT)));
    return new Carrier.Site(SESSION, "image", user, Optional.empty());
  }

  /** As a run would, with a step that does something in between. */
  private void run(Carried carried, Step step) throws IOException, ContainerGone {
    told.clear();
    engine.calls.clear();
    var carrier = carrier();
    carrier.send(site(carried), List.of(carried));
    step.run();
    carrier.bringBack(site(carried), List.of(carried));
    assertThat(engine.openHelpers()).isZero();
  }

  private void run(Carried.Role role) throws IOException, ContainerGone {
    run(carried(role), () -> {});
  }

  private interface Step {
    void run() throws IOException;
  }

  private List<String> told() {
    return told.stream()
        .map(
            event ->
                switch (event) {
                  case Event.Output(var work, var line) -> line;
                  case Event.Note(var text) -> "note: " + text;
                  case Event.Started(var work, var what) -> what;
                  case Event.Finished(var work, var what) -> what;
                  default -> "";
                })
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private Path write(Path root, String path, String text) throws IOException {
    var file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  static Stream<Integer> seeds() {
    return IntStream.range(0, 12).boxed();
  }

  /** Without results, which are another directory's matter. */
  private static SortedMap<String, String> sources(Path root) throws IOException {
    var all = RandomTree.look(root);
    all.keySet().removeIf(path -> path.equals("target") || path.startsWith("target/"));
    return all;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whateverHappensTheVolumeHoldsWhatTheDirectoryHolds(int seed)
      throws IOException, ContainerGone {
    var random = new Random(seed);
    var role = random.nextBoolean() ? Carried.Role.SOURCES : Carried.Role.INPUT;
    if (random.nextInt(3) == 0) {
      engine.missing.add(random.nextBoolean() ? "sha256sum" : "stat");
    }
    var mine = new RandomTree(here, random).grow(30);
    for (int round = 0; round < 4; round++) {
      run(role);
      assertThat(sources(there())).as("round %s", round).isEqualTo(sources(here));
      mine.change(6);
      if (random.nextInt(3) == 0) {
        // Somebody meddles with the volume, or a run was killed before its files came back.
        new RandomTree(there(), random).change(3);
      }
      if (random.nextInt(4) == 0) {
        Files.deleteIfExists(temporary.resolve("state/volume"));
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatACommandMakesOfSourcesComesBack(int seed) throws IOException, ContainerGone {
    var random = new Random(seed);
    new RandomTree(here, random).grow(20);
    for (int round = 0; round < 3; round++) {
      run(carried(Carried.Role.SOURCES), () -> new RandomTree(there(), random).build(8));
      assertThat(sources(here)).as("round %s", round).isEqualTo(sources(there()));
      run(Carried.Role.SOURCES);
      assertThat(told()).as("nothing is left to do").isEmpty();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void resultsAreHereAsTheyAreThere(int seed) throws IOException, ContainerGone {
    var random = new Random(seed);
    var theirs = new RandomTree(there(), random);
    for (int round = 0; round < 4; round++) {
      run(carried(Carried.Role.RESULTS), () -> theirs.change(15));
      assertThat(RandomTree.look(here)).as("round %s", round).isEqualTo(RandomTree.look(there()));
      run(Carried.Role.RESULTS);
      assertThat(told()).isEmpty();
      assertThat(engine.calls).containsExactly("exec jcross-list", "exec jcross-list");
    }
  }

  @Test
  void sendsOnlyWhatChanged() throws IOException, ContainerGone {
    write(here, "src/main.rs", "fn main() {}");
    write(here, "Cargo.toml", "[package]");
    run(Carried.Role.SOURCES);
    assertThat(told()).containsExactly("sent 2 files, 21 B");

    write(here, "src/main.rs", "fn main() {1}");
    run(Carried.Role.SOURCES);
    assertThat(told()).containsExactly("sent 1 file, 13 B");
    assertThat(engine.calls)
        .containsExactly(
            "exec jcross-list", "copy into session", "exec jcross-list", "exec jcross-list");

    run(Carried.Role.SOURCES);
    assertThat(told()).isEmpty();
    assertThat(engine.calls).containsExactly("exec jcross-list", "exec jcross-list");

    Files.delete(here.resolve("Cargo.toml"));
    run(Carried.Role.SOURCES);
    assertThat(told()).containsExactly("removed 1 there");
  }

  @Test
  void aFreshCheckoutOfTheSameFilesIsNotSent() throws IOException, ContainerGone {
    write(here, "src/main.rs", "fn main() {}");
    run(Carried.Role.SOURCES);
    var before = Files.getLastModifiedTime(there().resolve("src/main.rs"));
    Files.delete(here.resolve("src/main.rs"));
    write(here, "src/main.rs", "fn main() {}");
    Files.deleteIfExists(temporary.resolve("state/volume"));

    run(Carried.Role.SOURCES);

    assertThat(told()).isEmpty();
    assertThat(Files.getLastModifiedTime(there().resolve("src/main.rs"))).isEqualTo(before);
  }

  @Test
  void aFileThatWasTouchedIsNewerThereToo() throws IOException, ContainerGone {
    var file = write(here, "build.rs", "fn main() {}");
    run(Carried.Role.SOURCES);
    var before = Files.getLastModifiedTime(there().resolve("build.rs"));
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(1)));

    run(Carried.Role.SOURCES);

    assertThat(told()).containsExactly("sent 1 file, 12 B");
    assertThat(Files.getLastModifiedTime(there().resolve("build.rs"))).isGreaterThan(before);
  }

  @Test
  void anEditIsNewerThanWhatWasBuiltWhateverThisMachinesClockSays()
      throws IOException, ContainerGone {
    var file = write(here, "lib.rs", "old");
    run(Carried.Role.SOURCES);
    var built = Instant.now();
    Files.writeString(file, "new");
    // As by a clock that is behind.
    Files.setLastModifiedTime(file, FileTime.from(built.minusSeconds(3600)));

    run(Carried.Role.SOURCES);

    assertThat(Files.getLastModifiedTime(there().resolve("lib.rs")).toInstant())
        .isAfterOrEqualTo(built.minusMillis(20));
  }

  @Test
  void whatIsSentForTheFirstTimeKeepsItsTime() throws IOException, ContainerGone {
    var file = write(here, "configure", "#!/bin/sh");
    var time = FileTime.from(Instant.parse("2020-01-02T03:04:05.678901Z"));
    Files.setLastModifiedTime(file, time);

    run(Carried.Role.SOURCES);

    assertThat(Files.getLastModifiedTime(there().resolve("configure"))).isEqualTo(time);
  }

  @Test
  void largeFilesGoThroughAContainerThatStays() throws IOException, ContainerGone {
    Files.write(here.resolve("blob"), new byte[5_000_000]);

    run(Carried.Role.SOURCES);

    assertThat(told()).containsExactly("sent 1 file, 5.0 MB");
    assertThat(engine.calls).contains("create helper", "copy into helper");
  }

  @Test
  void whatASessionSeesReadOnlyIsWrittenByOthers() throws IOException, ContainerGone {
    var file = write(here, "src/lib.rs", "text");
    run(Carried.Role.INPUT);
    assertThat(engine.calls)
        .containsExactly(
            "exec jcross-list", "create helper", "copy into helper", "exec jcross-list");

    Files.delete(file);
    run(Carried.Role.INPUT);
    assertThat(engine.calls)
        .containsExactly("exec jcross-list", "start helper", "exec jcross-remove");
    assertThat(there().resolve("src/lib.rs")).doesNotExist();
  }

  @Test
  void sendsNoResultsNorCaches() throws IOException, ContainerGone {
    write(here, "target/debug/app", "binary");
    write(here, "fuzz/target/CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n");
    write(here, "fuzz/target/debug/fuzz", "binary");
    write(here, "notes/CACHEDIR.TAG", "no such signature");
    write(here, "src/lib.rs", "text");

    run(Carried.Role.SOURCES);

    assertThat(RandomTree.look(there()).keySet())
        .containsExactly("fuzz", "notes", "notes/CACHEDIR.TAG", "src", "src/lib.rs");

    wishes = new Whereabouts.Wishes(true, false, true);
    run(Carried.Role.SOURCES);
    assertThat(there().resolve("fuzz/target/debug/fuzz")).exists();
    assertThat(there().resolve("target")).doesNotExist();
  }

  @Test
  void leavesCachesAloneThatWereMadeOverThere() throws IOException, ContainerGone {
    write(here, "src/lib.rs", "text");
    run(
        carried(Carried.Role.SOURCES),
        () -> write(there(), "out/CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n"));

    run(Carried.Role.SOURCES);

    assertThat(there().resolve("out/CACHEDIR.TAG")).exists();
    assertThat(here.resolve("out")).doesNotExist();
  }

  @Test
  void keepsWhatWasEditedHereWhileTheCommandRan() throws IOException, ContainerGone {
    write(here, "src/lib.rs", "fn  a() {}");

    run(
        carried(Carried.Role.SOURCES),
        () -> {
          write(there(), "src/lib.rs", "fn a() {}");
          write(here, "src/lib.rs", "fn  b() {}");
        });

    assertThat(here.resolve("src/lib.rs")).hasContent("fn  b() {}");
    assertThat(told())
        .contains(
            "note: kept what was changed here while the command ran, not what the command made of"
                + " it: "
                + here.resolve("src/lib.rs"));
    run(Carried.Role.SOURCES);
    assertThat(there().resolve("src/lib.rs")).hasContent("fn  b() {}");
  }

  @Test
  void removesNoSourcesThatACommandRemoved() throws IOException, ContainerGone {
    write(here, "src/lib.rs", "text");

    run(carried(Carried.Role.SOURCES), () -> Files.delete(there().resolve("src/lib.rs")));

    assertThat(here.resolve("src/lib.rs")).exists();
    run(Carried.Role.SOURCES);
    assertThat(there().resolve("src/lib.rs")).exists();
  }

  @Test
  void removesResultsThatAreGoneAndNothingElse() throws IOException, ContainerGone {
    run(
        carried(Carried.Role.RESULTS),
        () -> {
          write(there(), "debug/app", "binary");
          write(there(), "debug/old", "binary");
          write(there(), "doc/index.html", "text");
        });
    write(here, "debug/notes", "mine");
    write(here, "debug/old", "changed by hand");

    run(
        carried(Carried.Role.RESULTS),
        () -> {
          Files.delete(there().resolve("debug/app"));
          Files.delete(there().resolve("debug/old"));
          Files.delete(there().resolve("doc/index.html"));
          Files.delete(there().resolve("doc"));
        });

    assertThat(RandomTree.look(here).keySet()).containsExactly("debug", "debug/notes", "debug/old");
  }

  @Test
  void whatIsRemovedHereIsRemovedThereSoThatItDoesNotComeAgain() throws IOException, ContainerGone {
    run(
        carried(Carried.Role.RESULTS),
        () -> {
          write(there(), "debug/app", "binary");
          write(there(), "release/app", "binary");
        });
    Files.delete(here.resolve("debug/app"));
    Files.delete(here.resolve("debug"));

    run(Carried.Role.RESULTS);
    assertThat(RandomTree.look(here).keySet()).containsExactly("release", "release/app");
    assertThat(RandomTree.look(there()).keySet()).containsExactly("release", "release/app");

    // As cargo does where a result is missing.
    run(carried(Carried.Role.RESULTS), () -> write(there(), "debug/app", "binary"));
    assertThat(here.resolve("debug/app")).hasContent("binary");
  }

  @Test
  void bringsResultsAgainThatWereRemovedWhileTheCommandRan() throws IOException, ContainerGone {
    run(carried(Carried.Role.RESULTS), () -> write(there(), "debug/app", "binary"));

    run(carried(Carried.Role.RESULTS), () -> Files.delete(here.resolve("debug/app")));

    assertThat(here.resolve("debug/app")).hasContent("binary");
    assertThat(told()).containsExactly("brought back 1 file, 6 B");
  }

  @Test
  void doesNotBringWhatWasMadeAnewAndIsAsItWas() throws IOException, ContainerGone {
    run(carried(Carried.Role.RESULTS), () -> write(there(), "debug/app", "binary"));
    var before = Files.getLastModifiedTime(here.resolve("debug/app"));

    run(
        carried(Carried.Role.RESULTS),
        () -> {
          Files.delete(there().resolve("debug/app"));
          write(there(), "debug/app", "binary");
        });

    assertThat(told()).isEmpty();
    assertThat(engine.calls)
        .containsExactly("exec jcross-list", "exec jcross-list", "exec jcross-sum");
    assertThat(Files.getLastModifiedTime(here.resolve("debug/app"))).isEqualTo(before);
    run(Carried.Role.RESULTS);
    assertThat(engine.calls).containsExactly("exec jcross-list", "exec jcross-list");
  }

  @Test
  void bringsNoResultsWhereNobodyWantsThem() throws IOException, ContainerGone {
    wishes = new Whereabouts.Wishes(false, false, false);

    run(carried(Carried.Role.RESULTS), () -> write(there(), "debug/app", "binary"));

    assertThat(here.resolve("debug")).doesNotExist();
    assertThat(told()).isEmpty();
  }

  @Test
  void keepsIntermediateFilesOfCargosThere() throws IOException, ContainerGone {
    Step cargo =
        () -> {
          write(there(), "debug/app", "binary");
          write(there(), "debug/.fingerprint/app-1/x", "y");
          write(there(), "debug/deps/app-1", "binary");
          write(there(), "debug/incremental/x", "y");
          write(there(), "debug/build/app-1/out/deps", "y");
          write(there(), "doc/build/index.html", "y");
        };
    run(carried(Carried.Role.RESULTS), cargo);
    assertThat(RandomTree.look(here).keySet())
        .containsExactly("debug", "debug/app", "doc", "doc/build", "doc/build/index.html");

    wishes = new Whereabouts.Wishes(false, true, true);
    run(carried(Carried.Role.RESULTS), cargo);
    assertThat(RandomTree.look(here)).isEqualTo(RandomTree.look(there()));
  }

  @ParameterizedTest
  @EnumSource(
      value = Carried.Role.class,
      names = {"SOURCES", "RESULTS"})
  void refusesLinksThatLeadOutside(Carried.Role role) throws IOException, ContainerGone {
    write(here, "inside", "text");
    run(
        carried(role),
        () -> {
          Files.createDirectory(there().resolve("d"));
          Files.createSymbolicLink(there().resolve("d/absolute"), Path.of("/etc/passwd"));
          Files.createSymbolicLink(there().resolve("d/relative"), Path.of("../../secret"));
          Files.createSymbolicLink(there().resolve("d/good"), Path.of("../inside"));
        });

    assertThat(here.resolve("d/good")).isSymbolicLink();
    assertThat(here.resolve("d/absolute")).doesNotExist();
    assertThat(Files.exists(here.resolve("d/relative"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(told())
        .contains(
            "note: left on the engine what leads outside of its directory: "
                + here.resolve("d/absolute")
                + ", "
                + here.resolve("d/relative"));
  }

  @Test
  void writesNothingThroughALinkOfTheUsers() throws IOException, ContainerGone {
    var elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
    Files.createSymbolicLink(here.resolve("data"), elsewhere);
    run(Carried.Role.SOURCES);

    run(
        carried(Carried.Role.SOURCES),
        () -> {
          Files.delete(there().resolve("data"));
          write(there(), "data/stolen", "text");
        });

    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void bringsBackWithModeAndTime() throws IOException, ContainerGone {
    var time = FileTime.from(Instant.parse("2021-01-02T03:04:05.1234567Z"));
    run(
        carried(Carried.Role.RESULTS),
        () -> {
          var file = write(there(), "debug/app", "binary");
          Files.setPosixFilePermissions(file, ReturnedFiles.permissions(0751));
          Files.setLastModifiedTime(file, time);
        });

    assertThat(Files.getPosixFilePermissions(here.resolve("debug/app")))
        .isEqualTo(ReturnedFiles.permissions(0751));
    assertThat(Files.getLastModifiedTime(here.resolve("debug/app"))).isEqualTo(time);
  }

  @Test
  void bringsBackThroughAnotherContainerWhenTheSessionHasEnded() throws IOException, ContainerGone {
    run(
        carried(Carried.Role.RESULTS),
        () -> {
          write(there(), "debug/app", "binary");
          engine.gone = SESSION;
        });

    assertThat(here.resolve("debug/app")).hasContent("binary");
    assertThat(engine.calls).contains("start helper");
  }

  @Test
  void manyFilesComeInOneArchiveAndASingleOneByItself() throws IOException, ContainerGone {
    run(
        carried(Carried.Role.RESULTS),
        () -> {
          for (int i = 0; i < 200; i++) {
            write(there(), "doc/" + i, "page");
          }
        });
    assertThat(engine.calls).filteredOn(call -> call.startsWith("copy from")).hasSize(1);

    Files.write(there().resolve("large"), new byte[800_000]);
    run(Carried.Role.RESULTS);
    run(carried(Carried.Role.RESULTS), () -> write(there(), "doc/7", "new page"));
    assertThat(engine.calls).contains("copy from session /project/doc/7");
  }

  @Test
  void aFileThatVanishesWhileItIsFetchedIsNoFailure() throws IOException, ContainerGone {
    engine.beforeCopyFrom =
        () -> {
          try {
            Files.deleteIfExists(there().resolve("debug/.lock"));
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        };

    run(
        carried(Carried.Role.RESULTS),
        () -> {
          write(there(), "debug/app", "binary");
          write(there(), "debug/.lock", "");
        });

    assertThat(RandomTree.look(here).keySet()).containsExactly("debug", "debug/app");
  }
}
