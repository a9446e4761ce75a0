package dev.jcross.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jcross.invocation.Invocation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnCommandsTest {
  private final Terminal terminal = new Terminal();

  @Test
  void showsItsHelpWithinEightyColumns() {
    var screen = terminal.type();
    assertThat(screen.output())
        .isEqualTo(
            """
            Builds, tests and runs Rust projects for any target inside containers.

            Usage:
              jcross [+toolchain] <cargo subcommand> [--target T]... [cargo's arguments]
              jcross <command> [...]

            For example:
              jcross build --release --target aarch64-unknown-linux-gnu
              jcross test --target armv7-unknown-linux-gnueabihf
              jcross plan build --target aarch64-unknown-linux-gnu

            Options:
              -h, --help      Show this help.
              -V, --version   Show the version.

            Commands of jcross's own:
              plan                Show what a command would do, and why.
              explain             Show each setting and which line or variable said so.
              lock                Write Cross.lock: which images builds are made with.
              verify              Build twice, as on two machines, and compare the results.
              verify-attestation  Check how a file was built, by its attestation.
              bundle              Carry what builds need to machines without a network.
              exec                Run a program in the target's container.
              shell               Open a shell in the target's container.
              targets             List the targets that jcross has an image for.
              doctor              Look at everything that a build needs, and say what to do.
              inspect             Tell what a program or library is, and where it runs.
              images              List and remove the images that jcross made.
              volumes             List and remove the volumes that jcross made.
              containers          List and remove the containers that jcross made.
              sessions            List and stop containers that wait for the next command.
              clean-all           Remove everything that jcross made outside of projects.
              completion          Print the completion script for bash, zsh or fish.
              help                Show this help, or that of a command.

            On cargo's subcommands:
              --target T   what to build for; see 'jcross targets'
              --fresh      use a container of its own and end it with the command
              --host       run this machine's cargo, which nothing else ever does
              All other words are cargo's and reach it unchanged: 'jcross build --help'.
            """);
    assertThat(screen.status()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "--help", "-h"})
  void showsTheSameHelpHoweverItIsAskedFor(String word) {
    assertThat(terminal.type(word).output()).isEqualTo(new Terminal().type().output());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V"})
  void saysItsVersion(String word) {
    assertThat(terminal.type(word).output()).isEqualTo("jcross 1.2.3\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plan",
        "explain",
        "exec",
        "shell",
        "targets",
        "doctor",
        "inspect",
        "images",
        "volumes",
        "containers",
        "sessions",
        "clean-all",
        "completion",
        "help"
      })
  void helpsWithEachCommandWithinEightyColumns(String command) {
    var screen = terminal.type("help", command);
    assertThat(screen.output()).contains("\nUsage: jcross " + command).endsWith(".\n");
    assertThat(screen.output().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(new Terminal().type(command, "--help")).isEqualTo(screen);
  }

  @Test
  void saysWhoseHelpItIsForCargosSubcommands() {
    assertThat(terminal.type("help", "build").output())
        .isEqualTo("'build' is cargo's; its help, from the image: jcross build --help\n");
  }

  @Test
  void tellsTheUserWhatToFixInAMisspeltHelpRequest() {
    var screen = terminal.type("help", "dcotor");
    assertThat(screen.errors())
        .isEqualTo(
            """
            error[USAGE]: neither jcross nor cargo brings a command 'dcotor' along
              help: did you mean 'doctor'?
            """);
    assertThat(screen.status()).isEqualTo(64);
  }

  @Test
  void tellsTheUserWhatToFixInAMisspeltFlag() {
    var screen = terminal.type("targets", "--jsno");
    assertThat(screen.errors())
        .isEqualTo(
            """
            error[USAGE]: Unknown option: '--jsno'
              help: did you mean '--json'?
            """);
    assertThat(screen.status()).isEqualTo(64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plan", "explain"})
  void takesNoMisspeltFlagOfItsOwnForCargos(String command) {
    assertThatThrownBy(() -> OwnCommands.run(List.of(command, "--jsn"), terminal.context()))
        .hasMessage(
            """
            error[FLAG_UNKNOWN]: 'jcross %s' has no flag '--jsn'
              help: did you mean '--json'?\
            """
                .formatted(command));
  }

  @ParameterizedTest
  @CsvSource({
    "dcotor, doctor",
    "docter, doctor",
    "explian, explain",
    "target, targets",
    "pln, plan",
    "completions, completion",
    "inspekt, inspect",
    "exce, exec",
    "shel, shell",
    "image, images",
    "volume, volumes",
    "container, containers",
    "session, sessions",
    "cleanall, clean-all",
  })
  void refusesAMisspeltCommandBeforeItReachesCargo(String typed, String meant) {
    assertThatThrownBy(() -> OwnCommands.refuseMisspelt(Invocation.parse(List.of(typed))))
        .hasMessage(
            """
            error[USAGE]: neither jcross nor cargo brings a command '%s' along
              help: did you mean '%s'?\
            """
                .formatted(typed, meant));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"build", "b", "doc", "clean", "expand", "nextest", "docker", "tarpaulin", "insta"})
  void leavesCargosSubcommandsAndPluginsAlone(String word) {
    assertThatCode(() -> OwnCommands.refuseMisspelt(Invocation.parse(List.of(word))))
        .doesNotThrowAnyException();
  }

  @Test
  void looksOnlyAtTheSubcommandForAMisspelling() {
    var words = List.of("--config", "plans", "run", "--", "dcotor");
    assertThatCode(() -> OwnCommands.refuseMisspelt(Invocation.parse(words)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "exec --help, true",
    "shell -h, true",
    "exec --fresh --help, true",
    "exec ls --help, false",
    "exec -- --help, false",
    "exec, false",
    "shell --target x86_64-unknown-linux-gnu, false",
    "explain exec, true",
  })
  void answersOfExecAndShellOnlyForTheirHelp(String line, boolean own) {
    assertThat(OwnCommands.isOwn(List.of(line.split(" ")))).isEqualTo(own);
  }
}
