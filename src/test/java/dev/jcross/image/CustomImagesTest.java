package dev.jcross.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomImagesTest {
  private static final String PI = "aarch64-unknown-linux-gnu";
  private static final ImageSource BASE =
      new ImageSource.Pulled("registry.example/base:1", Optional.empty());
  private static final BuiltinRecipes RECIPES =
      BuiltinRecipes.of(Map.of("common/with-ca", "#!/bin/sh\nexec \"$@\"\n"));

  @TempDir Path directory;

  private Path write(String name, String content) throws IOException {
    var file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private ImageSource.Built dockerfile(String content) throws IOException {
    return dockerfile(write("Dockerfile", content), directory);
  }

  private static ImageSource.Built dockerfile(Path file, Path context) {
    return (ImageSource.Built)
        CustomImages.dockerfile(PI, file, context, Map.of("KEY", "value"), Optional.of(BASE));
  }

  private static List<String> paths(ImageSource.Built image) {
    return image.recipe().files().stream().map(RecipeFile::path).toList();
  }

  private static ImageSource.Built preBuild(List<String> commands, Optional<String> architecture) {
    return (ImageSource.Built) CustomImages.preBuild(PI, BASE, commands, architecture, RECIPES);
  }

  private static String text(ImageSource.Built image, String path) {
    return image.recipe().files().stream()
        .filter(file -> file.path().equals(path))
        .map(file -> ((RecipeFile.Text) file).content())
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM debian\nRUN true\n",
        "FROM debian AS a\nFROM a\nCOPY --from=a /x /x\n",
        "FROM debian AS a\nFROM a\nCOPY --chown=1:1 --from=a /x /x\n",
        "FROM debian\n# COPY . /all\nRUN echo COPY . /all\n",
      })
  void readsNoContextForADockerfileThatCopiesNothing(String content) throws IOException {
    write("large/file", "x");

    assertThat(paths(dockerfile(content))).containsExactly("Dockerfile.jcross");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM debian\nCOPY . /all\n",
        "FROM debian\nadd file /all\n",
        "FROM debian\n  COPY --chown=1:1 file /all\n",
        "FROM debian\nONBUILD COPY file /all\n",
        "FROM a AS b\nCOPY --from=b /x /x\nCOPY file /all\n",
      })
  void readsTheContextForADockerfileThatCopies(String content) throws IOException {
    write("folder/file", "x");

    assertThat(paths(dockerfile(content)))
        .containsExactly("Dockerfile", "Dockerfile.jcross", "folder/file");
  }

  @Test
  void aDockerfileOutsideOfItsContextIsSentAlong() throws IOException {
    var file = write("docker/My.Dockerfile", "FROM debian\nCOPY a /\n");
    write("context/a", "1");
    write("context/Dockerfile.jcross", "taken");
    var image = dockerfile(file, directory.resolve("context"));

    assertThat(paths(image)).containsExactly("Dockerfile.jcross", "Dockerfile.jcross_", "a");
    assertThat(image.recipe().dockerfile()).isEqualTo("Dockerfile.jcross_");
    assertThat(text(image, "Dockerfile.jcross_")).isEqualTo("FROM debian\nCOPY a /\n");
  }

  @Test
  void sendsWhatDockerignoreLeaves() throws IOException {
    write(
        ".dockerignore",
        """
        # a comment
        *.log
        !keep.log

        /secret/
        **/*.tmp
        docs/*.md
        """);
    write("a.log", "");
    write("keep.log", "");
    write("sub/b.log", "");
    write("secret/key", "");
    write("c.tmp", "");
    write("sub/deep/d.tmp", "");
    write("docs/x.md", "");
    write("docs/y.txt", "");
    write("docs/sub/z.md", "");

    assertThat(paths(dockerfile("FROM debian\nCOPY . /\n")))
        .containsExactly(
            ".dockerignore",
            "Dockerfile",
            "Dockerfile.jcross",
            "docs/sub/z.md",
            "docs/y.txt",
            "keep.log",
            "sub/b.log");
  }

  @Test
  void neverSendsGitAndCargosOutput() throws IOException {
    write(".git/objects/large", "");
    write("sub/.git/HEAD", "");
    write("target/CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55");
    write("target/debug/large", "");
    write("sub/target/notes", "");

    assertThat(paths(dockerfile("FROM debian\nCOPY . /\n")))
        .containsExactly("Dockerfile", "Dockerfile.jcross", "sub/target/notes");
  }

  @Test
  void keepsModesAndLinks() throws IOException {
    var script = write("run", "#!/bin/sh\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    var plain = write("plain", "");
    Files.createSymbolicLink(directory.resolve("link"), Path.of("plain"));
    Files.createSymbolicLink(directory.resolve("gone"), Path.of("../nowhere"));

    assertThat(dockerfile("FROM debian\nCOPY . /\n").recipe().files())
        .contains(
            new RecipeFile.OnDisk("run", true, script),
            new RecipeFile.OnDisk("plain", false, plain),
            new RecipeFile.Link("link", "plain"),
            new RecipeFile.Link("gone", "../nowhere"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CROSS_BASE_IMAGE", "JCROSS_BASE"})
  void handsTheBaseToADockerfileThatAsksForIt(String argument) throws IOException {
    var image = dockerfile("ARG " + argument + "\nFROM $" + argument + "\n");

    assertThat(image.base()).contains(BASE);
    assertThat(image.baseArgument()).isEqualTo(argument);
    assertThat(image.kind()).isEqualTo(ImageSource.Kind.DOCKERFILE);
    assertThat(image.recipe().arguments()).isEqualTo(Map.of("KEY", "value"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM debian\n",
        "ARG CROSS_BASE_IMAGE_OTHER\nFROM debian\n",
        "FROM debian\n# ARG CROSS_BASE_IMAGE\n",
      })
  void doesNotBuildABaseThatADockerfileDoesNotAskFor(String content) throws IOException {
    assertThat(dockerfile(content).base()).isEmpty();
    assertThat(dockerfile(content).baseArgument()).isEmpty();
  }

  @Test
  void anImageDoesNotDependOnWhereItsProjectLies() throws IOException {
    for (var place : List.of("one", "two/deep")) {
      write(place + "/Dockerfile", "FROM debian\nCOPY . /\n");
      write(place + "/src/file", "content");
    }

    assertThat(
            dockerfile(directory.resolve("one/Dockerfile"), directory.resolve("one")).reference())
        .isEqualTo(
            dockerfile(directory.resolve("two/deep/Dockerfile"), directory.resolve("two/deep"))
                .reference())
        .startsWith("localhost/jcross/aarch64-unknown-linux-gnu-dockerfile:");
  }

  @Test
  void tellsWhichDockerfileCannotBeRead() {
    var gone = directory.resolve("gone/Dockerfile");
    var problem = catchThrowableOfType(ProblemException.class, () -> dockerfile(gone, directory));

    assertThat(problem.problems().getFirst().lines())
        .contains("  --> " + gone)
        .first()
        .asString()
        .startsWith("error[");
  }

  @Test
  void preBuildRunsItsCommandsInOneShellThatStopsAtTheFirstFailure() {
    var image =
        preBuild(List.of("dpkg --add-architecture arm64", "apt-get update"), Optional.of("arm64"));

    assertThat(image.kind()).isEqualTo(ImageSource.Kind.PRE_BUILD);
    assertThat(image.base()).contains(BASE);
    assertThat(image.baseArgument()).isEqualTo("JCROSS_BASE");
    assertThat(image.recipe().arguments()).isEqualTo(Map.of("CROSS_DEB_ARCH", "arm64"));
    assertThat(text(image, "jcross-pre-build/script"))
        .isEqualTo("set -e\ndpkg --add-architecture arm64\napt-get update\n");
    assertThat(text(image, "Dockerfile"))
        .isEqualTo(
            """
            ARG JCROSS_BASE
            FROM ${JCROSS_BASE}
            ARG CROSS_DEB_ARCH=
            ARG JCROSS_CA=
            COPY jcross-pre-build /tmp/jcross-pre-build
            RUN /tmp/jcross-pre-build/with-ca sh /tmp/jcross-pre-build/script aarch64-unknown-linux-gnu \\
             && { rm -rf /tmp/jcross-pre-build /var/lib/apt/lists/* || true; }
            """);
    assertThat(paths(image))
        .containsExactly("Dockerfile", "jcross-pre-build/script", "jcross-pre-build/with-ca");
    assertThat(image.recipe().commands())
        .containsExactly("dpkg --add-architecture arm64", "apt-get update");
  }

  @Test
  void preBuildIsNamedByItsCommandsAndItsBase() {
    var one = preBuild(List.of("apt-get update"), Optional.of("arm64"));
    var onOther =
        (ImageSource.Built)
            CustomImages.preBuild(
                PI,
                new ImageSource.Debian(),
                List.of("apt-get update"),
                Optional.of("arm64"),
                RECIPES);

    assertThat(preBuild(List.of("apt-get update"), Optional.of("arm64"))).isEqualTo(one);
    assertThat(
            List.of(
                one.reference(),
                onOther.reference(),
                preBuild(List.of("apt-get upgrade"), Optional.of("arm64")).reference(),
                preBuild(List.of("apt-get update"), Optional.empty()).reference()))
        .doesNotHaveDuplicates();
  }

  @Test
  void aPreBuildScriptRunsAsItsFirstLineSays() throws IOException {
    var python = write("py", "#!/usr/bin/env python3\nprint(1)\n");
    var plain = write("plain", "echo \"$1\"\n");

    assertThat(text(script(python), "Dockerfile"))
        .contains("with-ca  /tmp/jcross-pre-build/script aarch64-unknown-linux-gnu \\\n");
    assertThat(text(script(python), "jcross-pre-build/script"))
        .isEqualTo("#!/usr/bin/env python3\nprint(1)\n");
    assertThat(text(script(plain), "Dockerfile"))
        .contains("with-ca sh /tmp/jcross-pre-build/script aarch64-unknown-linux-gnu \\\n");
    assertThat(script(plain).recipe().commands()).containsExactly("echo \"$1\"");
  }

  private static ImageSource.Built script(Path file) {
    return (ImageSource.Built)
        CustomImages.preBuildScript(PI, BASE, file, Optional.of("arm64"), RECIPES);
  }

  @Test
  void tellsWhichPreBuildScriptCannotBeRead() {
    var gone = directory.resolve("gone.sh");
    var problem = catchThrowableOfType(ProblemException.class, () -> script(gone));

    assertThat(problem.problems().getFirst().lines())
        .containsExactly("error[FILE]: cannot read the pre-build script: " + gone, "  --> " + gone);
  }
}
