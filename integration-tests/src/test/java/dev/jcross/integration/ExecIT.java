package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code jcross exec} and {@code jcross shell}: programs of the container as if they were here. */
class ExecIT {
  @RegisterExtension static final Workbench bench = new Workbench();

  private static Project crate = bench.nowhere();

  @BeforeAll
  static void makeTheProject() {
    crate = bench.crate();
    crate.succeed("exec", "--target", Workbench.NATIVE, "--", "true");
  }

  private static Result sh(String script) {
    return crate.run("exec", "--target", Workbench.NATIVE, "--", "sh", "-c", script);
  }

  @Test
  void endsWithTheStatusOfTheProgram() {
    sh("exit 7").hasStatus(7);
    sh("exit 0").hasStatus(0);
    sh("kill -ABRT $$").hasStatus(134);
  }

  @Test
  void saysThatTheImageLacksAProgram() {
    crate
        .run("exec", "--target", Workbench.NATIVE, "no-such-program", "--help")
        .hasStatus(127)
        .tells("error[PROGRAM_MISSING]: the image holds no program 'no-such-program'");
    crate.run("exec", "--target", Workbench.NATIVE, "/etc/passwd").hasStatus(126);
  }

  @Test
  void runsWhereCargoWouldAsTheCaller() throws IOException {
    var seen = sh("pwd; id -u; echo $CARGO_TARGET_DIR; cat Cargo.toml; touch made-inside");

    assertThat(seen.hasStatus(0).output())
        .startsWith("/project\n" + uid() + "\n/target\n[package]\n");
    assertThat(crate.file("made-inside")).exists();
    assertThat(Files.getAttribute(crate.file("made-inside"), "unix:uid")).isEqualTo(uid());
  }

  private static Object uid() throws IOException {
    return Files.getAttribute(crate.directory(), "unix:uid");
  }

  @Test
  void sharesTheContainerWithCargo() {
    crate.succeed("build", "--target", Workbench.NATIVE);

    var containers = bench.containers(crate).stream().map(one -> one.getId()).toList();

    assertThat(sh("ls /target/" + Workbench.NATIVE + "/debug/program").hasStatus(0).output())
        .isEqualTo("/target/" + Workbench.NATIVE + "/debug/program\n");
    assertThat(bench.containers(crate)).extracting(one -> one.getId()).isEqualTo(containers);
  }

  @Test
  void hasNoNetworkUnlessTheProjectOpensIt() {
    var interfaces = "ls /sys/class/net";
    var open = bench.crate().crossToml("[build]\nnetwork = true\n");

    assertThat(sh(interfaces).hasStatus(0).output()).isEqualTo("lo\n");
    assertThat(
            open.succeed("exec", "--target", Workbench.NATIVE, "--", "sh", "-c", interfaces)
                .output()
                .lines())
        .contains("lo", "eth0");
  }

  @Test
  void worksOutsideOfAProject() throws IOException {
    var empty = bench.at(Files.createDirectory(bench.root().resolve("no project")));

    var seen = empty.succeed("exec", "--target", Workbench.NATIVE, "--", "pwd");

    assertThat(seen.output()).isEqualTo("/project/no project\n");
  }

  @Test
  void pipesItsInputToTheProgram() {
    var piped = crate.jcross().input("one\ntwo").run("exec", "--target", Workbench.NATIVE, "cat");

    assertThat(piped.hasStatus(0).output()).isEqualTo("one\ntwo");
  }

  @Test
  void handsWordsOnAsTheyAre() {
    var words = List.of("--target", "a b", "", "$HOME", "--", "--fresh", "'", "größer");
    var typed = new java.util.ArrayList<>(List.of("--target", Workbench.NATIVE, "exec", "--"));
    typed.addAll(List.of("printf", "<%s>\\n"));
    typed.addAll(words);

    var echoed = crate.succeed(typed.toArray(String[]::new));

    assertThat(echoed.output().lines())
        .isEqualTo(words.stream().map(word -> "<" + word + ">").toList());
  }

  @Test
  void findsProgramsOfTheTarget() {
    var arm = "aarch64-unknown-linux-gnu";

    var compiler = crate.succeed("exec", "--target", arm, "aarch64-linux-gnu-gcc", "-dumpmachine");

    assertThat(compiler.output()).isEqualTo("aarch64-linux-gnu\n");
  }

  @Test
  void endsAFreshContainerWithTheProgram() {
    var other = bench.crate();

    other.succeed("exec", "--fresh", "--target", Workbench.NATIVE, "--", "true");

    assertThat(bench.containers(other)).isEmpty();
  }

  @Test
  void hasTheTerminal() {
    var seen =
        crate
            .jcross()
            .onTerminal("exec", "--target", Workbench.NATIVE, "--", "sh", "-c", "tty && exit 5");

    assertThat(seen.hasStatus(5).output()).contains("/dev/pts/");
  }

  @Test
  void passesSignalsOn() {
    for (var signal : List.of("INT", "TERM", "HUP")) {
      var run =
          crate
              .jcross()
              .start(
                  "exec",
                  "--target",
                  Workbench.NATIVE,
                  "--",
                  "sh",
                  "-c",
                  "trap 'echo got "
                      + signal
                      + "; exit 9' "
                      + signal
                      + "; echo up;"
                      + " while :; do sleep 0.1; done");

      run.awaitOutput("up").signal(signal);

      assertThat(run.await().hasStatus(9).output()).endsWith("got " + signal + "\n");
    }
  }

  @Test
  void readsTheCommandsOfAShellFromItsInput() {
    var shell =
        crate
            .jcross()
            .input("echo \"in $PWD\"\nfalse\nexit 4\necho never\n")
            .run("shell", "--target", Workbench.NATIVE);

    assertThat(shell.hasStatus(4).output()).isEqualTo("in /project\n");
  }

  @Test
  void opensAShellOnATerminal() {
    var shell = crate.jcross().startOnTerminal("shell", "--target", Workbench.NATIVE);

    shell.type("tty; echo marker$((40 + 2))\r").awaitOutput("marker42");
    shell.type("echo $((9 * 9)); sleep 100\r").awaitOutput("81");
    // Ends what runs in the shell, and not jcross.
    shell.type("\u0003").awaitOutput("^C").type("echo again$((1 + 1))\r").awaitOutput("again2");

    assertThat(shell.type("exit 6\r").await().hasStatus(6).output()).contains("/dev/pts/");
  }

  @Test
  void saysWhatIsWrongWithTheCommandLine() {
    crate
        .run("exec", "--target", Workbench.NATIVE)
        .hasStatus(64)
        .tells("error[USAGE]: no program is named behind 'jcross exec'");
    crate
        .run("exec", "--relase", "ls")
        .hasStatus(64)
        .tells("error[FLAG_UNKNOWN]: 'jcross exec' has no flag '--relase'");
    crate
        .run("shell", "ls")
        .hasStatus(64)
        .tells("error[USAGE]: 'jcross shell' takes no words besides its flags: 'ls'");
    crate
        .run("exec", "--target", "sparc-unknown-none", "ls")
        .hasStatus(64)
        .tells("error[TARGET_UNKNOWN]: 'sparc-unknown-none' is no Rust target");
  }

  @Test
  void showsThePlan() {
    var plan = crate.succeed("plan", "exec", "--target", Workbench.NATIVE, "--", "ls", "-l");

    assertThat(plan.output()).contains("   ls -l\n", "compile   network none\n");
  }
}
