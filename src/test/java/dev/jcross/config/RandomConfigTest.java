package dev.jcross.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.problem.ProblemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomConfigTest {
  private static final List<String> HEADERS =
      List.of(
          "[build]",
          "[build.env]",
          "[build.dockerfile]",
          "[target]",
          "[target.aarch64-unknown-linux-gnu]",
          "[target.aarch64-unknown-linux-gnu.env]",
          "[target.aarch64-unknown-linux-gnu.image]",
          "[target.thumbv8m.base-none-eabi]",
          "[target.'']",
          "[[build]]",
          "[\"\"]",
          "[build",
          "");
  private static final List<String> VALUES =
      List.of(
          "\"\"",
          "\"x\"",
          "\"\\u0000\"",
          "\"a\\nb\"",
          "\"=\"",
          "\"é=ü\"",
          "true",
          "-9223372036854775808",
          "9223372036854775807",
          "1e400",
          "nan",
          "1979-05-27T07:32:00Z",
          "07:32:00",
          "[]",
          "[1, \"a\", [], {}]",
          "[\"A\", \"B=1\", \"=\", \"\\u0000\"]",
          "{}",
          "{ name = \"x\", file = \"y\", \"\" = 1 }",
          "{ a.b.c = 1 }",
          "\"unclosed",
          "");

  @TempDir Path directory;

  private static <T> T any(Random random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static String toml(Random random) {
    var keys =
        Arrays.stream(Key.values()).map(Key::toml).collect(java.util.stream.Collectors.toList());
    keys.addAll(List.of("env", "image.name", "dockerfile.file", "\"\"", "a.b", "toolchain", "="));
    var text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      if (random.nextInt(3) == 0) {
        text.append(any(random, HEADERS)).append('\n');
      }
      text.append(any(random, keys)).append(" = ").append(any(random, VALUES)).append('\n');
    }
    if (random.nextInt(4) == 0 && !text.isEmpty()) {
      text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(0x250));
    }
    return text.toString();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void turnsAnyFileIntoSettingsOrProblems(long seed) {
    var random = new Random(seed);
    IntStream.range(0, 30)
        .forEach(
            round -> {
              var text = toml(random);
              var workspace =
                  new Workspace(directory)
                      .crossToml(text)
                      .metadata(
                          "Cargo.toml", "[workspace.metadata.cross." + toml(random).stripLeading());
              if (random.nextBoolean()) {
                workspace.variable("CROSS_BUILD_" + any(random, suffixes()), any(random, VALUES));
              }
              var checked = workspace.read();
              assertThat(checked.problems())
                  .allSatisfy(problem -> assertThat(problem.place()).isPresent());
              assertThat(checked.value().explain(Workspace.PI)).hasSize(Key.values().length);
              assertThat(checked.value().defaultTarget()).isNotNull();
              try {
                assertThat(checked.value().forTarget(Workspace.PI)).isNotNull();
              } catch (ProblemException e) {
                assertThat(e.problems())
                    .allSatisfy(problem -> assertThat(problem.place()).isPresent());
              }
            });
  }

  private static List<String> suffixes() {
    return Arrays.stream(Key.values()).flatMap(key -> key.suffix().stream()).toList();
  }
}
