package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jcross.target.TargetTriple;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs that people use, for machines that they have: ripgrep as it lies on crates.io, and
 * SQLite, whose C is compiled along. {@code ./dev test --real-programs}.
 */
@EnabledIfSystemProperty(named = "jcross.real-programs", matches = "true")
class RealProgramsIT {
  private static final Duration LIMIT = Duration.ofMinutes(30);

  private static final List<String> TARGETS =
      List.of(
          "aarch64-unknown-linux-gnu.2.17",
          "arm-unknown-linux-gnueabihf",
          "aarch64-unknown-linux-musl",
          "x86_64-pc-windows-gnu",
          "aarch64-apple-darwin");

  @RegisterExtension static final Workbench bench = new Workbench();

  private static Project ripgrep = bench.nowhere();
  private static Project database = bench.nowhere();

  @BeforeAll
  static void download() {
    ripgrep = Ripgrep.download(bench);
    database =
        bench
            .crate()
            .manifest(
                "[dependencies]\nrusqlite = { version = \"0.37\", features = [\"bundled\"] }\n")
            .main(
                """
                fn main() -> rusqlite::Result<()> {
                    let database = rusqlite::Connection::open_in_memory()?;
                    database.execute_batch(
                        "CREATE TABLE boards (name TEXT, pins INTEGER);
                         INSERT INTO boards VALUES ('Pi Zero', 40), ('micro:bit', 25);",
                    )?;
                    let all: (String, i64, f64) = database.query_row(
                        "SELECT group_concat(upper(name), '+'), sum(pins), round(avg(pins), 1) FROM boards",
                        [],
                        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
                    )?;
                    println!("{all:?}");
                    Ok(())
                }
                """);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void searchesWithRipgrep(String target) {
    var triple = triple(target);
    succeed(ripgrep, "build", "--locked", "--target", target);

    isFor(target, inspect(ripgrep, program(triple, "rg")));
    if (hasRunner(triple)) {
      var version =
          succeed(ripgrep, "run", "--locked", "-q", "--target", target, "--", "--version");
      assertThat(version.output()).startsWith(Ripgrep.NAME + " " + Ripgrep.VERSION);
      var found =
          succeed(
              ripgrep,
              "run",
              "--locked",
              "-q",
              "--target",
              target,
              "--",
              "--no-heading",
              "-n",
              "^name = \"rg\"$",
              "Cargo.toml");
      assertThat(found.output().strip()).matches("(Cargo\\.toml:)?\\d+:name = \"rg\"");
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void asksSqliteThatWasCompiledAlong(String target) {
    var triple = triple(target);
    succeed(database, "build", "--target", target);

    isFor(target, inspect(database, program(triple, "program")));
    if (hasRunner(triple)) {
      assertThat(succeed(database, "run", "-q", "--target", target).output().strip())
          .isEqualTo("(\"PI ZERO+MICRO:BIT\", 65, 32.5)");
    }
  }

  /** All, or those that {@code -Djcross.targets} names. */
  static Stream<String> targets() {
    var wanted = List.of(System.getProperty("jcross.targets", "all").split(","));
    return TARGETS.stream().filter(target -> wanted.contains("all") || wanted.contains(target));
  }

  private static Result succeed(Project project, String... words) {
    return project.jcross().start(words).await(LIMIT).hasStatus(0);
  }

  private static TargetTriple triple(String target) {
    return TargetTriple.parse(target.replaceFirst("\\.2\\.\\d+$", ""));
  }

  private static boolean hasRunner(TargetTriple triple) {
    return !triple.name().contains("-apple-");
  }

  private static String program(TargetTriple triple, String name) {
    var suffix = triple.operatingSystem().equals("windows") ? ".exe" : "";
    return "target/" + triple + "/debug/" + name + suffix;
  }

  private static JsonNode inspect(Project project, String file) {
    try {
      return new ObjectMapper()
          .readTree(project.succeed("inspect", "--json", file).output())
          .path("files")
          .path(0);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** What the target's name promises. */
  private static void isFor(String target, JsonNode file) {
    var triple = triple(target);
    switch (target) {
      case "aarch64-unknown-linux-gnu.2.17" -> {
        assertThat(file.path("machine").asText()).isEqualTo("aarch64");
        var minor = file.path("glibc").path("minimum").asText().replace("2.", "");
        assertThat(Integer.parseInt(minor)).isLessThanOrEqualTo(17);
      }
      case "arm-unknown-linux-gnueabihf" -> {
        // The core of the first Raspberry Pi and of the Pi Zero.
        assertThat(file.path("arm").path("architecture").asText()).startsWith("v6");
        assertThat(file.path("arm").path("float").asText()).isEqualTo("hard");
      }
      case "aarch64-unknown-linux-musl" -> {
        assertThat(file.path("machine").asText()).isEqualTo("aarch64");
        assertThat(file.path("linkage").asText()).startsWith("static");
      }
      case "x86_64-pc-windows-gnu" -> {
        assertThat(file.path("format").asText()).isEqualTo("pe");
        assertThat(file.path("machine").asText()).isEqualTo("x86_64");
      }
      case "aarch64-apple-darwin" -> {
        assertThat(file.path("format").asText()).isEqualTo("macho");
        assertThat(file.path("machine").asText()).isEqualTo("aarch64");
      }
      default -> throw new IllegalArgumentException(triple.name());
    }
  }
}
