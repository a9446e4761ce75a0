package dev.jcross.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.cli.console.Signals;
import dev.jcross.host.HostFacts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole command lines, up to where an engine would be needed; here is none. */
@Timeout(120)
class MainTest {
  @TempDir Path directory;
  private final Map<String, String> environment = new TreeMap<>();
  private Path project;

  @BeforeEach
  void makeAProject() throws IOException {
    directory = directory.toRealPath();
    project = Files.createDirectories(directory.resolve("app"));
    write("app/Cargo.toml", "[package]\nname = \"app\"\nversion = \"0.1.0\"\n");
    environment.put("PATH", "/nonexistent");
    environment.put("DOCKER_HOST", "unix://" + directory.resolve("no.sock"));
  }

  private Path write(String name, String content) throws IOException {
    var file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private record Screen(int status, String output, String errors) {}

  private Screen type(String line) {
    return typeIn(project, line);
  }

  private Screen typeIn(Path workingDirectory, String line) {
    var host =
        new HostFacts(
            workingDirectory,
            directory.resolve("home"),
            directory.resolve("home/.cache/jcross"),
            environment,
            new HostFacts.User(1000, 1000, "ada"),
            new HostFacts.Terminal(false, false, false, 80),
            "linux",
            "x86_64");
    var output = new ByteArrayOutputStream();
    var errors = new ByteArrayOutputStream();
    int status =
        Main.run(
            List.of(line.split(" ")),
            host,
            new PrintStream(output, true, StandardCharsets.UTF_8),
            new PrintStream(errors, true, StandardCharsets.UTF_8),
            Signals.none());
    return new Screen(
        status, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V", "--color never -V"})
  void saysItsVersion(String line) {
    assertThat(type(line)).isEqualTo(new Screen(0, "jcross " + Version.text() + "\n", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-vV", "-Vv", "--version --verbose", "-V -v"})
  void saysMoreOfItsVersionWhenVerbose(String line) {
    assertThat(type(line).output().lines()).element(0).isEqualTo("jcross " + Version.text());
    assertThat(type(line).output())
        .contains("\nrelease: ", "\nhost: x86_64-unknown-linux-gnu\n", "\nos: linux", "\njava: 2");
  }

  @Test
  void listsCommandsAndAliasesWithoutAnEngine() throws IOException {
    write("app/.cargo/config.toml", "[alias]\nxb = \"build\"\nci = \"test\"\n");

    var screen = type("--list");

    assertThat(screen.status()).isZero();
    assertThat(screen.output())
        .contains("\n    plan\n", "\n    build\n", "\n    publish\n")
        .endsWith("\nAliases of yours:\n    ci\n    xb\n");
    assertThat(typeIn(directory, "--list").output()).doesNotContain("Aliases");
  }

  @Test
  void helpsWhereNothingIsAskedFor() {
    assertThat(type("-v").output()).isEqualTo(type("--help").output());
  }

  @Test
  void plansWhatAnAliasStandsFor() throws IOException {
    write(
        "app/.cargo/config.toml",
        "[alias]\nxb = \"build --release --target armv7-unknown-linux-gnueabihf\"\n");

    assertThat(type("plan xb --locked").output())
        .startsWith("target     armv7-unknown-linux-gnueabihf   (--target)\n")
        .contains("\n   cargo build --target armv7-unknown-linux-gnueabihf --release --locked\n");
  }

  @Test
  void looksForAnAliasWhereTheDirectoryFlagSays() throws IOException {
    write("app/.cargo/config.toml", "alias.xb = \"build -p app\"");

    assertThat(typeIn(directory, "plan -C app xb").output())
        .contains(" -p app\n", "   /project             " + project + "\n");
    assertThat(typeIn(directory, "-C missing build").errors())
        .isEqualTo("error[FLAG_VALUE]: 'missing' is no directory\n  --> -C\n");
  }

  @Test
  void anAliasMayLookLikeACommandOfItsOwn() throws IOException {
    assertThat(type("plans build").errors())
        .contains("neither jcross nor cargo brings a command 'plans' along", "'plan'");

    write("app/.cargo/config.toml", "alias.plans = \"build\"");

    assertThat(type("plans").errors()).doesNotContain("plans");
  }

  @Test
  void aBrokenFileOfAliasesIsToldOf() throws IOException {
    write("app/.cargo/config.toml", "[alias\n");

    assertThat(type("mine").status()).isEqualTo(78);
    assertThat(type("mine").errors()).contains("error[TOML_SYNTAX]", ".cargo/config.toml:1:");
  }

  @Test
  void buildsForEveryTargetOfCargosConfiguration() throws IOException {
    write(
        "app/.cargo/config.toml",
        "build.target = [\"aarch64-unknown-linux-gnu\", \"x86_64-unknown-linux-gnu\"]");

    assertThat(type("plan build").output().lines().filter(line -> line.startsWith("target ")))
        .containsExactly(
            "target     aarch64-unknown-linux-gnu   (.cargo/config.toml:1:1)",
            "target     x86_64-unknown-linux-gnu   (.cargo/config.toml:1:1)");
    assertThat(type("plan --config build.target='sparc64-unknown-netbsd' build").errors())
        .contains("'sparc64-unknown-netbsd'", "  --> --config\n");
  }

  @Test
  void quietDoesNotPrintWarningsButCountsThem() throws IOException {
    write("app/Cross.toml", "[target.my-own-board]\nrunner = \"native\"\n");
    environment.put("CI", "true");

    var loud = type("build");
    var quiet = type("build -q");

    assertThat(loud.errors())
        .contains("warning[", "error[WARNINGS]: warnings stop the command in CI");
    assertThat(quiet.errors())
        .doesNotContain("warning[")
        .startsWith("error[WARNINGS]: warnings stop the command in CI\n");
    assertThat(List.of(loud.status(), quiet.status())).containsOnly(78);
    assertThat(type("plan build").status()).isEqualTo(78);

    environment.put("CROSS_NO_WARNINGS", "0");
    assertThat(type("build").status()).isEqualTo(69);
    assertThat(type("build").errors()).contains("warning[", "error[ENGINE_");
    assertThat(type("build -q").errors()).doesNotContain("warning[");
  }

  @Test
  void cleansWithoutAnEngine() throws IOException {
    write("app/target/debug/app", "1234");

    var screen = type("clean");

    assertThat(screen.status()).isZero();
    assertThat(screen.errors())
        .isEqualTo(
            "     Removed 1 file, 0.0 MB\n"
                + "        Note no container engine answers: volumes of earlier builds, if any,"
                + " stay\n");
    assertThat(screen.output()).isEmpty();
    assertThat(project.resolve("target")).doesNotExist();
    assertThat(type("clean -q").errors()).isEmpty();
  }

  @Test
  void tellsThatAProjectIsMissing() {
    var screen = typeIn(directory, "build");

    assertThat(screen.status()).isEqualTo(78);
    assertThat(screen.errors())
        .contains("error[PROJECT_MISSING]", "help: cd 'app', or add --manifest-path");
  }

  /** A cargo of the machine that tells how it was called, and ends with 7. */
  private void installCargo() throws IOException {
    var cargo =
        write(
            "bin/cargo",
            "#!/bin/sh\nfor word; do echo \"<$word>\"; done > '"
                + directory.resolve("called")
                + "'\nexit 7\n");
    Files.setPosixFilePermissions(cargo, PosixFilePermissions.fromString("rwxr-xr-x"));
    environment.put("PATH", "/nonexistent:" + directory.resolve("bin"));
  }

  @Test
  void runsTheHostsCargoWithTheWordsAsTypedWhereItIsAskedTo() throws IOException {
    installCargo();
    write("app/Cross.toml", "nonsense");

    assertThat(type("+nightly build --host  --target x -- --host").status()).isEqualTo(7);

    assertThat(directory.resolve("called"))
        .content()
        .isEqualTo("<+nightly>\n<build>\n<>\n<--target>\n<x>\n<-->\n<--host>\n");
  }

  @Test
  void neverRunsTheHostsCargoUnasked() throws IOException {
    installCargo();

    for (var line : List.of("build", "fmt", "no-such", "clean", "--version", "nextest --host")) {
      var _ = type(line);
    }

    assertThat(directory.resolve("called")).doesNotExist();
  }

  @Test
  void tellsThatTheHostHasNoCargo() {
    assertThat(type("--host build"))
        .isEqualTo(
            new Screen(
                78,
                "",
                """
                error[CARGO_MISSING]: this machine has no cargo, which --host asks for
                  help: leave --host out: then cargo runs in the container
                        or install one: https://rustup.rs
                """));
  }

  @Test
  void plansForTheHost() throws IOException {
    installCargo();

    assertThat(type("plan --host build --release").output())
        .isEqualTo("on this machine, in no container: cargo build --release\n");
    assertThat(directory.resolve("called")).doesNotExist();
  }
}
