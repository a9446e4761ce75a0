package dev.jcross.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tomlj.Toml;
import org.tomlj.TomlTable;

class KeyTest {
  @TempDir Path directory;

  private Workspace example() throws IOException {
    return new Workspace(directory)
        .crossToml(Files.readString(KeyReferenceTest.checkout().resolve("Cross.toml.example")))
        .file("certs/company.pem", "-----BEGIN CERTIFICATE-----\n")
        .file("keys/team.pub", Workspace.PUBLIC_KEY)
        .file("docker/Dockerfile.x86_64", "FROM scratch\n")
        .file("testdata/week.csv", "");
  }

  @Test
  void holdsForTheExampleFileAsAWhole() throws IOException {
    var example = example();
    assertThat(example.printed()).isEmpty();
    assertThat(example.settings(Workspace.PI).network().value()).isTrue();
    assertThat(example.settings(Workspace.PC).dockerfile()).isPresent();
  }

  @ParameterizedTest
  @EnumSource
  void standsInTheExampleFile(Key key) throws IOException {
    var toml = Toml.parse(Files.readString(example().root.resolve("Cross.toml")));
    var targets = toml.getTableOrEmpty(List.of("target"));
    var sections =
        Stream.concat(
            Stream.of(toml.getTableOrEmpty(List.of("build"))),
            targets.keySet().stream().map(triple -> targets.getTableOrEmpty(List.of(triple))));
    assertThat(
            sections.anyMatch(
                section ->
                    has(section, key.toml()) || has(section, key.tableForm().orElse(key.toml()))))
        .as(key.toml())
        .isTrue();
  }

  private static boolean has(TomlTable section, String name) {
    return section.contains(List.of(name.split("\\.", -1)));
  }

  @ParameterizedTest
  @EnumSource
  void hasAnExampleThatIsRight(Key key) {
    var workspace =
        new Workspace(directory)
            .file("certs/company.pem", "-----BEGIN CERTIFICATE-----\n")
            .file("keys/team.pub", Workspace.PUBLIC_KEY);
    if (key.scope().allows(false)) {
      assertThat(workspace.crossToml("[build]\n" + key.example()).printed()).isEmpty();
    }
    if (key.scope().allows(true)) {
      assertThat(workspace.crossToml("[target.wasm32-wasip1]\n" + key.example()).printed())
          .isEmpty();
    }
  }

  @Test
  void isFoundByItsNameInEveryForm() {
    for (var key : Key.values()) {
      assertThat(Key.named(key.toml())).contains(key);
      key.tableForm().ifPresent(form -> assertThat(Key.named(form)).contains(key));
    }
    assertThat(Key.named("pre-biuld")).isEmpty();
  }

  @Test
  void hasVariablesOfItsOwn() {
    var names = Arrays.stream(Key.values()).flatMap(key -> key.buildVariables().stream()).toList();
    assertThat(names).doesNotHaveDuplicates().contains("CROSS_BUILD_TARGET", "CARGO_BUILD_TARGET");
    assertThat(Arrays.stream(Key.values()).flatMap(key -> key.suffix().stream()))
        .doesNotHaveDuplicates();
  }
}
