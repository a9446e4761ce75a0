package dev.jcross.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.target.TargetTriple;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the Dockerfile of every target. */
class DockerfilesTest {
  private static final BuiltinRecipes RECIPES = BuiltinRecipes.load();

  /** Build arguments that say how an image is built, not what it is. */
  private static final Set<String> ARGUMENTS =
      Set.of("JCROSS_BASE", "JCROSS_CA", "RUSTUP_DIST_SERVER");

  private static final Set<String> STD = Set.of("rust-lang", "Debian", "compiled", "core", "alloc");

  /** A name and a version; what comes with a kit of the user's has the kit's. */
  private static final String NAME_AND_VERSION =
      "[A-Za-z][\\w.+-]*( [A-Za-z][\\w.+-]*)* ([0-9][\\w.+~-]*|of the (SDK|NDK))";

  private static final Pattern OF_CARGO =
      Pattern.compile("\\bCARGO_TARGET_(\\S+?)_(?:LINKER|RUNNER|RUSTFLAGS|RUSTDOCFLAGS|AR)=");

  private static final Pattern OF_A_TARGET =
      Pattern.compile(
          "\\b(?:AR|AS|CC|CXX|LD|NM|RANLIB|STRIP|OBJCOPY|CFLAGS|CXXFLAGS|ARFLAGS|RANLIBFLAGS|LDFLAGS|CXXSTDLIB"
              + "|BINDGEN_EXTRA_CLANG_ARGS|CMAKE_TOOLCHAIN_FILE|CMAKE_GENERATOR"
              + "|PKG_CONFIG(?:_LIBDIR|_PATH|_SYSROOT_DIR|_ALLOW_CROSS)?)_([a-z][a-z0-9_.]*)=");

  static Set<String> triples() {
    return RECIPES.triples();
  }

  private static Recipe recipe(String triple) {
    return ((ImageSource.Built) RECIPES.image(triple, "auto").orElseThrow()).recipe();
  }

  /** Without comments, a statement a line. */
  private static String statements(String triple) {
    var text =
        recipe(triple).files().stream()
            .filter(file -> file.path().equals("Dockerfile"))
            .map(file -> ((RecipeFile.Text) file).content())
            .findFirst()
            .orElseThrow();
    return text.replaceAll("(?m)^\\s*#.*\\n", "").replace("\\\n", " ");
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(DockerfilesTest::first).distinct().toList();
  }

  private static String first(MatchResult match) {
    return Objects.requireNonNull(match.group(1));
  }

  @ParameterizedTest
  @MethodSource("triples")
  void theFolderIsNamedLikeATripleThatRustKnows(String triple) {
    assertThat(TargetTriple.isKnown(triple)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("triples")
  void everyLabelIsThereWithAValueThatItMayHave(String triple) {
    var facts = RecipeFacts.of(recipe(triple));

    assertThat(facts.libc()).matches("none|" + NAME_AND_VERSION);
    assertThat(facts.compiler()).matches(NAME_AND_VERSION);
    assertThat(facts.cxx()).matches("none|[A-Za-z][\\w.+-]*( [\\w.+~-]+)*");
    assertThat(facts.runners()).doesNotHaveDuplicates();
    assertThat(facts.runners()).extracting("word").doesNotContain("native");
    assertThat(facts.hosts()).isNotEmpty().isSubsetOf("linux/amd64", "linux/arm64");
    assertThat(facts.std()).isNotEmpty().isSubsetOf(STD).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("triples")
  void theLibraryInTheLabelFitsTheTriple(String name) {
    var triple = TargetTriple.parse(name);
    var libc = RecipeFacts.of(recipe(name)).libc();

    if (triple.usesGlibc()) {
      assertThat(libc).startsWith("glibc 2.");
    }
    if (triple.environment().startsWith("musl")) {
      assertThat(libc).startsWith("musl 1.");
    }
  }

  @ParameterizedTest
  @MethodSource("triples")
  void variablesAreThoseOfTheTripleAndOfNoOther(String triple) {
    var text = statements(triple);
    var lower = triple.replace('-', '_');

    // Crates write the dot of thumbv8m.base as it is, or as an underscore.
    assertThat(found(OF_CARGO, text)).isSubsetOf(upper(lower), upper(lower).replace('.', '_'));
    assertThat(found(OF_A_TARGET, text)).isSubsetOf(lower, lower.replace('.', '_'));
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT);
  }

  @ParameterizedTest
  @MethodSource("triples")
  void programsHaveARunnerExactlyIfTheLabelSaysSo(String triple) {
    var named =
        Pattern.compile("\\bCARGO_TARGET_\\S+_RUNNER=(\"[^\"]*\"|\\S*)")
            .matcher(statements(triple));

    assertThat(named.find()).isEqualTo(!RecipeFacts.of(recipe(triple)).runners().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("triples")
  void theDockerfileReadsOnItsOwn(String triple) {
    var text = statements(triple);

    assertThat(text.lines().filter(line -> line.startsWith("ARG ")))
        .allSatisfy(line -> assertThat(ARGUMENTS).contains(line.substring(4).split("=", 2)[0]));
    // All else is written out; $PATH is what the base has.
    assertThat(
            text.lines()
                .filter(line -> line.startsWith("ENV ") || line.startsWith("LABEL "))
                .filter(line -> line.replaceAll("\\$\\{?PATH\\b", "").contains("$")))
        .isEmpty();
    assertThat(found(Pattern.compile("(?m)^FROM (\\S+)"), text)).containsExactly("${JCROSS_BASE}");
    assertThat(recipe(triple).arguments()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("triples")
  void whatNeedsTheNetworkTrustsTheCallersCertificates(String triple) {
    var text = statements(triple);
    var lines = text.lines().toList();
    var networked =
        lines.stream()
            .filter(
                line ->
                    line.matches(
                        "RUN .*\\b(add-std|add-gcc|add-qemu|add-zig|install-packages|apt-get|curl)(?![\\w-]).*"))
            .toList();

    assertThat(networked).isNotEmpty().allMatch(line -> line.contains("with-ca "));
    assertThat(lines.indexOf("ARG JCROSS_CA")).isBetween(0, lines.indexOf(networked.getFirst()));
  }
}
