package dev.jcross.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The scripts that live in containers, run by real shells: the machine's {@code sh}, and busybox's,
 * where it is installed. Only their fixed paths are other ones, and their sleeps are shorter.
 */
@Timeout(60)
class ScriptsTest {
  private static final String LEASE = "0b7c1f9e";

  @TempDir Path directory;
  private Path control;
  private final List<Process> processes = new ArrayList<>();

  static List<String> shells() {
    return Stream.of("/bin/busybox", "/usr/bin/busybox")
        .filter(path -> Files.isExecutable(Path.of(path)))
        .findFirst()
        .map(busybox -> List.of("sh", busybox + " sh"))
        .orElse(List.of("sh"));
  }

  @BeforeEach
  void makeControlDirectory() throws IOException {
    control = Files.createDirectory(directory.resolve("control"));
  }

  @AfterEach
  void endWhatIsLeft() {
    processes.forEach(Process::destroyForcibly);
  }

  /** Replaces what stands in the script; it must. */
  private static String with(String script, String written, String instead) {
    assertThat(script).contains(written);
    return script.replace(written, instead);
  }

  /**
   * Whoever runs these tests may ignore signals, as under nohup; a shell cannot take that back, and
   * a container's first process never inherits it.
   */
  private static final List<String> LISTENING = listening();

