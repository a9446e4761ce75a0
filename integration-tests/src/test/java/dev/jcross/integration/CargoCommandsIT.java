package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cargo's commands besides build, run and test, and what jcross makes of their words. */
class CargoCommandsIT {
  @RegisterExtension static final Workbench bench = new Workbench();

  private static final String REACHES_OUT =
      "fn main() { std::net::TcpStream::connect(\"1.1.1.1:80\").expect(\"a network\"); }\n";

  private static Project project(String name) {
    return bench
        .crateIn(name)
        .manifest("")
        .main("fn main() { std::env::args().skip(1).for_each(|word| println!(\"<{word}>\")); }\n");
  }

  @Test
  void anAliasRunsWhatItStandsForWithTheWordsBehindIt() {
    var project =
        project("alias")
            .write(
                ".cargo/config.toml",
                """
                [alias]
                go = ["again", "--"]
                again = "run -q --target %s"
                """
                    .formatted(Workbench.NATIVE));

    assertThat(project.succeed("go", "a b", "--target", "$HOME", "it's", "a\nb").output())
        .isEqualTo("<a b>\n<--target>\n<$HOME>\n<it's>\n<a\nb>\n");
  }

  @Test
  void verboseTellsEachCommandOnStandardErrorAndNothingElsewhere() {
    var project = project("verbose");

    var result = project.succeed("run", "--target", Workbench.NATIVE, "-v", "--", "it's", "");

    assertThat(result.output()).isEqualTo("<it's>\n<>\n");
    assertThat(result.errors().lines().filter(line -> line.startsWith("+ ")))
        .hasSizeBetween(2, 3)
        .endsWith(
            "+ cargo build --target " + Workbench.NATIVE + " -v",
            "+ cargo run --target " + Workbench.NATIVE + " -v -- 'it'\\''s' ''");
    assertThat(project.succeed("build", "-q", "--target", Workbench.NATIVE).errors()).isEmpty();
  }

  @Test
  void cargosVariablesMakeItQuietOrTalk() {
    var project = project("variables");
    project.succeed("build", "--target", Workbench.NATIVE);
    var words = new String[] {"run", "--target", Workbench.NATIVE};

    var quiet = project.jcross().with("CARGO_TERM_QUIET", "true").run(words);
    var loud = project.jcross().with("CARGO_TERM_VERBOSE", "true").run(words);
    var cross = project.jcross().with("CROSS_DEBUG", "1").run(words);

    assertThat(quiet.hasStatus(0).errors()).isEmpty();
    assertThat(loud.hasStatus(0).errors()).contains("+ cargo run", "Fresh crate-under-test");
    assertThat(cross.hasStatus(0).errors()).contains("+ cargo run").doesNotContain("Fresh");
  }

  @Test
  void installsOnTheHostAsTheCaller() throws IOException {
    var project = project("install");
    var root = project.file("some where");

    project.succeed("install", "--path", ".", "--root", "some where", "--debug");

    var program = root.resolve("bin/program");
    assertThat(Files.isExecutable(program)).isTrue();
    assertThat(Files.getOwner(program)).isEqualTo(Files.getOwner(project.directory()));
    assertThat(project.succeed("install", "--list", "--root", root.toString()).output())
        .contains("crate-under-test v0.1.0", "    program\n");

    project.succeed("uninstall", "--root", root.toString(), "crate-under-test");
    assertThat(program).doesNotExist();
  }

  @Test
  void refusesToInstallIntoAContainerThatGoesAway() {
    project("nowhere")
        .run("install", "ripgrep")
        .hasStatus(64)
        .tells("error[USAGE]: 'jcross install' installs a project of yours: name it by --path");
  }

  @Test
  void packagesSealed() {
    var project = project("package").buildScript(REACHES_OUT);

    project.run("package", "--allow-dirty", "--no-verify").hasStatus(0);
    assertThat(project.file("target/package/crate-under-test-0.1.0.crate")).isNotEmptyFile();

    project.run("package", "--allow-dirty").hasStatus(101);
    project.run("publish", "--dry-run", "--allow-dirty").hasStatus(101);
  }

