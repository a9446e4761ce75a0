package dev.jcross.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecipeTest {
  private static final RecipeFile DOCKERFILE = new RecipeFile.Text("Dockerfile", false, "FROM x\n");
  private static final RecipeFile SCRIPT = new RecipeFile.Text("bin/add", true, "#!/bin/sh\n");

  @TempDir Path directory;

  private static String hash(List<RecipeFile> files, Map<String, String> arguments)
      throws IOException {
    return Recipe.of("base", "Dockerfile", files, arguments).contentHash();
  }

  private static String hash(RecipeFile... files) throws IOException {
    return hash(List.of(files), Map.of());
  }

  private Path write(String name, String content) throws IOException {
    var file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  @Test
  void namesTheSameContentByTheSameHashInEveryRelease() throws IOException {
    // A changed hash makes every user build every image anew: do that on purpose only.
    assertThat(hash(List.of(DOCKERFILE, SCRIPT), Map.of("A", "1", "B", "2")))
        .isEqualTo("0d24c4196ed6a95f874d0fb467d29243662de20406260256148824d874cd59b3");
  }

  @Test
  void doesNotDependOnTheOrderOfFilesAndArguments() throws IOException {
    var forth = new LinkedHashMap<String, String>();
    forth.put("A", "1");
    forth.put("B", "2");
    var back = new LinkedHashMap<String, String>();
    back.put("B", "2");
    back.put("A", "1");

    assertThat(hash(List.of(SCRIPT, DOCKERFILE), back))
        .isEqualTo(hash(List.of(DOCKERFILE, SCRIPT), forth));
  }

  @Test
  void doesNotDependOnWhereFilesLie() throws IOException {
    var here = new RecipeFile.OnDisk("a", false, write("here/a", "content"));
    var there = new RecipeFile.OnDisk("a", false, write("there/deep/b", "content"));

    assertThat(hash(here))
        .isEqualTo(hash(there))
        .isEqualTo(hash(new RecipeFile.Text("a", false, "content")));
  }

  @Test
  void changesWithEveryPartOfAFile() throws IOException {
    var hashes =
        List.of(
            hash(),
            hash(new RecipeFile.Text("a", false, "content")),
            hash(new RecipeFile.Text("a", true, "content")),
            hash(new RecipeFile.Text("b", false, "content")),
            hash(new RecipeFile.Text("a", false, "Content")),
            hash(new RecipeFile.Link("a", "content")),
            hash(new RecipeFile.Link("a", "other")));

    assertThat(hashes).doesNotHaveDuplicates();
  }

  @Test
  void changesWithArgumentsNameAndDockerfile() throws IOException {
    var files = List.of(DOCKERFILE);

    assertThat(
            List.of(
                hash(files, Map.of()),
                hash(files, Map.of("A", "1")),
                hash(files, Map.of("A", "2")),
                hash(files, Map.of("B", "1")),
                Recipe.of("other", "Dockerfile", files, Map.of()).contentHash(),
                Recipe.of("base", "Other", files, Map.of()).contentHash()))
        .doesNotHaveDuplicates();
  }

  @Test
  void doesNotTakeAFilesContentForTheNameOfTheNext() throws IOException {
    assertThat(hash(new RecipeFile.Text("a", false, "b-c")))
        .isNotEqualTo(
            hash(new RecipeFile.Text("a", false, "b"), new RecipeFile.Text("c", false, "")));
    assertThat(Sha256.start().add("ab").add("c").hex())
        .isNotEqualTo(Sha256.start().add("a").add("bc").hex());
  }

  @Test
  void keepsFilesSortedByPath() throws IOException {
    assertThat(
            Recipe.of("base", "Dockerfile", List.of(SCRIPT, DOCKERFILE), Map.of("B", "", "A", "")))
        .satisfies(
            recipe -> {
              assertThat(recipe.files()).containsExactly(DOCKERFILE, SCRIPT);
              assertThat(recipe.arguments().keySet()).containsExactly("A", "B");
              assertThat(recipe.commands()).isEmpty();
            });
  }

  @Test
  void anImageIsNamedByItsRecipeAndByTheNameOfItsBase() throws IOException {
    var recipe = Recipe.of("x86_64-unknown-linux-gnu", "Dockerfile", List.of(DOCKERFILE), Map.of());
    var on = ImageSource.Built.on(new ImageSource.Debian(), ImageSource.Kind.BUILTIN, recipe, "B");
    var onOther =
        ImageSource.Built.on(
            new ImageSource.Pulled("other", java.util.Optional.empty()),
            ImageSource.Kind.BUILTIN,
            recipe,
            "B");

    assertThat(on.reference())
        .matches("localhost/jcross/x86_64-unknown-linux-gnu:[0-9a-f]{16}")
        .endsWith(":" + on.hash());
    assertThat(on.hash()).isNotEqualTo(onOther.hash());
  }

  @ParameterizedTest
  @EnumSource(ImageSource.Kind.class)
  void imagesOfDifferentOriginHaveDifferentNames(ImageSource.Kind kind) throws IOException {
    var recipe = Recipe.of("x", "Dockerfile", List.of(DOCKERFILE), Map.of());
    var repository =
        switch (kind) {
          case BUILTIN, CONFIG -> "localhost/jcross/x";
          case DOCKERFILE -> "localhost/jcross/x-dockerfile";
          case PRE_BUILD -> "localhost/jcross/x-pre-build";
        };

    assertThat(ImageSource.Built.alone(kind, recipe).reference())
        .isEqualTo(repository + ":" + recipe.contentHash().substring(0, 16));
  }
}
