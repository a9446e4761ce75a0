package dev.jcross.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form that the documentation of cross shows for a key is read without a word. */
class CrossSchemaTest {
  @TempDir Path directory;

  /** What stands under [build] or [target.T] alike; a name and the lines. */
  private static final String[][] BOTH = {
    {"build-std as a switch", "build-std = true"},
    {"build-std off", "build-std = false"},
    {"build-std as crates", "build-std = [\"core\", \"alloc\"]"},
    {"build-std as no crates", "build-std = []"},
    {"zig as a switch", "zig = true"},
    {"zig off", "zig = false"},
    {"zig as a glibc", "zig = \"2.17\""},
    {"zig as a table", "zig.enable = true\nzig.version = \"2.17\"\nzig.image = \"team/zig\""},
    {"zig as an inline table", "zig = { enable = true, version = \"2.28\" }"},
    {"zig with a version alone", "zig = { version = \"2.17\" }"},
    {
      "zig with an image's table",
      "zig = { image = { name = \"team/zig\", toolchain = [\"linux/arm64\"] } }"
    },
    {"pre-build as a script", "pre-build = \"./scripts/prepare.sh\""},
    {"pre-build as one command", "pre-build = \"apt-get update\""},
    {
      "pre-build as a list",
      "pre-build = [\"apt-get update\", \"apt-get install -y x:$CROSS_DEB_ARCH\"]"
    },
    {"pre-build over several lines", "pre-build = [\"\"\"\nexport A=1 &&\nmake\n\"\"\"]"},
    {"pre-build as nothing", "pre-build = []"},
    {"dockerfile as a string", "dockerfile = \"./Dockerfile\""},
    {
      "dockerfile as a table",
      "dockerfile.file = \"./Dockerfile\"\ndockerfile.context = \".\"\n"
          + "dockerfile.build-args = { ARG1 = \"one\" }"
    },
    {"env", "env.volumes = [\"A_DIRECTORY\", \"B=.\"]\nenv.passthrough = [\"C\", \"D=value\"]"},
    {"env as an inline table", "env = { passthrough = [\"C1_2\"], volumes = [] }"},
  };

  private static final String[][] TARGET = {
    {"image", "image = \"team/image:tag\""},
    {"image by its tag", "image = \":edge\""},
    {"image by its digest", "image = \"@sha256:" + "0123".repeat(16) + "\""},
    {"image by its variant", "image = \"-centos\""},
    {
      "image as a table",
      "image.name = \"alpine:edge\"\nimage.toolchain = [\"x86_64-unknown-linux-musl\","
          + " \"linux/arm64=aarch64-unknown-linux-musl\"]"
    },
    {"image with a platform", "image = { name = \"a\", toolchain = [\"linux/amd64\"] }"},
    {"native", "runner = \"native\""},
    {"qemu-user", "runner = \"qemu-user\""},
    {"qemu-system", "runner = \"qemu-system\""},
    {"no runner", "runner = \"\""},
  };

  static Stream<Arguments> targetForms() {
    return Stream.concat(Stream.of(BOTH), Stream.of(TARGET))
        .map(form -> Arguments.of(form[0], form[1]));
  }

  static Stream<Arguments> buildForms() {
    return Stream.concat(
            Stream.of(BOTH),
            Stream.<String[]>of(
                new String[] {"a default target", "default-target = \"x86_64-unknown-linux-gnu\""}))
        .map(form -> Arguments.of(form[0], form[1]));
  }

  private Workspace workspace() {
    return new Workspace(directory)
        .file("scripts/prepare.sh", "#!/bin/sh\n")
        .file("Dockerfile", "FROM scratch\n");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targetForms")
  void standsUnderATarget(String name, String lines) {
    var workspace = workspace().crossToml("[target.aarch64-unknown-linux-gnu]\n" + lines + "\n");
    assertThat(workspace.settings(Workspace.PI)).as(name).isNotNull();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targetForms")
  void standsInTheMetadataOfAWorkspace(String name, String lines) {
    var workspace =
        workspace()
            .metadata(
                "Cargo.toml",
                "[workspace.metadata.cross.target.aarch64-unknown-linux-gnu]\n" + lines + "\n");
    assertThat(workspace.settings(Workspace.PI)).as(name).isNotNull();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("buildForms")
  void standsUnderBuild(String name, String lines) {
    assertThat(workspace().crossToml("[build]\n" + lines + "\n").settings(Workspace.PI))
        .as(name)
        .isNotNull();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("buildForms")
  void standsInTheMetadataOfAPackage(String name, String lines) {
    var workspace =
        workspace()
            .file("app/Dockerfile", "FROM scratch\n")
            .file("app/scripts/prepare.sh", "#!/bin/sh\n")
            .metadata("app/Cargo.toml", "[package.metadata.cross.build]\n" + lines + "\n");
    assertThat(workspace.settings(Workspace.PI)).as(name).isNotNull();
  }
}
