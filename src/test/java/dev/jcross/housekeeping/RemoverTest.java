package dev.jcross.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jcross.engine.ScriptedEngine;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
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

class RemoverTest {
  private static final OwnImage BASE = Things.base("aaaaaaaaaaaaaaaa");

  @TempDir Path directory = Path.of("/");

  private final ScriptedEngine engine = new ScriptedEngine();
  private final List<String> removed = new ArrayList<>();

  private static Choice choice(Belonging... all) {
    return new Choice(
        java.util.Arrays.stream(all).map(one -> new Choice.Chosen(one, Optional.empty())).toList(),
        List.of());
  }

  private List<Problem> remove(boolean force, Belonging... all) {
    return new Remover(engine, force).remove(choice(all), one -> removed.add(one.name()));
  }

  private static RuntimeException problem(ProblemCode code) {
    return Problem.error(code, "no").asException();
  }

  @Test
  void removesEverythingByItsName() {
    engine.image(BASE.names().getFirst(), BASE.id());
    engine.volume("jcross-cargo-1000", Map.of());

    assertThat(remove(false, BASE, Things.crates())).isEmpty();

    assertThat(engine.calls())
        .containsExactly(
            "remove image " + BASE.names().getFirst(), "remove volume jcross-cargo-1000");
    assertThat(removed).containsExactly("base:aaaaaaaaaaaaaaaa", "jcross-cargo-1000");
  }

  @Test
  void goesOnWithTheRestAfterARefusal() {
    engine.volume("jcross-cargo-1000", Map.of());
    engine.image(BASE.names().getFirst(), BASE.id());
    engine.before(
        "removeImage",
        () -> {
          throw problem(ProblemCode.ENGINE_REFUSED);
        });

    assertThat(remove(false, BASE, Things.crates()))
        .extracting(Problem::code)
        .containsExactly(ProblemCode.ENGINE_REFUSED);
    assertThat(removed).containsExactly("jcross-cargo-1000");
  }

  @Test
  void stopsWhenTheEngineGoesAway() {
    engine.before(
        "removeImage",
        () -> {
          throw problem(ProblemCode.ENGINE_LOST);
        });

    assertThatThrownBy(() -> remove(false, BASE, Things.crates()))
        .isInstanceOf(ProblemException.class);
    assertThat(removed).isEmpty();
  }

  @Test
  void removesFilesAndNotWhatIsBehindLinks() throws IOException {
    var cache = Files.createDirectory(directory.resolve("cache"));
    var precious = Files.writeString(directory.resolve("precious"), "p");
    Files.createDirectories(cache.resolve("logs/deep"));
    Files.writeString(cache.resolve("logs/deep/a.log"), "12345");
    Files.createSymbolicLink(cache.resolve("logs/link"), directory);
    Files.createSymbolicLink(cache.resolve("other"), precious);

    var files = CachedFiles.in(cache);

    assertThat(files)
        .extracting(CachedFiles::path)
        .containsExactly(cache.resolve("logs"), cache.resolve("other"));
    assertThat(remove(false, files.toArray(Belonging[]::new))).isEmpty();
    assertThat(cache).isEmptyDirectory();
    assertThat(precious).hasContent("p");
    assertThat(CachedFiles.in(directory.resolve("nowhere"))).isEmpty();
  }
}
