package dev.jcross.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.jcross.project.CrateSources.Content;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrateSourcesTest {
  @TempDir Path directory;
  private Disk disk;

  @BeforeEach
  void writeAPackage() {
    disk = new Disk(directory).crate("app");
  }

  private CrateSources read() {
    return CrateSources.read(disk.host("app", Map.of()), Optional.of(disk.project("app")));
  }

  @Test
  void readsEveryValueWithItsFileTheNearestFirst() {
    disk.write("app/.cargo/config.toml", "net.retry = 3\n[registries.a]\nindex = \"near\"\n")
        .write(
            "home/.cargo/config.toml", "paths = [\"../x\", \"y\"]\nregistries.a.index = \"far\"");

    var values = read().values();

    assertThat(values)
        .extracting(CrateSources.Value::key, CrateSources.Value::content)
        .containsExactly(
            tuple(List.of("net", "retry"), new Content.Literal("3")),
            tuple(List.of("registries", "a", "index"), new Content.Text("near")),
            tuple(List.of("paths"), new Content.Texts(List.of("../x", "y"))),
            tuple(List.of("registries", "a", "index"), new Content.Text("far")));
    assertThat(values.getFirst().file()).isEqualTo(disk.path("app/.cargo/config.toml"));
    assertThat(values.getFirst().base()).isEqualTo(disk.path("app"));
    assertThat(values.getLast().place()).asString().endsWith("home/.cargo/config.toml:2:1");
  }

  @Test
  void readsTokensOfTheCredentialsFileBeforeThoseOfTheConfiguration() {
    disk.write("app/.cargo/config.toml", "registries.a.token = \"weak\"")
        .write(
            "home/.cargo/credentials.toml",
            "[registry]\ntoken = \"of-crates-io\"\n[registries.a]\ntoken = \"strong\"\n");

    var tokens = read().tokens();

    assertThat(tokens)
        .extracting(CrateSources.Token::registry, CrateSources.Token::secret)
        .containsExactly(
            tuple(Optional.empty(), "of-crates-io"),
            tuple(Optional.of("a"), "strong"),
            tuple(Optional.of("a"), "weak"));
    assertThat(read().values()).isEmpty();
  }

  @Test
  void prefersTheOldNameOfTheCredentialsFileAndKnowsItsOldForm() {
    disk.write("home/.cargo/credentials", "token = \"old\"")
        .write("home/.cargo/credentials.toml", "[registry]\ntoken = \"new\"");

    assertThat(read().tokens()).extracting(CrateSources.Token::secret).containsExactly("old");
  }

  @Test
  void keepsTokensOutOfItsOwnText() {
    disk.write("home/.cargo/credentials.toml", "[registries.a]\ntoken = \"very-secret\"");

    assertThat(read().toString()).contains("Token[a").doesNotContain("very-secret");
  }

  @Test
  void findsTheGitServersOfManifestsLockfileAndConfiguration() {
    disk.crate(
            "app",
            "one = { git = \"https://git.example/team/one\", branch = \"main\" }",
            "two = { git = 'https://user:password@git.example/team/two.git' }",
            "three = { git = \"ssh://git@git.example/team/three\" }",
            "eight = { git = \"https://ada@git.example/eight\" }")
        .write(
            "app/Cargo.lock",
            """
            [[package]]
            name = "four"
            source = "git+https://other.example/four?rev=abc#abcdef"
            [[package]]
            name = "five"
            source = "registry+https://index.example/git/index"
            [[package]]
            name = "six"
            source = "registry+https://github.com/rust-lang/crates.io-index"
            [[package]]
            name = "seven"
            source = "sparse+https://sparse.example/index/"
            """)
        .write(
            "home/.cargo/config.toml",
            """
            registries.a.index = "https://index.example/another"
            registries.b.index = "sparse+https://sparse.example/"
            source.c.git = "http://plain.example/c"
            patch."https://github.com/x/y".z.git = "https://fork.example/z"
            """);

    assertThat(read().gitUrls())
        .containsExactly(
            "http://plain.example/c",
            "https://ada@git.example/eight",
            "https://fork.example/z",
            "https://git.example/team/one",
            "https://index.example/another",
            "https://index.example/git/index",
            "https://other.example/four",
            "ssh://git@git.example/team/three");
  }

  @Test
  void findsTheListsOfKnownServersThatThereAre() {
    assertThat(read().knownHosts().own()).isEmpty();

    disk.write("home/.ssh/known_hosts", "git.example ssh-ed25519 AAAA");

    assertThat(read().knownHosts().own()).contains(disk.path("home/.ssh/known_hosts"));
  }

  @Test
  void needsNoProject() {
    disk.write("home/.cargo/config.toml", "registry.default = \"a\"");

    var sources = CrateSources.read(disk.host("home", Map.of()), Optional.empty());

    assertThat(sources.values()).hasSize(1);
    assertThat(sources.gitUrls()).isEmpty();
  }
}
