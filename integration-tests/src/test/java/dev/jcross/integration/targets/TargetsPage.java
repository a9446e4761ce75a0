package dev.jcross.integration.targets;

import dev.jcross.image.BuiltinRecipes;
import dev.jcross.image.RecipeFacts;
import dev.jcross.target.ProgramRunner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes docs/reference/targets.md from the labels of the images and the rows of what was shown.
 */
final class TargetsPage {
  private static final String INTRODUCTION =
      """
      # Targets

      <!-- Generated from the labels in images/*/Dockerfile and the rows in docs/reference/targets/: ./dev docs -->

      Each of these has an image of its own, a Dockerfile below [`images/`](../../images). Any other target works with [an image of yours](../guide/images.md).

      ## What the images hold

      The runners are those that come with the image, the default first; programs for the machine's own architecture run directly. For targets with `core` Rust has no more than that.

      """;

  private static final String SHOWN =
      """

      ## What was shown

      `./dev test --all-targets` builds each image and does in it what follows; each target's row is also a [file](targets). A cell says how far it went (`checked`, `built`, or `ran` and under what), or why not.

      * labels: the compiler, the C library and the C++ library say what the table above says.
      * no_std: `cargo check` of a library that uses `core` and `alloc`.
      * hello: [`examples/hello`](../../examples/hello) is built, is a program for that machine, and runs under each runner.
      * tests: `cargo test` of it: a unit test, a test that starts the program, a documentation test.
      * C++: the tests of [`examples/cpp`](../../examples/cpp).
      * CMake: the tests of [`examples/cmake`](../../examples/cmake), whose build script runs CMake.
      * bindgen: the tests of [`examples/bindgen`](../../examples/bindgen), whose bindings come from the C library's headers.
      * firmware: a program for a bare machine prints what it should.

      The size is what an image adds to the base, which all share: 700 MB at most, 450 MB for musl and for targets without a system. The times are those of one run on the host named, of the image's build on top of the base and of all the checks.

      """;

  private final BuiltinRecipes recipes;
  private final Map<String, Row> rows;

  TargetsPage(BuiltinRecipes recipes, Map<String, Row> rows) {
    this.recipes = recipes;
    this.rows = rows;
  }

  String markdown() {
    var lines = new ArrayList<String>();
    lines.addAll(
        table(List.of("Target", "C library", "C compiler", "C++", "Runner", "Rust's std")));
    recipes.triples().forEach(triple -> lines.add(facts(triple)));
    lines.addAll(SHOWN.lines().toList());
    var titles =
        Stream.of(
                Stream.of("Target"),
                Arrays.stream(Check.values()).map(Check::title),
                Stream.of("MB", "Image", "Checks", "With"))
            .flatMap(part -> part)
            .toList();
    lines.addAll(table(titles));
    recipes.triples().forEach(triple -> lines.add(shown(triple)));
    return INTRODUCTION + String.join("\n", lines) + "\n";
  }

  private static List<String> table(List<String> titles) {
    return List.of(cells(titles), cells(titles.stream().map(_ -> "---").toList()));
  }

  private static String cells(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|").replace("<", "&lt;"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private String facts(String triple) {
    var facts = recipes.image(triple, "auto").flatMap(RecipeFacts::of).orElseThrow();
    var runners =
        facts.runners().stream().map(ProgramRunner::word).collect(Collectors.joining(", "));
    return cells(
        List.of(
            "[`" + triple + "`](../../images/" + triple + "/Dockerfile)",
            facts.libc(),
            facts.compiler(),
            facts.cxx(),
            runners.isEmpty() ? "none" : runners,
            String.join(", ", facts.std())));
  }

  private String shown(String triple) {
    var cells = new ArrayList<String>();
    cells.add("`" + triple + "`");
    var row = Optional.ofNullable(rows.get(triple));
    for (var check : Check.values()) {
      cells.add(
          row.map(
                  known ->
                      Optional.ofNullable(known.outcomes().get(check))
                          .map(Outcome::text)
                          .orElse("–"))
              .orElse(check == Check.LABELS ? "not yet measured" : ""));
    }
    cells.add(row.map(known -> number(known.megabytes(), "")).orElse(""));
    cells.add(row.map(known -> number(known.imageSeconds(), " s")).orElse(""));
    cells.add(row.map(known -> known.checkSeconds() + " s").orElse(""));
    cells.add(
        row.map(known -> (known.rust().isEmpty() ? "" : known.rust() + ", ") + known.host())
            .orElse(""));
    return cells(cells);
  }

  private static String number(OptionalLong number, String unit) {
    return number.isPresent() ? number.getAsLong() + unit : "–";
  }
}
