package dev.jcross.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostReaderTest {
  @TempDir Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private final Properties properties = new Properties();

  private HostFacts read() {
    properties.putIfAbsent("user.dir", directory.toString());
    return new HostReader(environment, properties, directory.resolve("proc")).read();
  }

  @Test
  void keepsTheLinksOnTheWayToTheWorkingDirectory() throws IOException {
    var real = Files.createDirectory(directory.resolve("real dir ü"));
    var link = Files.createSymbolicLink(directory.resolve("link"), real);
    properties.setProperty("user.dir", real.toString());
    environment.put("PWD", link.toString());

    assertThat(read().workingDirectory()).isEqualTo(link);
  }

  @Test
  void findsProgramsAsAShellDoes() throws IOException {
    var first = Files.createDirectory(directory.resolve("first"));
    var second = Files.createDirectory(directory.resolve("second"));
    Files.createFile(first.resolve("tool"));
    Files.createDirectory(first.resolve("other"));
    var tool = Files.createFile(second.resolve("tool"));
    assertThat(tool.toFile().setExecutable(true)).isTrue();
    environment.put("PATH", first + ":/nonexistent:\0:" + second);

    assertThat(read().program("tool")).as("the first is not executable").hasValue(tool);
    assertThat(read().program("tool.exe", "tool")).hasValue(tool);
    assertThat(read().program("other")).as("a directory").isEmpty();
    environment.remove("PATH");
    assertThat(read().program("tool")).isEmpty();
  }

  @Test
  void ignoresAVariablePwdThatNamesAnotherDirectory() throws IOException {
    environment.put("PWD", Files.createDirectory(directory.resolve("elsewhere")).toString());

    assertThat(read().workingDirectory()).isEqualTo(directory);
  }

  @ParameterizedTest
  @CsvSource({"., .", "relative, relative", "/no/such/directory, gone", "'', empty"})
  void ignoresAVariablePwdThatIsNoPlainPath(String pwd, String why) {
    environment.put("PWD", pwd);

    assertThat(read().workingDirectory()).as(why).isEqualTo(directory);
  }

  @Test
  void ignoresAVariablePwdWithDotsInIt() {
    environment.put("PWD", directory + "/.");

    assertThat(read().workingDirectory()).hasToString(directory.toString());
  }

  @Test
  void tellsWhichLocaleToSetWhenTheWorkingDirectoryCannotBeNamed() {
    properties.setProperty("user.dir", "/tmp/\0");

    assertThatThrownBy(this::read)
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("error[FILE]")
        .hasMessageContaining("help: export LC_ALL=C.UTF-8");
  }

  @Test
  void putsTheCacheIntoTheHomeDirectory() {
    environment.put("HOME", "/home/me");

    assertThat(read().cacheDirectory()).isEqualTo(Path.of("/home/me/.cache/jcross"));
  }

  @Test
  void putsTheCacheWhereXdgSays() {
    environment.put("HOME", "/home/me");
    environment.put("XDG_CACHE_HOME", "/big/cache");

    assertThat(read().cacheDirectory()).isEqualTo(Path.of("/big/cache/jcross"));
  }

  @Test
  void ignoresARelativeCacheDirectoryAsTheXdgSpecificationAsks() {
    environment.put("HOME", "/home/me");
    environment.put("XDG_CACHE_HOME", "cache");

    assertThat(read().cacheDirectory()).isEqualTo(Path.of("/home/me/.cache/jcross"));
  }

  @ParameterizedTest
  @CsvSource({
    "/home/me, /root, /home/me",
    "'', /root, /root",
    "relative, /root, /root",
    "'', ?, /scratch"
  })
  void findsTheHomeDirectory(String variable, String property, Path expected) {
    environment.put("HOME", variable);
    properties.setProperty("user.home", property);
    properties.setProperty("java.io.tmpdir", "/scratch");

    assertThat(read().home()).isEqualTo(expected);
  }

  @Test
  void takesTheIdsOfTheProcess() throws IOException {
    var process = Files.createDirectory(directory.resolve("proc"));

    var user = read().user();

    assertThat(user.uid())
        .isEqualTo(((Integer) Files.getAttribute(process, "unix:uid")).longValue());
    assertThat(user.gid())
        .isEqualTo(((Integer) Files.getAttribute(process, "unix:gid")).longValue());
  }

  @Test
  void namesTheUserByVariableElseByProperty() {
    properties.setProperty("user.name", "jvm");
    assertThat(read().user().name()).isEqualTo("jvm");

    environment.put("LOGNAME", "log");
    assertThat(read().user().name()).isEqualTo("log");

    environment.put("USER", "me");
    assertThat(read().user().name()).isEqualTo("me");
  }

  @ParameterizedTest
  @CsvSource({
    "'in,out,err', true, true, true",
    "'out', false, true, false",
    "'in,in', true, false, false",
    "'', false, false, false"
  })
  void believesTheLauncherAboutTerminals(String told, boolean in, boolean out, boolean err) {
    properties.setProperty("jcross.terminals", told);

    assertThat(read().terminal()).isEqualTo(new HostFacts.Terminal(in, out, err, 80));
  }

  @Test
  void looksAtTheOpenFilesWhenTheLauncherSaysNothing() throws IOException {
    var open = Files.createDirectories(directory.resolve("proc/fd"));
    Files.createSymbolicLink(open.resolve("0"), Path.of("/dev/pts/9999"));
    Files.createSymbolicLink(open.resolve("1"), Path.of("pipe:[4711]"));
    Files.createSymbolicLink(open.resolve("2"), Path.of("/dev/tty-none"));

    assertThat(read().terminal()).isEqualTo(new HostFacts.Terminal(true, false, true, 80));
  }

  @Test
  void takesNothingForATerminalThatItCannotSee() {
    assertThat(read().terminal().everywhere()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "120, 100, 120",
    "'', 100, 100",
    "wide, 100, 100",
    "0, 100, 100",
    "-1, '', 80",
    "99999999999, '', 80"
  })
  void measuresTheWidth(String variable, String property, int expected) {
    environment.put("COLUMNS", variable);
    properties.setProperty("jcross.columns", property);

    assertThat(read().terminal().width()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, linux, x86_64",
    "Mac OS X, aarch64, macos, aarch64",
    "Windows 11, amd64, windows, x86_64",
    "Linux, riscv64, linux, riscv64"
  })
  void namesTheMachineAsRustDoes(String system, String machine, String os, String architecture) {
    properties.setProperty("os.name", system);
    properties.setProperty("os.arch", machine);

    assertThat(read().operatingSystem()).isEqualTo(os);
    assertThat(read().architecture()).isEqualTo(architecture);
  }

  @Test
  void copesWithOddVariables() {
    environment.put("", "nameless");
    environment.put("BASH_FUNC_x%%", "() {  echo;\n}");
    environment.put("LONG", "x".repeat(200_000));

    assertThat(read().environment()).containsAllEntriesOf(environment);
    assertThat(read().variable("LONG")).hasValueSatisfying(v -> assertThat(v).hasSize(200_000));
  }

  @Test
  void readsThisVeryProcess() {
    var facts = HostFacts.read();

    assertThat(facts.workingDirectory()).isAbsolute().isDirectory();
    assertThat(facts.cacheDirectory()).isAbsolute();
    assertThat(facts.user().name()).isNotEmpty();
  }
}
