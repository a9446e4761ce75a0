package dev.jcross.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltinRecipesTest {
  /** The tests of a module start in its directory. */
  private static final Path IMAGES = Path.of("../images");

  private static final BuiltinRecipes RECIPES = BuiltinRecipes.load();

  private static final Map<String, String> SMALL =
      Map.of(
          "base/Dockerfile", "ARG JCROSS_FROM\nFROM ${JCROSS_FROM}\nCOPY common/add /\n",
          "common/add", "#!/bin/sh\n",
          "common/settings", "key=value\n",
          "one/Dockerfile", "ARG JCROSS_BASE\nFROM ${JCROSS_BASE}\nCOPY common/settings extra /\n",
          "one/extra", "1\n",
          "two/Dockerfile", "ARG JCROSS_BASE\nFROM ${JCROSS_BASE}\nRUN two\n");

  static Set<String> triplesOnDisk() throws IOException {
    var names = new TreeSet<String>();
    try (var folders = Files.list(IMAGES)) {
      folders
          .filter(folder -> Files.exists(folder.resolve("Dockerfile")))
          .forEach(folder -> names.add(folder.getFileName().toString()));
    }
    assertThat(names).contains("base", "rustup", "zig", "aarch64-unknown-linux-gnu");
    names.removeAll(Set.of("base", "debian-sources", "rustup", "zig", "qemu-system"));
    return names;
  }

  private static ImageSource.Built image(BuiltinRecipes recipes, String triple, String rust) {
    return (ImageSource.Built) recipes.image(triple, rust).orElseThrow();
  }

  private static ImageSource.Built base(ImageSource.Built image) {
    return (ImageSource.Built) image.base().orElseThrow();
  }

  private static String dockerfile(ImageSource.Built image) {
    return image.recipe().files().stream()
        .filter(file -> file.path().equals(image.recipe().dockerfile()))
        .map(file -> ((RecipeFile.Text) file).content())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void bringsEveryTripleOfTheCheckoutAlong() throws IOException {
    assertThat(RECIPES.triples()).containsExactlyElementsOf(triplesOnDisk());
  }

  @Test
  void bringsEveryFileOfTheCheckoutAlong() throws IOException {
    try (var walk = Files.walk(IMAGES)) {
      var onDisk =
          walk.filter(Files::isRegularFile)
              .map(file -> IMAGES.relativize(file).toString())
              .sorted()
              .toList();
      assertThat(RECIPES.paths()).containsExactlyElementsOf(onDisk);
    }
  }

  @ParameterizedTest
  @MethodSource("triplesOnDisk")
  void everyTripleIsBuiltOnTheBaseAndTheBaseOnDebian(String triple) {
    var image = image(RECIPES, triple, "auto");
    var base = base(image);

    assertThat(image.kind()).isEqualTo(ImageSource.Kind.BUILTIN);
    assertThat(image.recipe().name()).isEqualTo(triple);
    assertThat(image.baseArgument()).isEqualTo("JCROSS_BASE");
    assertThat(base.recipe().name()).isEqualTo("base");
    assertThat(base.baseArgument()).isEqualTo("JCROSS_FROM");
    assertThat(base.recipe().arguments())
        .isEqualTo(Map.of("JCROSS_FROM", "debian:trixie-slim", "JCROSS_RUST", "auto"));
    assertThat(base.base()).contains(new ImageSource.Debian());
  }

  @ParameterizedTest
  @MethodSource("triplesOnDisk")
  void everyDockerfileStartsFromTheBaseThatItIsGiven(String triple) {
    var image = image(RECIPES, triple, "auto");

    assertThat(dockerfile(image).lines())
        .containsSubsequence("ARG JCROSS_BASE", "FROM ${JCROSS_BASE}")
        .filteredOn(line -> line.startsWith("FROM"))
        .hasSize(1);
    assertThat(dockerfile(base(image)).lines())
        .contains("FROM ${JCROSS_FROM}", "ARG JCROSS_FROM=debian:trixie-slim");
  }

  @ParameterizedTest
  @MethodSource("triplesOnDisk")
  void everyFileThatADockerfileCopiesIsInItsContext(String triple) {
    var image = image(RECIPES, triple, "auto");
    for (var layer : java.util.List.of(image, base(image))) {
      var paths = layer.recipe().files().stream().map(RecipeFile::path).toList();
      var copied =
          dockerfile(layer)
              .lines()
              .filter(line -> line.startsWith("COPY "))
              .map(line -> line.substring(5).strip().split("\\s+"))
              .flatMap(words -> java.util.Arrays.stream(words).limit(words.length - 1L))
              .toList();

      assertThat(copied).isNotEmpty();
      assertThat(paths).containsAll(copied);
    }
  }

  @Test
  void allTriplesShareOneBase() {
    var bases =
        RECIPES.triples().stream()
            .map(triple -> base(image(RECIPES, triple, "auto")).reference())
            .distinct()
            .toList();

    assertThat(bases).hasSize(1);
  }

  @Test
  void theSourceOfRustIsPartOfEveryName() {
    var auto = image(RECIPES, "aarch64-unknown-linux-gnu", "auto");
    var debian = image(RECIPES, "aarch64-unknown-linux-gnu", "debian");

    assertThat(base(auto).reference()).isNotEqualTo(base(debian).reference());
    assertThat(auto.reference()).isNotEqualTo(debian.reference());
  }

  @Test
  void hasNoImageForTheBaseOrForWhatItDoesNotKnow() {
    assertThat(RECIPES.image("base", "auto")).isEmpty();
    assertThat(RECIPES.image("common", "auto")).isEmpty();
    assertThat(RECIPES.image("hexagon-unknown-linux-musl", "auto")).isEmpty();
  }

  @Test
  void aContextHoldsTheFoldersOwnFilesAndWhatItsDockerfileCopiesOfTheCommonOnes() {
    var image = image(BuiltinRecipes.of(SMALL), "one", "auto");

    assertThat(image.recipe().files())
        .containsExactly(
            new RecipeFile.Text(
                "Dockerfile", false, Objects.requireNonNull(SMALL.get("one/Dockerfile"))),
            new RecipeFile.Text("common/settings", false, "key=value\n"),
            new RecipeFile.Text("extra", false, "1\n"));
    assertThat(base(image).recipe().files())
        .contains(new RecipeFile.Text("common/add", true, "#!/bin/sh\n"))
        .hasSize(2);
  }

  @Test
  void aChangeOfACommonScriptRenamesOnlyTheImagesThatHoldIt() {
    var changed = new TreeMap<>(SMALL);
    changed.put("common/settings", "key=other\n");
    var before = BuiltinRecipes.of(SMALL);
    var after = BuiltinRecipes.of(changed);

    assertThat(image(after, "one", "auto").reference())
        .isNotEqualTo(image(before, "one", "auto").reference());
    assertThat(image(after, "two", "auto")).isEqualTo(image(before, "two", "auto"));
  }

  @Test
  void theImageOfRustupStandsOnDebianAndBelongsToNoTriple() {
    var rustup = (ImageSource.Built) RECIPES.rustup();

    assertThat(rustup.reference()).startsWith("localhost/jcross/rustup:");
    assertThat(rustup.base()).contains(new ImageSource.Debian());
    assertThat(rustup.baseArgument()).isEqualTo("JCROSS_FROM");
    assertThat(rustup.recipe().files())
        .extracting(RecipeFile::path)
        .containsExactly(
            "Dockerfile",
            "common/apt-settings",
            "common/dpkg-excludes",
            "common/install-packages",
            "common/install-toolchain",
            "common/with-ca");
    assertThat(RECIPES.triples()).doesNotContain("rustup");
    assertThat(RECIPES.image("rustup", "auto")).isEmpty();
  }

  @Test
  void packagesFromElsewhereMakeOtherImagesAndNoneMakesTheSame() {
    var lines =
        List.of(
            "deb http://mirror.example/debian trixie main",
            "deb http://mirror.example/debian trixie-updates main");
    var elsewhere = RECIPES.withPackagesFrom(lines);
    var image = image(elsewhere, "aarch64-unknown-linux-gnu", "auto");
    var base = (ImageSource.Built) image.base().orElseThrow();
    var sources = (ImageSource.Built) base.base().orElseThrow();

    assertThat(sources.reference()).startsWith("localhost/jcross/debian-sources:");
    assertThat(sources.base()).contains(new ImageSource.Debian());
    assertThat(sources.recipe().arguments())
        .containsEntry("JCROSS_APT_SOURCES", lines.get(0) + "\n" + lines.get(1));
    assertThat(base.recipe().arguments()).containsEntry("JCROSS_FROM", sources.reference());
    var ours = image(RECIPES, "aarch64-unknown-linux-gnu", "auto");
    assertThat(image.reference()).isNotEqualTo(ours.reference());
    assertThat(RECIPES.withPackagesFrom(List.of()).references()).isEqualTo(RECIPES.references());
    assertThat(elsewhere.references()).doesNotContainAnyElementsOf(RECIPES.references());
    assertThat(RECIPES.triples()).doesNotContain("debian-sources");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aarch64-unknown-linux-gnu",
        "armv7-unknown-linux-gnueabihf",
        "riscv64gc-unknown-linux-gnu"
      })
  void aLinuxToBootIsPutOnTopOfTheImageOfATarget(String triple) {
    var image = image(RECIPES, triple, "auto");
    var booting = (ImageSource.Built) RECIPES.booting(Target.parse(triple), image).orElseThrow();

    assertThat(booting.reference()).startsWith("localhost/jcross/qemu-system:");
    assertThat(booting.base()).contains(image);
    assertThat(booting.baseArgument()).isEqualTo("JCROSS_BASE");
    assertThat(booting.recipe().files())
        .extracting(RecipeFile::path)
        .containsExactly(
            "Dockerfile",
            "add-linux",
            "common/add-qemu-system",
            "init.c",
            "jcross-run-qemu-system");
    assertThat(RecipeFacts.of(booting)).isPresent().isEqualTo(RecipeFacts.of(image));
  }

  @ParameterizedTest
  @ValueSource(strings = {"i686-unknown-linux-gnu", "thumbv7em-none-eabihf"})
  void noOtherImageHasALinuxToBoot(String triple) {
    assertThat(RECIPES.booting(Target.parse(triple), image(RECIPES, triple, "auto"))).isEmpty();
  }

  static Set<String> zigTriples() {
    return RECIPES.zigTriples();
  }

  private static ImageSource.Built zig(String triple) {
    return (ImageSource.Built) RECIPES.zig(Target.parse(triple), "auto").orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("zigTriples")
  void everyImageWithZigStandsOnTheSharedBaseAndKnowsItsTarget(String triple) {
    var zig = zig(triple);

    assertThat(zig.reference()).startsWith("localhost/jcross/zig:");
    assertThat(zig.base()).contains(base(image(RECIPES, "aarch64-unknown-linux-gnu", "auto")));
    assertThat(zig.baseArgument()).isEqualTo("JCROSS_BASE");
    assertThat(zig.recipe().arguments())
        .containsEntry("JCROSS_TARGET", triple)
        .containsEntry("JCROSS_TARGET_LOWER", triple.replace('-', '_'))
        .containsEntry("JCROSS_TARGET_UPPER", triple.toUpperCase(Locale.ROOT).replace('-', '_'));
    assertThat(dockerfile(zig).lines().filter(line -> line.startsWith("ARG ")).toList())
        .containsAll(
            zig.recipe().arguments().keySet().stream().map(name -> "ARG " + name).toList());
    assertThat(zigTriples().stream().map(other -> zig(other).reference()).distinct())
        .hasSameSizeAs(zigTriples());
  }

  @Test
  void anImageWithZigHasTheCLibraryOfItsTargetWhereProgramsNeedOne() {
    assertThat(zig("armv7-unknown-linux-gnueabihf").recipe().arguments())
        .containsEntry("JCROSS_DEB_ARCH", "armhf")
        .containsEntry("JCROSS_GNU", "arm-linux-gnueabihf")
        .containsEntry("JCROSS_QEMU", "arm");
    assertThat(zig("aarch64-unknown-linux-musl").recipe().arguments())
        .containsEntry("JCROSS_DEB_ARCH", "")
        .containsEntry("JCROSS_GNU", "aarch64-linux-musl")
        .containsEntry("JCROSS_QEMU", "aarch64");
  }

  @Test
  void anImageWithZigIsMadeForAVersionOfGlibc() {
    var none = zig("aarch64-unknown-linux-gnu").recipe().arguments();
    var some = zig("aarch64-unknown-linux-gnu.2.17").recipe().arguments();

    assertThat(none).containsEntry("JCROSS_GLIBC", "");
    assertThat(some).containsEntry("JCROSS_GLIBC", ".2.17");
    assertThat(some.get("JCROSS_TARGET")).isEqualTo(none.get("JCROSS_TARGET"));
    assertThat(RECIPES.references())
        .contains(
            zig("aarch64-unknown-linux-gnu").reference(),
            zig("aarch64-unknown-linux-gnu.2.17").reference());
  }

  @Test
  void zigIsNoTripleAndLinksForKnownOnesOnly() {
    assertThat(RECIPES.triples()).doesNotContain("zig");
    assertThat(RECIPES.image("zig", "auto")).isEmpty();
    assertThat(RECIPES.zig(Target.parse("thumbv7em-none-eabi"), "auto")).isEmpty();
  }

  @Test
  void theWheelsOfZigArePinnedForBothKindsOfHost() throws IOException {
    var wheels = Files.readAllLines(IMAGES.resolve("common/zig-wheels"));

    assertThat(wheels)
        .hasSize(4)
        .allMatch(line -> line.matches("[0-9a-f]{64} {2}(ziglang|cargo_zigbuild)-[^ ]+\\.whl"));
    for (var architecture : java.util.List.of("x86_64", "aarch64")) {
      assertThat(wheels).filteredOn(line -> line.contains("_" + architecture + ".")).hasSize(2);
    }
  }

  @Test
  void aChangeInOneFolderRenamesNoOtherImage() {
    var changed = new TreeMap<>(SMALL);
    changed.put("one/extra", "2\n");
    var before = BuiltinRecipes.of(SMALL);
    var after = BuiltinRecipes.of(changed);

    assertThat(image(after, "one", "auto").reference())
        .isNotEqualTo(image(before, "one", "auto").reference());
    assertThat(image(after, "two", "auto")).isEqualTo(image(before, "two", "auto"));
  }

  @Test
  void aChangeOfTheBaseRenamesEveryImage() {
    var changed = new TreeMap<>(SMALL);
    changed.merge("base/Dockerfile", "RUN more\n", String::concat);
    var before = BuiltinRecipes.of(SMALL);
    var after = BuiltinRecipes.of(changed);

    for (var triple : before.triples()) {
      assertThat(image(after, triple, "auto").reference())
          .isNotEqualTo(image(before, triple, "auto").reference());
    }
  }

  @Test
  void readsTheRecipesOfAJar(@TempDir Path directory) throws Exception {
    var jar = directory.resolve("with space ü.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (var file : SMALL.entrySet()) {
        out.putNextEntry(new JarEntry("dev/jcross/image/recipes/" + file.getKey()));
        out.write(file.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        out.closeEntry();
      }
      for (var type :
          List.of(
              BuiltinRecipes.class,
              Recipe.class,
              RecipeFile.class,
              ImageSource.class,
              Sha256.class,
              Target.class)) {
        var file = "/" + type.getName().replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(file.substring(1)));
        try (var code = BuiltinRecipes.class.getResourceAsStream(file)) {
          out.write(Objects.requireNonNull(code).readAllBytes());
        }
        out.closeEntry();
      }
    }
    try (var loader =
        new java.net.URLClassLoader(
            new java.net.URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      var load = loader.loadClass(BuiltinRecipes.class.getName()).getMethod("load");
      var recipes = Objects.requireNonNull(load.invoke(null));

      assertThat(recipes.getClass().getMethod("triples").invoke(recipes)).hasToString("[one, two]");
    }
  }

  @Test
  void aMissingTripleIsNoImageOfItsPrefix() {
    assertThat(BuiltinRecipes.of(SMALL).image("on", "auto")).isEqualTo(Optional.empty());
  }

  @Test
  void namesEveryImageThatItCanMake() {
    var recipes = BuiltinRecipes.load();
    var names = recipes.references();

    assertThat(names).contains(recipes.rustup().reference());
    for (var rust : List.of("auto", "rustup", "debian")) {
      for (var triple : recipes.triples()) {
        var image = (ImageSource.Built) recipes.image(triple, rust).orElseThrow();
        assertThat(names).contains(image.reference(), image.base().orElseThrow().reference());
        recipes
            .booting(Target.parse(triple), image)
            .ifPresent(booting -> assertThat(names).contains(booting.reference()));
      }
      for (var triple : recipes.zigTriples()) {
        assertThat(names)
            .contains(recipes.zig(Target.parse(triple), rust).orElseThrow().reference());
      }
    }
    assertThat(names).allMatch(name -> name.startsWith("localhost/jcross/"));
  }
}
