package dev.jcross.project;

import static dev.jcross.project.Disk.by;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkspaceTest {
  @TempDir Path directory;
  private Disk disk;

  @BeforeEach
  void nameTheDirectoryOddly() throws IOException {
    disk = new Disk(Files.createDirectory(directory.resolve("späce d'été")));
  }

  @Test
  void takesAPackageWithoutAWorkspaceForItsOwnRoot() {
    disk.crate("app").write("app/src/deep/x.rs", "");

    var project = disk.project("app/src/deep");

    assertThat(project.workspaceRoot()).isEqualTo(disk.path("app"));
    assertThat(project.manifest()).isEqualTo(disk.path("app/Cargo.toml"));
    assertThat(project.directory()).isEqualTo(disk.path("app/src/deep"));
    assertThat(project.roots()).containsExactly(disk.path("app"));
    assertThat(project.manifests()).containsExactly(disk.path("app/Cargo.toml"));
    assertThat(project.targetDirectory()).isEqualTo(disk.path("app/target"));
    assertThat(project.lockfile()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "crates/*, ''",
    "crates/member, ''",
    "./crates/member/, ''",
    "crates/m*r, ''",
    "crates/[a-m]?mber, ''",
    "**, ''",
    "crates/*, crates/other",
    "crates/member, crates",
    "., crates"
  })
  void findsTheWorkspaceOfAMember(String members, String exclude) {
    disk.crate("ws/crates/member")
        .write(
            "ws/Cargo.toml",
            "[workspace]\nmembers = [\"%s\"]\nexclude = [%s]"
                .formatted(members, exclude.isEmpty() ? "" : '"' + exclude + '"'));

    var project = disk.project("ws/crates/member");

    assertThat(project.workspaceRoot()).isEqualTo(disk.path("ws"));
    assertThat(project.manifest()).isEqualTo(disk.path("ws/crates/member/Cargo.toml"));
    assertThat(project.manifests())
        .containsExactly(disk.path("ws/Cargo.toml"), disk.path("ws/crates/member/Cargo.toml"));
  }

  @ParameterizedTest
  @CsvSource({"crates/*, crates/out", "other, crates", "crates/*, ./crates/out/"})
  void leavesAnExcludedPackageOnItsOwn(String members, String exclude) {
    disk.crate("ws/crates/out")
        .crate("ws/crates/in")
        .write(
            "ws/Cargo.toml",
            "[workspace]\nmembers = [\"%s\"]\nexclude = [\"%s\"]".formatted(members, exclude));

    assertThat(disk.project("ws/crates/out").workspaceRoot()).isEqualTo(disk.path("ws/crates/out"));
    assertThat(disk.project("ws").manifests())
        .doesNotContain(disk.path("ws/crates/out/Cargo.toml"));
  }

  @Test
  void doesNotReadWhatIsExcludedThoughAPatternFindsIt() {
    disk.crate("ws/crates/in")
        .write("ws/crates/out/Cargo.toml", "this is no manifest")
        .write(
            "ws/Cargo.toml", "[workspace]\nmembers = [\"crates/*\"]\nexclude = [\"crates/out\"]");

    assertThat(disk.project("ws").manifests())
        .containsExactly(disk.path("ws/Cargo.toml"), disk.path("ws/crates/in/Cargo.toml"));
  }

  @Test
  void takesMembersAndExcludeByTheirLettersAsCargoDoes() {
    disk.write("ws/Cargo.toml", "[workspace]\nmembers = [\"../ws/out\"]\nexclude = [\"out\"]")
        .crate("ws/out");

    assertThat(disk.project("ws/out").workspaceRoot()).isEqualTo(disk.path("ws/out"));
  }

  @Test
  void climbsPastAWorkspaceThatExcludesThePackage() {
    disk.write("Cargo.toml", "[workspace]\nmembers = [\"ws/out\"]")
        .write("ws/Cargo.toml", "[workspace]\nexclude = [\"out\"]")
        .crate("ws/out");

    assertThat(disk.project("ws/out").workspaceRoot()).isEqualTo(disk.top());
  }

  @Test
  void followsThePointerToAWorkspaceElsewhere() {
    disk.write("ws/Cargo.toml", "[workspace]\nmembers = [\"../far\"]")
        .write("far/Cargo.toml", "[package]\nname = \"far\"\nworkspace = \"../ws\"\n");

    var project = disk.project("far");

    assertThat(project.workspaceRoot()).isEqualTo(disk.path("ws"));
    assertThat(project.directory()).isEqualTo(disk.path("far"));
    assertThat(project.roots()).containsExactly(disk.path("ws"), disk.path("far"));
  }

  @Test
  void doesNotClimbOutOfCargosHome() {
    disk.write("Cargo.toml", "[workspace]").crate("home/.cargo/registry/src/foo");

    assertThat(disk.project("home/.cargo/registry/src/foo").workspaceRoot())
        .isEqualTo(disk.path("home/.cargo/registry/src/foo"));
  }

  @Test
  void takesPathDependenciesWithinTheRootForMembers() {
    disk.write("ws/Cargo.toml", "[workspace]\nmembers = [\"a\"]")
        .crate("ws/a", by("b", "../b"))
        .crate("ws/b", by("c", "../deep/c"))
        .write(
            "ws/deep/c/Cargo.toml",
            "[package]\nname = \"c\"\n[package.metadata.cross.build]\nzig = true\n");

    var project = disk.project("ws");

    assertThat(project.metadata())
        .containsExactly(new Project.Metadata(disk.path("ws/deep/c/Cargo.toml"), false));
    assertThat(project.roots()).containsExactly(disk.path("ws"));
  }

  @Test
  void skipsMatchesWithoutAManifest() throws IOException {
    Files.createDirectories(disk.path("ws/crates/empty"));
    disk.write("ws/Cargo.toml", "[workspace]\nmembers = [\"crates/*\", \"gone\"]")
        .write("ws/crates/README", "")
        .crate("ws/crates/a");

    assertThat(disk.project("ws").manifests()).hasSize(2);
  }

  @Test
  void readsTheExampleWithItsTwoOtherWorkspaces() {
    disk.write(
            "workspace/Cargo.toml",
            """
            [workspace]
            members = ["crates/*"]
            [workspace.dependencies]
            core = { path = "crates/core" }
            shared-lib = { path = "../deps/shared-lib" }
            units = { path = "../deps/other/crates/units" }
            unused = { path = "../deps/unused" }
            """)
        .crate("workspace/crates/cli", "shared-lib.workspace = true", "core.workspace = true")
        .crate("workspace/crates/core", "units = { workspace = true, features = [] }")
        .crate("deps/shared-lib")
        .crate("deps/unused")
        .write(
            "deps/other/Cargo.toml",
            """
            [workspace]
            members = ["crates/*"]
            [workspace.dependencies]
            rounding = { path = "crates/rounding" }
            """)
        .crate("deps/other/crates/units", "rounding.workspace = true")
        .crate("deps/other/crates/rounding", by("far", "../../../../far"))
        .crate("deps/other/crates/unrelated")
        .crate("far");

    var project = disk.project("workspace/crates/cli");

    assertThat(project.roots())
        .containsExactly(
            disk.path("workspace"),
            disk.path("deps/other"),
            disk.path("deps/shared-lib"),
            disk.path("far"));
    assertThat(project.manifests())
        .contains(disk.path("deps/other/Cargo.toml"), disk.path("far/Cargo.toml"))
        .doesNotContain(disk.path("deps/other/crates/unrelated/Cargo.toml"));
  }

  @Test
  void findsEveryKindOfPathDependency() {
    disk.write(
            "app/Cargo.toml",
            """
            [package]
            name = "app"
            [dependencies.a]
            path = "../d/a"
            optional = true
            [build-dependencies]
            b = { path = "../d/b" }
            [dev-dependencies]
            c = { path = "../d/c", version = "1" }
            [target.'cfg(unix)'.dependencies]
            d = { path = "../d/d" }
            [target.x86_64-unknown-linux-gnu.dev-dependencies]
            e.path = "../d/e"
            [patch.crates-io]
            f = { path = "../d/f" }
            [patch."https://github.com/x/y"]
            g = { path = "../d/g" }
            [replace]
            "h:1.0.0" = { path = "../d/h" }
            """)
        .write(
            "app/.cargo/config.toml",
            "paths = [\"../d/i\"]\n[patch.crates-io]\nj.path = \"../d/j\"");
    for (var name : "a b c d e f g h i j".split(" ", -1)) {
      disk.crate("d/" + name);
    }

    assertThat(disk.project("app").roots()).first().isEqualTo(disk.path("app"));
    assertThat(disk.project("app").roots()).hasSize(11);
  }

  @Test
  void doesWithoutTheDevelopmentDependenciesOfOthersAsCargoDoes() {
    disk.crate("app", by("lib", "../lib"))
        .write(
            "lib/Cargo.toml",
            "[package]\nname = \"lib\"\n[dev-dependencies]\nmock = { path = \"../mock\" }")
        .crate("mock");

    assertThat(disk.project("app").roots()).containsExactly(disk.path("app"), disk.path("lib"));
  }

  @Test
  void endsOnCycles() {
    disk.crate("a", by("b", "../b")).crate("b", by("a", "../a"), by("b", "."));

    assertThat(disk.project("a").roots()).containsExactly(disk.path("a"), disk.path("b"));
  }

  @Test
  void skipsDependenciesThatDoNotExist() {
    disk.crate("app", by("gone", "../gone"), by("inside", "gone"));

    assertThat(disk.project("app").roots()).containsExactly(disk.path("app"));
  }

  @Test
  void coversADirectoryBelowAnother() {
    disk.crate("app", by("lib", "lib")).crate("app/lib");

    assertThat(disk.project("app").roots()).containsExactly(disk.path("app"));
  }

  @Test
  void startsWithTheRootThatHoldsTheWorkspace() {
    disk.crate("lib/examples/app", by("lib", "../.."), by("a", "../../../a"))
        .write("lib/Cargo.toml", "[package]\nname = \"lib\"\n[workspace]\nexclude = [\"examples\"]")
        .crate("a");

    var project = disk.project("lib/examples/app");

    assertThat(project.workspaceRoot()).isEqualTo(disk.path("lib/examples/app"));
    assertThat(project.roots()).containsExactly(disk.path("lib"), disk.path("a"));
  }

  @Test
  void namesTheManifestsWithCrossTables() {
    disk.write(
            "ws/Cargo.toml",
            """
            [workspace]
            members = ["a"]
            [workspace.metadata.cross.build]
            pre-build = []
            [package]
            name = "root"
            [package.metadata.cross]
            """)
        .crate("ws/a");

    assertThat(disk.project("ws/a").metadata())
        .containsExactly(
            new Project.Metadata(disk.path("ws/Cargo.toml"), true),
            new Project.Metadata(disk.path("ws/Cargo.toml"), false));
  }

  @Test
  void seesTheWorkingDirectoryAsCargoDoes() throws IOException {
    disk.write("real/ws/Cargo.toml", "[workspace]\nmembers = [\"a\"]")
        .crate("real/ws/a", by("lib", "../../lib"))
        .crate("real/lib");
    Files.createSymbolicLink(disk.path("link"), disk.path("real/ws/a"));

    assertThat(disk.project("link").roots())
        .containsExactly(disk.path("real/ws"), disk.path("real/lib"));
  }

  @Test
  void hashesTheSameWhereverTheCheckoutLies() {
    for (var top : new String[] {"one", "two/deep"}) {
      disk.crate(top + "/app", by("lib", "../lib"))
          .crate(top + "/lib")
          .write(top + "/app/Cargo.lock", "x");
    }
    var before = disk.project("one/app").inputsHash();

    assertThat(before).matches("[0-9a-f]{64}").isEqualTo(disk.project("two/deep/app").inputsHash());
  }

  @ParameterizedTest
  @CsvSource({"app/Cargo.lock", "lib/Cargo.toml", "app/.cargo/config.toml"})
  void hashesDifferentlyAfterAChangeOf(String file) throws IOException {
    disk.crate("app", by("lib", "../lib"))
        .crate("lib")
        .write("app/Cargo.lock", "")
        .write("app/.cargo/config.toml", "");
    var before = disk.project("app").inputsHash();

    Files.writeString(disk.path(file), Files.readString(disk.path(file)) + "# changed\n");

    assertThat(disk.project("app").inputsHash()).isNotEqualTo(before);
  }

  @Test
  void hashesTheSameAfterAChangeOfASource() {
    disk.crate("app").write("app/src/lib.rs", "");
    var before = disk.project("app").inputsHash();

    disk.write("app/src/lib.rs", "fn x() {}").write("app/rust-toolchain", "1.90");

    assertThat(disk.project("app", Map.of()).inputsHash()).isEqualTo(before);
  }
}
