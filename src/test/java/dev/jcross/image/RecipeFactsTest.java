package dev.jcross.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jcross.target.ProgramRunner;
import dev.jcross.target.SdkKind;
import dev.jcross.target.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecipeFactsTest {
  private static final String BASE = "ARG JCROSS_FROM\nFROM ${JCROSS_FROM}\n";

  private static final String LABELLED =
      """
      ARG JCROSS_BASE
      FROM ${JCROSS_BASE}
      # LABEL dev.jcross.libc="a comment"
      LABEL dev.jcross.libc="bionic 35" \\
          dev.jcross.compiler="clang 19" dev.jcross.cxx=none \\
          dev.jcross.runner="qemu-user qemu-system" \\
          dev.jcross.std="rust-lang, compiled" \\
          dev.jcross.sdk="android-ndk"
      RUN last
      """;

  private static RecipeFacts facts(String dockerfile) {
    return RecipeFacts.of(image(dockerfile)).orElseThrow();
  }

  private static ImageSource image(String dockerfile) {
    return BuiltinRecipes.of(Map.of("base/Dockerfile", BASE, "one/Dockerfile", dockerfile))
        .image("one", "auto")
        .orElseThrow();
  }

  @Test
  void readsWhatTheLabelsSay() {
    assertThat(facts(LABELLED))
        .isEqualTo(
            new RecipeFacts(
                "bionic 35",
                "clang 19",
                "none",
                List.of(ProgramRunner.QEMU_USER, ProgramRunner.QEMU_SYSTEM),
                List.of("rust-lang", "compiled"),
                List.of("linux/amd64", "linux/arm64"),
                Optional.of(new SdkNeed(SdkKind.ANDROID_NDK, false))));
  }

  @Test
  void noneIsNoRunner() {
    assertThat(facts(LABELLED.replace("qemu-user qemu-system", "none")).runners()).isEmpty();
  }

  @Test
  void aRecipeMayBeForOneKindOfHostOnly() {
    assertThat(
            facts(LABELLED.replace("dev.jcross.cxx", "dev.jcross.hosts=linux/amd64 dev.jcross.cxx"))
                .hosts())
        .containsExactly("linux/amd64");
  }

  @Test
  void aDevelopmentKitMayBeOptionalOrNotWanted() {
    assertThat(facts(LABELLED.replace("android-ndk", "apple optional")).sdk())
        .contains(new SdkNeed(SdkKind.APPLE, true));
    assertThat(facts(LABELLED.replace("dev.jcross.sdk=\"android-ndk\"", "")).sdk()).isEmpty();
  }

  @Test
  void refusesARecipeThatSaysTooLittleOrNonsense() {
    assertThatThrownBy(() -> facts(LABELLED.replace("dev.jcross.cxx=none", "")))
        .hasMessage("images/one/Dockerfile: the label dev.jcross.cxx is missing");
    assertThatThrownBy(() -> facts(LABELLED.replace("qemu-system", "bochs")))
        .hasMessage("images/one/Dockerfile: the label dev.jcross.runner says 'bochs'");
    assertThatThrownBy(() -> facts(LABELLED.replace("android-ndk", "solaris")))
        .hasMessage("images/one/Dockerfile: the label dev.jcross.sdk says 'solaris'");
  }

  @Test
  void anImageWithZigSaysTheGlibcThatItWasMadeFor() {
    var recipes = BuiltinRecipes.load();

    assertThat(zig(recipes, "aarch64-unknown-linux-gnu.2.17").libc()).isEqualTo("glibc 2.17");
    assertThat(zig(recipes, "aarch64-unknown-linux-gnu").libc()).isEqualTo("glibc 2.31");
    assertThat(zig(recipes, "x86_64-unknown-linux-musl"))
        .isEqualTo(
            new RecipeFacts(
                "musl 1.2.5",
                "zig 0.17",
                "libc++",
                List.of(ProgramRunner.QEMU_USER),
                List.of("rust-lang", "compiled"),
                List.of("linux/amd64", "linux/arm64"),
                Optional.empty()));
  }

  private static RecipeFacts zig(BuiltinRecipes recipes, String target) {
    return RecipeFacts.of(recipes.zig(Target.parse(target), "auto").orElseThrow()).orElseThrow();
  }

  @Test
  void commandsOnTopChangeNothingAndAnImageOfTheUsersSaysNothing() {
    var recipes = BuiltinRecipes.load();
    var image = recipes.image("aarch64-unknown-linux-gnu", "auto").orElseThrow();
    var onTop =
        CustomImages.preBuild(
            "aarch64-unknown-linux-gnu", image, List.of("true"), Optional.empty(), recipes);

    assertThat(RecipeFacts.of(onTop)).isPresent().isEqualTo(RecipeFacts.of(image));
    assertThat(RecipeFacts.of(new ImageSource.Pulled("team/image", Optional.empty()))).isEmpty();
    assertThat(
            RecipeFacts.of(
                CustomImages.dockerfile(
                    "aarch64-unknown-linux-gnu",
                    Path.of("../images/aarch64-unknown-linux-gnu/Dockerfile"),
                    Path.of("../images/aarch64-unknown-linux-gnu"),
                    Map.of(),
                    Optional.of(image))))
        .isEmpty();
  }
}
