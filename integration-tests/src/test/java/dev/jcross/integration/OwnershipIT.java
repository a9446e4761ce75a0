package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who owns what jcross leaves on the disk. */
class OwnershipIT {
  @RegisterExtension static final Workbench bench = new Workbench();

  private static final AtomicBoolean cargoHomeWasThere = new AtomicBoolean();

  @BeforeAll
  static void lookForTheUsersCargoHome() {
    assumeTrue(OrdinaryUser.canBe(), "only root can become an ordinary user");
    cargoHomeWasThere.set(OrdinaryUser.hasCargoHome());
  }

  @AfterAll
  static void removeTheUsersCargoHome() {
    if (OrdinaryUser.canBe() && !cargoHomeWasThere.get()) {
      // Containers go first; see Workbench.
      bench.removeVolumeLater(OrdinaryUser.CARGO_HOME);
    }
  }

  @Test
  void givesAllFilesToAnOrdinaryUser() {
    var crate =
        bench
            .crateIn("of an ordinary user")
            .manifest("[dependencies]\nitoa = \"1\"\n")
            .main("fn main() {\n    println!(\"{}\", itoa::Buffer::new().format(42));\n}\n");
    var jcross = OrdinaryUser.of(bench).owns(crate);

    assertThat(jcross.succeed("run", "--quiet", "--target", Workbench.NATIVE).output())
        .isEqualTo("42\n");
    jcross.succeed("build", "--release", "--target", Workbench.NATIVE);

    assertThat(owners(crate.directory())).containsOnly(OrdinaryUser.ID);
    assertThat(crate.file("target/" + Workbench.NATIVE + "/release/program")).isExecutable();
    assertThat(crate.file("target/CACHEDIR.TAG")).exists();
  }

  @Test
  void letsTwoUsersBuildOneProject() {
    var crate = bench.crate();

    crate.succeed("build", "--target", Workbench.NATIVE);
    Workbench.deleteAll(crate.file("target"));
    OrdinaryUser.of(bench).owns(crate).succeed("build", "--target", Workbench.NATIVE);
    Workbench.deleteAll(crate.file("target"));
    crate.succeed("build", "--target", Workbench.NATIVE);

    assertThat(crate.file("target/" + Workbench.NATIVE + "/debug/program")).isExecutable();
  }

  @Test
  void tellsThatTheTargetDirectoryIsAnotherUsers() {
    var crate = bench.crate();
    crate.succeed("build", "--target", Workbench.NATIVE);

    var refused =
        OrdinaryUser.of(bench)
            .jcross(crate)
            .run("build", "--release", "--target", Workbench.NATIVE);

    assertThat(refused.status()).isNotZero();
    assertThat(refused.errors()).containsIgnoringCase("permission denied");
    refused.showsNoStackTrace();
  }

  @Test
  void buildsOnAPathWithSpacesAndForeignLetters() {
    var crate = bench.crateIn("Größe & Maß/日本 'quoted' $HOME, ro=1:2");

    var run = crate.succeed("run", "--quiet", "--target", Workbench.NATIVE);

    assertThat(run.output()).isEqualTo("Hello, world!\n");
    assertThat(crate.file("target/" + Workbench.NATIVE + "/debug/program")).isExecutable();
    var plain = crate.jcross().with("LC_ALL", "C").succeed("build", "--target", Workbench.NATIVE);
    assertThat(plain.errors()).doesNotContain("Compiling");
  }

  private static Set<Integer> owners(Path directory) {
    try (var files = Files.walk(directory)) {
      return files
          .flatMap(file -> List.of(id(file, "unix:uid"), id(file, "unix:gid")).stream())
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Integer id(Path file, String attribute) {
    try {
      return (Integer) Files.getAttribute(file, attribute, java.nio.file.LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