  @Test
  void cleansWhatIsOnTheHostAndInTheEngine() {
    var project = project("clean");
    project.succeed("build", "--target", Workbench.NATIVE);
    assertThat(project.file("target/" + Workbench.NATIVE + "/debug/program")).exists();

    var dry = project.succeed("clean", "--dry-run");
    var wet = project.succeed("clean");

    assertThat(dry.errors()).contains("Summary ", " files, ", " and 1 volume");
    assertThat(wet.errors()).contains("Removed ", " files, ", " and 1 volume");
    assertThat(project.file("target")).doesNotExist();
    // Everything is compiled anew, in the session that was there before.
    assertThat(project.succeed("build", "--target", Workbench.NATIVE).errors())
        .contains("Compiling crate-under-test");
  }

  @Test
  void cleansOnePackageByCargo() {
    var project = project("clean-package");
    project.succeed("build", "--target", Workbench.NATIVE);

    project.succeed("clean", "-p", "crate-under-test", "--target", Workbench.NATIVE);

    assertThat(project.file("target/" + Workbench.NATIVE + "/debug/program")).doesNotExist();
    assertThat(project.file("target")).exists();
  }

  @Test
  void worksInTheDirectoryThatIsNamed() throws IOException {
    var project = project("here/a project");
    var above = java.util.Objects.requireNonNull(project.directory().getParent());
    Files.writeString(
        Files.createDirectories(above.resolve("conf")).resolve("ci.toml"),
        "[build]\ntarget = \"" + Workbench.NATIVE + "\"\n");

    var result =
        project
            .jcross()
            .in(above)
            .run("-C", "a project", "--config", "../conf/ci.toml", "run", "-q", "--", "x");

    assertThat(result.hasStatus(0).output()).isEqualTo("<x>\n");
    assertThat(project.file("target/" + Workbench.NATIVE + "/debug/program")).exists();
  }

  @Test
  void theHostsCargoGetsItsSignalsAndKeepsItsStatus() throws Exception {
    var project = project("host");
    var cargo =
        Files.writeString(
            Files.createDirectories(project.file("bin")).resolve("cargo"),
            "#!/bin/sh\n"
                + "[ \"$1\" != wait ] || { trap 'exit 9' TERM; echo up; while :; do sleep 0.1;"
                + " done; }\n"
                + "exit \"$1\"\n");
    Files.setPosixFilePermissions(cargo, PosixFilePermissions.fromString("rwxr-xr-x"));
    var jcross = project.jcross().with("PATH", cargo.getParent() + ":/usr/bin:/bin");

    jcross.run("--host", "42").hasStatus(42);

    var waiting = jcross.start("--host", "wait");
    waiting.awaitOutput("up");
    waiting.signal("TERM");
    waiting.await().hasStatus(9);
  }

  @Test
  void neverFallsBackToTheHostsCargo() throws IOException {
    var project = project("no-fallback");
    var cargo =
        Files.writeString(
            Files.createDirectories(project.file("bin")).resolve("cargo"),
            "#!/bin/sh\n: > '" + project.file("called") + "'\n");
    Files.setPosixFilePermissions(cargo, PosixFilePermissions.fromString("rwxr-xr-x"));
    var jcross = project.jcross().with("PATH", cargo.getParent() + ":/usr/bin:/bin");

    jcross.run("no-such-command").hasStatus(101);
    jcross.run("build", "--target", "sparc64-unknown-netbsd").hasStatus(78);
    jcross.run("build", "--features", "no-such-feature").hasStatus(101);
    jcross.run("build", "--manifest-path", "missing/Cargo.toml").hasStatus(78);

    assertThat(project.file("called")).doesNotExist();
  }
}