  private static List<String> listening() {
    var command = List.of("env", "--default-signal=INT,HUP,TERM,QUIT");
    try {
      var trial = new ArrayList<>(command);
      trial.add("true");
      return new ProcessBuilder(trial).start().waitFor() == 0 ? command : List.of();
    } catch (IOException e) {
      return List.of();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Process start(String... command) throws IOException {
    var words = new ArrayList<>(LISTENING);
    words.addAll(List.of(command));
    var process =
        new ProcessBuilder(words).redirectError(directory.resolve("errors").toFile()).start();
    processes.add(process);
    return process;
  }

  private Process start(List<String> command) throws IOException {
    return start(command.toArray(String[]::new));
  }

  private static List<String> shell(String shell, String script, String name, String... arguments) {
    var command = new ArrayList<>(List.of(shell.split(" ", -1)));
    command.addAll(List.of("-c", script, name));
    command.addAll(List.of(arguments));
    return command;
  }

  private List<String> exec(String shell, String marks, String writable, String... command) {
    var script = with(Scripts.exec(), "/run/jcross", control.toString());
    var all = shell(shell, script, "jcross-exec", LEASE, marks, writable, "", "");
    all.addAll(List.of(command));
    return all;
  }

  /** As an engine does it: in a process group of its own. */
  private Process command(String shell, String... command) throws IOException {
    var all = exec(shell, "", "", command);
    all.addFirst("setsid");
    return start(all);
  }

  private Process leash(String shell) throws IOException {
    var script = with(Scripts.leash(), "/run/jcross", control.toString());
    script = with(script, "sleep 3", "sleep 0.1");
    return start(shell(shell, script, "jcross-leash", LEASE));
  }

  /** Leaves a line in a file each time it looks around. */
  private Process session(String shell, int seconds, String... more) throws IOException {
    var script = with(Scripts.session(), "/run/jcross", control.toString());
    var looks = directory.resolve("looks");
    script = with(script, "sleep \"$pause\" &", "echo >> " + looks + "; sleep 0.02 &");
    script =
        with(
            script,
            "stat -f -c '%a %S %n' \"$@\"",
            "for disk; do echo \"$(cat \"$disk/free\") 1024 $disk\"; done");
    var arguments = new ArrayList<>(List.of(Integer.toString(seconds)));
    arguments.addAll(List.of(more));
    return start(shell(shell, script, "jcross-session", arguments.toArray(String[]::new)));
  }

  /** What the session takes for the KiB that are free there. */
  private static void free(Path disk, String size) throws IOException {
    Files.writeString(disk.resolve("free"), size + "\n");
  }

  private static void say(Process process, String word) throws IOException {
    process.getOutputStream().write((word + "\n").getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
  }

  private static int end(Process process) throws InterruptedException {
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("it ends").isTrue();
    return process.exitValue();
  }

  private static String printed(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String line(Process process) throws IOException {
    var line = new StringBuilder();
    for (int c = process.getInputStream().read();
        c >= 0 && c != '\n';
        c = process.getInputStream().read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  /** The test's time limit ends a wait in vain. */
  private static void await(Condition condition) throws IOException, InterruptedException {
    while (!condition.holds()) {
      Thread.sleep(5);
    }
  }

  private boolean hasContent(String name) throws IOException {
    var file = control.resolve(name);
    return Files.exists(file) && Files.size(file) > 0;
  }

  private List<String> controlFiles() throws IOException {
    try (var files = Files.list(control)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void awaitLooks(int count) throws IOException, InterruptedException {
    var looks = directory.resolve("looks");
    long before = Files.exists(looks) ? Files.size(looks) : 0;
    await(() -> Files.exists(looks) && Files.size(looks) >= before + count);
  }

  // exec.sh

  @ParameterizedTest
  @MethodSource("shells")
  void execTakesAProgramOfTheImageInsteadOfAMark(String shell) throws Exception {
    var gone = directory.resolve("gone").toString();

    assertThat(printed(start(exec(shell, "sh=" + gone, "", "echo", "ran")))).isEqualTo("ran\n");
    assertThat(printed(start(exec(shell, "no-such-program=" + gone, "", "echo", "ran"))))
        .isEqualTo("jcross-gate 0b7c1f9e missing " + gone + "\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void execAddsToThePathOnBothSides(String shell) throws Exception {
    var script = with(Scripts.exec(), "/run/jcross", control.toString());
    var all = shell(shell, script, "jcross-exec", LEASE, "", "", "/first:", ":/last");
    all.addAll(List.of("sh", "-c", "echo $PATH"));

    assertThat(printed(start(all))).startsWith("/first:").endsWith(":/last\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void execBecomesTheCommandAndNotesItsProcess(String shell) throws Exception {
    var process = start(exec(shell, "", "", "sh", "-c", "echo $$; exit 7"));

    assertThat(printed(process).strip()).isEqualTo(Long.toString(process.pid()));
    assertThat(end(process)).isEqualTo(7);
    assertThat(control.resolve(LEASE + ".pid")).hasContent(process.pid() + "\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void execHandsEveryWordOnAsItIs(String shell) throws Exception {
    var process =
        start(
            exec(
                shell, "", directory.toString(), "printf", "[%s]", "a:b", "c d", "*", "$HOME", ""));

    assertThat(printed(process)).isEqualTo("[a:b][c d][*][$HOME][]");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void execTurnsACommandAwayThatCannotWriteItsVolumes(String shell) throws Exception {
    var spaces = Files.createDirectory(directory.resolve("with space"));
    var process =
        start(exec(shell, "", spaces + ":" + directory.resolve("gone"), "touch", spaces + "/ran"));

    assertThat(printed(process)).isEqualTo("jcross-gate 0b7c1f9e unprepared\n");
    assertThat(end(process)).isZero();
    assertThat(spaces).isEmptyDirectory();
    assertThat(controlFiles()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void execLetsACommandThroughThatCanWriteItsVolumes(String shell) throws Exception {
    var spaces = Files.createDirectory(directory.resolve("with space"));
    var process = start(exec(shell, "", spaces + ":" + control, "echo", "through"));

    assertThat(printed(process)).isEqualTo("through\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void execTurnsACommandAwayWhoseSessionIsAboutToEnd(String shell) throws Exception {
    Files.createFile(control.resolve("closing"));
    var process = start(exec(shell, "", "", "echo", "ran"));

    assertThat(printed(process)).isEqualTo("jcross-gate 0b7c1f9e closing\n");
    assertThat(controlFiles()).containsExactly("closing");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void execTurnsACommandAwayWhoseCratesAreMissing(String shell) throws Exception {
    var mark = directory.resolve("done/abc").toString();
    var process = start(exec(shell, mark, "", "echo", "ran"));

    assertThat(printed(process)).isEqualTo("jcross-gate 0b7c1f9e missing " + mark + "\n");
    assertThat(end(process)).isZero();

    Files.createDirectories(directory.resolve("done"));
    Files.createFile(directory.resolve("done/abc"));
    assertThat(printed(start(exec(shell, mark, "", "echo", "ran")))).isEqualTo("ran\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void execOfAProgramThatIsNotThereEndsIn127(String shell) throws Exception {
    var process = start(exec(shell, "", "", "no-such-program"));

    assertThat(end(process)).isEqualTo(127);
    assertThat(directory.resolve("errors")).content().contains("no-such-program: not found");
  }

  // leash.sh

  @ParameterizedTest
  @MethodSource("shells")
  void aLeashPassesEverySignalOn(String shell) throws Exception {
    for (var signal : List.of("INT", "TERM", "HUP")) {
      var command =
          command(
              shell,
              "sh",
              "-c",
              "trap 'exit 9' " + signal + "; echo ready; while :; do sleep 0.02; done");
      assertThat(line(command)).isEqualTo("ready");
      var leash = leash(shell);
      say(leash, signal);

      assertThat(end(command)).as(signal).isEqualTo(9);
      say(leash, "done");
      assertThat(end(leash)).isZero();
      assertThat(controlFiles()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aLeashReachesTheChildrenOfTheCommand(String shell) throws Exception {
    var command = command(shell, "sh", "-c", "sleep 1000 & echo $!; wait");
    var child = line(command);
    assertThat(Files.exists(Path.of("/proc", child))).isTrue();
    var leash = leash(shell);
    say(leash, "TERM");

    assertThat(end(command)).isEqualTo(128 + 15);
    await(() -> !runs(child));
    say(leash, "done");
    end(leash);
  }

  /** Whether a process runs; one that has ended may wait for its parent for ever. */
  private static boolean runs(String pid) throws IOException {
    try {
      var stat = Files.readString(Path.of("/proc", pid, "stat"));
      var state = stat.charAt(stat.lastIndexOf(')') + 2);
      return state != 'Z' && state != 'X';
    } catch (java.nio.file.NoSuchFileException e) {
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aLeashKills(String shell) throws Exception {
    var command =
        command(shell, "sh", "-c", "trap '' INT TERM; echo ready; while :; do sleep 0.02; done");
    assertThat(line(command)).isEqualTo("ready");
    var leash = leash(shell);
    say(leash, "INT");
    say(leash, "KILL");

    assertThat(end(command)).isEqualTo(128 + 9);
    say(leash, "done");
    end(leash);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aLeashWaitsForACommandThatIsAboutToStart(String shell) throws Exception {
    var leash = leash(shell);
    await(() -> hasContent(LEASE + ".leash"));
    say(leash, "INT");
    var command = command(shell, "sleep", "1000");

    assertThat(end(command)).isEqualTo(128 + 2);
    say(leash, "done");
    end(leash);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aLeashThatIsLetGoEndsTheCommand(String shell) throws Exception {
    var command = command(shell, "sleep", "1000");
    await(() -> hasContent(LEASE + ".pid"));
    var leash = leash(shell);
    await(() -> hasContent(LEASE + ".leash"));
    leash.getOutputStream().close();

    assertThat(end(command)).isEqualTo(128 + 15);
    end(leash);
    assertThat(controlFiles()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aLeashThatIsLetGoKillsACommandThatDoesNotListen(String shell) throws Exception {
    var command =
        command(shell, "sh", "-c", "trap '' TERM; echo ready; while :; do sleep 0.02; done");
    assertThat(line(command)).isEqualTo("ready");
    var leash = leash(shell);
    leash.getOutputStream().close();

    assertThat(end(command)).isEqualTo(128 + 9);
    end(leash);
    assertThat(controlFiles()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aLeashOfACommandThatHasEndedHarmsNobody(String shell) throws Exception {
    var leash = leash(shell);
    await(() -> hasContent(LEASE + ".leash"));
    assertThat(control.resolve(LEASE + ".leash")).hasContent(leash.pid() + "\n");
    var command = command(shell, "true");
    end(command);
    say(leash, "TERM");
    say(leash, "done");

    assertThat(end(leash)).isZero();
    assertThat(controlFiles()).isEmpty();
  }

  // session.sh

  @ParameterizedTest
  @MethodSource("shells")
  void aSessionEndsWhenNobodyUsesIt(String shell) throws Exception {
    var session = session(shell, 6);

    assertThat(end(session)).isZero();
    assertThat(directory.resolve("looks")).hasSize(3);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aSessionLivesAsLongAsACommandOnItsLeashRuns(String shell) throws Exception {
    var command = command(shell, "sleep", "1000");
    var leash = leash(shell);
    await(() -> hasContent(LEASE + ".pid") && hasContent(LEASE + ".leash"));
    var session = session(shell, 4);
    // More often than it would take to end an orphan, or itself.
    awaitLooks(20);

    assertThat(session.isAlive()).isTrue();
    assertThat(command.isAlive()).isTrue();
    say(leash, "TERM");
    end(command);
    assertThat(end(session)).isZero();
    assertThat(controlFiles()).containsExactly("closing");
    say(leash, "done");
    end(leash);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aSessionThatWasAboutToEndGoesOnForACommandThatWasQuicker(String shell) throws Exception {
    var command = command(shell, "sleep", "1000");
    var leash = leash(shell);
    await(() -> hasContent(LEASE + ".pid") && hasContent(LEASE + ".leash"));
    Files.createFile(control.resolve("closing"));
    var session = session(shell, 4);
    await(() -> !Files.exists(control.resolve("closing")));

    assertThat(command.isAlive()).isTrue();
    say(leash, "TERM");
    end(command);
    assertThat(end(session)).isZero();
    say(leash, "done");
    end(leash);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aSessionKillsACommandThatNobodyHolds(String shell) throws Exception {
    var command = command(shell, "sh", "-c", "sleep 1000 & echo $!; wait");
    var child = line(command);
    var session = session(shell, 4);

    assertThat(end(command)).isEqualTo(128 + 9);
    await(() -> !runs(child));
    assertThat(end(session)).isZero();
    assertThat(controlFiles()).containsExactly("closing");
    assertThat(Files.size(directory.resolve("looks")))
        .as("looks two seconds apart: not before ten seconds, and not much later")
        .isBetween(6L, 100L);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aSessionKillsACommandWhoseHolderIsGone(String shell) throws Exception {
    var command = command(shell, "sleep", "1000");
    var leash = leash(shell);
    await(() -> hasContent(LEASE + ".pid") && hasContent(LEASE + ".leash"));
    leash.destroyForcibly();
    end(leash);
    session(shell, 4);

    assertThat(end(command)).isEqualTo(128 + 9);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aSessionEndsACommandThatFillsADisk(String shell) throws Exception {
    var sparse = directory.resolve("sparse");
    free(control, "1000");
    free(Files.createDirectory(sparse), "10");
    session(shell, 4, "", "500", control.toString(), sparse.toString());
    awaitLooks(1);
    var command = command(shell, "sleep", "1000");
    var leash = leash(shell);
    awaitLooks(20);
    assertThat(command.isAlive()).as("one disk is no scarcer than before").isTrue();

    free(control, "499");

    assertThat(end(command)).isEqualTo(128 + 9);
    assertThat(control.resolve(LEASE + ".full")).hasContent(control.toString());
    say(leash, "done");
    end(leash);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aSessionGivesALateLeashItsTime(String shell) throws Exception {
    var command = command(shell, "sleep", "1000");
    await(() -> hasContent(LEASE + ".pid"));
    var session = session(shell, 4);
    awaitLooks(2);
    var leash = leash(shell);
    await(() -> hasContent(LEASE + ".leash"));
    awaitLooks(20);

    assertThat(command.isAlive()).isTrue();
    assertThat(session.isAlive()).isTrue();
    say(leash, "KILL");
    end(command);
    end(session);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void writesTheFilesThatTheCommandIsHandedAndHidesThemFromIt(String shell)
      throws IOException, InterruptedException {
    var file = directory.resolve("below/a file");
    var other = directory.resolve("other");
    Files.writeString(other, "stays");
    var text = "[a]\nb = \"$c `d`\"\n\n";
    var variables =
        HandedFiles.variables(Map.of(file.toString(), text, other.toString(), "is not written"));
    var builder = new ProcessBuilder(exec(shell, "", "", "env"));
    builder.environment().putAll(variables);

    var process = builder.start();

    assertThat(printed(process)).doesNotContain("JCROSS_FILE").doesNotContain("b = ");
    assertThat(end(process)).isZero();
    assertThat(file).hasContent(text);
    assertThat(other).hasContent("stays");
    assertThat(Files.getPosixFilePermissions(file))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void doesNotStartACommandWhoseFilesCannotBeWritten(String shell)
      throws IOException, InterruptedException {
    Files.writeString(directory.resolve("file"), "");
    var builder = new ProcessBuilder(exec(shell, "", "", "echo", "started"));
    builder.environment().putAll(HandedFiles.variables(Map.of(directory + "/file/x", "text")));

    var process = builder.start();

    assertThat(printed(process)).doesNotContain("started");
    assertThat(end(process)).isNotZero();
  }
}
