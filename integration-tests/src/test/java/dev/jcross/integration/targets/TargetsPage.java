package dev.jcross.integration.targets;

import dev.jcross.image.BuiltinRecipes;
import dev.jcross.image.RecipeFacts;
import dev.jcross.target.ProgramRunner;
import dev.jcross.target.TargetFamily;
import dev.jcross.target.TargetTriple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
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

      Each of these has an image of its own, made by a Dockerfile below [`images/`](../../images). Any other target works with [an image of yours](#without-an-image).

      The first table of each family says what the images hold. The runners are those that come with the image, the default first; programs for the machine's own architecture run directly. Where Rust's library ends with `core` and `alloc`, there is no `std`.

      The second table says what was shown: `./dev test --all-targets` builds each image and does in it what follows. A cell says how far that went (`checked`, `built`, or `ran` and by what), or why not. Each row is also a [file](targets) for programs. A kit that may not be handed on is the user's to give, by the key [`sdk`](configuration.md) or, for Microsoft's, by `JCROSS_ACCEPT_MSVC_LICENSE=1`; where it was not there, the image was built and measured without it.

      | Column | |
      | --- | --- |
      | labels | the compiler and the libraries for C and C++ are those of the first table, as they say themselves |
      | no_std | `cargo check` of a library that uses `core` and `alloc` |
      | hello | [`examples/hello`](../../examples/hello) is built, is for that machine, and runs under each runner |
      | tests | `cargo test` of it: a unit test, one that starts the program, one in the documentation |
      | C++ | the tests of [`examples/cpp`](../../examples/cpp), which throws and catches an exception |
      | CMake | the tests of [`examples/cmake`](../../examples/cmake), whose build script runs CMake |
      | bindgen | the tests of [`examples/bindgen`](../../examples/bindgen), whose bindings come from the C library's headers |
      | firmware | [`examples/firmware`](../../examples/firmware) prints by semihosting what it should |
      | MB | what the image adds to the base, which all share: 700 at most, 450 for musl and where there is no system |
      | image, checks | how long it took to build the image on top of the base, and to do all this |
      """;

  /** Cross has images for all that are named here. */
  static final String WITHOUT_AN_IMAGE =
      """

      ## Without an image

      jcross has a recipe where Debian, zig or the user can give a C library. So it has none for:

      | Target | Because | An image has to bring |
      | --- | --- | --- |
      | `x86_64-unknown-illumos` | neither Debian nor zig has illumos' C library | headers and libraries of an illumos distribution, and a GCC for it |
      | `x86_64-pc-solaris`, `sparcv9-sun-solaris` | the C library is Oracle's | headers and libraries of Solaris, and a GCC for it |
      | `x86_64-unknown-dragonfly` | neither Debian nor zig has DragonFly's C library | those of DragonFly BSD, a GCC for it, and the standard library: Rust ships none (`build-std = true`) |

      For these there are images of cross's; a [Rust](../guide/toolchains.md#images-without-rust) is put beside what they hold:

      ```toml
      [target.x86_64-unknown-illumos]
      image = "ghcr.io/cross-rs/x86_64-unknown-illumos:main"
      ```

      For every other target of Rust's, those for uClibc or RTEMS for example, and for [specifications of your own](../guide/custom-targets.md), name an [image of yours](../guide/images.md#build-your-own-on-top), or a `dockerfile` that adds the toolchain. Where Rust ships no standard library, `build-std = true` compiles it, with a nightly.
      """;

  private final BuiltinRecipes recipes;
  private final Map<String, Row> rows;

  TargetsPage(BuiltinRecipes recipes, Map<String, Row> rows) {
    this.recipes = recipes;
    this.rows = rows;
  }

  String markdown() {
    var families =
        recipes.triples().stream()
            .collect(
                Collectors.groupingBy(
                    triple -> TargetFamily.of(TargetTriple.parse(triple)),
                    TreeMap::new,
                    Collectors.toList()));
    var lines = new ArrayList<String>();
    families.forEach((family, triples) -> lines.addAll(section(family, triples)));
    return INTRODUCTION + String.join("\n", lines) + "\n" + WITHOUT_AN_IMAGE;
  }

  private List<String> section(TargetFamily family, List<String> triples) {
    var title =
        family.title().substring(0, 1).toUpperCase(Locale.ROOT) + family.title().substring(1);
    var lines = new ArrayList<>(List.of("", "## " + title, ""));
    lines.addAll(
        table(List.of("Target", "C library", "C compiler", "C++", "Runner", "Rust's std")));
    triples.forEach(triple -> lines.add(facts(triple)));
    lines.add("");
    var titles = new ArrayList<>(List.of("Target"));
    checks(family).map(Check::title).forEach(titles::add);
    titles.addAll(List.of("MB", "image", "checks", "with"));
    lines.addAll(table(titles));
    triples.forEach(triple -> lines.add(shown(triple, checks(family))));
    return lines;
  }

  private static Stream<Check> checks(TargetFamily family) {
    return Arrays.stream(Check.values())
        .filter(check -> check != Check.FIRMWARE || family == TargetFamily.BARE_METAL);
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

  private String shown(String triple, Stream<Check> checks) {
    var row = rows.get(triple);
    if (row == null) {
      return cells(List.of("`" + triple + "`", "not yet measured"));
    }
    var cells = new ArrayList<>(List.of("`" + triple + "`"));
    checks.forEach(
        check ->
            cells.add(
                Optional.ofNullable(row.outcomes().get(check)).map(Outcome::text).orElse("–")));
    cells.add(number(row.megabytes(), ""));
    cells.add(number(row.imageSeconds(), " s"));
    cells.add(row.checkSeconds() + " s");
    cells.add(row.rust().isEmpty() ? row.host() : row.rust() + ", " + row.host());
    return cells(cells);
  }

  private static String number(OptionalLong number, String unit) {
    return number.isPresent() ? number.getAsLong() + unit : "–";
  }
}
