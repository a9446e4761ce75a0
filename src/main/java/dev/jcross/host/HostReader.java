package dev.jcross.host;

import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * Reads the facts from what every JVM has at hand. It starts no process and calls no native code:
 * each jcross command waits for it.
 *
 * @param process the directory that tells of this process: {@code /proc/self}; need not exist
 */
record HostReader(Map<String, String> environment, Properties properties, Path process) {
  private static final long UNKNOWN_ID = 1000;
  private static final int UNKNOWN_WIDTH = 80;

  static HostReader ofThisProcess() {
    return new HostReader(System.getenv(), System.getProperties(), Path.of("/proc/self"));
  }

  HostFacts read() {
    var home = home();
    return new HostFacts(
        workingDirectory(),
        home,
        variable("XDG_CACHE_HOME")
            .flatMap(HostReader::absolute)
            .orElse(home.resolve(".cache"))
            .resolve("jcross"),
        environment,
        user(home),
        terminal(),
        operatingSystem(),
        architecture());
  }

  /** {@code PWD} if it names the same directory, as only the shell knows the links on the way. */
  private Path workingDirectory() {
    var physical = physicalWorkingDirectory();
    return variable("PWD")
        .flatMap(HostReader::absolute)
        .filter(logical -> logical.equals(logical.normalize()) && isSame(logical, physical))
        .orElse(physical);
  }

  private Path physicalWorkingDirectory() {
    var name = property("user.dir").orElse("");
    try {
      return Path.of(name).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      // The JVM decodes file names by the locale; in "C" it has no letters beyond ASCII.
      throw new ProblemException(
          List.of(
              Problem.error(
                      ProblemCode.FILE,
                      "the locale has no letters for the name of the working directory")
                  .at(Place.of(name))
                  .help("export LC_ALL=C.UTF-8")),
          e);
    }
  }

  private static boolean isSame(Path a, Path b) {
    try {
      return Files.isSameFile(a, b);
    } catch (IOException e) {
      return false;
    }
  }

  private Path home() {
    return variable("HOME")
        .flatMap(HostReader::absolute)
        .or(() -> property("user.home").flatMap(HostReader::absolute))
        // A uid without an entry in passwd has no home: the JVM says "?".
        .or(() -> property("java.io.tmpdir").flatMap(HostReader::absolute))
        .orElse(Path.of("/").toAbsolutePath());
  }

  private HostFacts.User user(Path home) {
    var witness = Files.exists(process) ? process : home;
    var name =
        variable("USER")
            .or(() -> variable("LOGNAME"))
            .or(() -> property("user.name"))
            .filter(word -> !word.equals("?"))
            .orElse("user");
    return new HostFacts.User(id(witness, "unix:uid"), id(witness, "unix:gid"), name);
  }

  private static long id(Path witness, String attribute) {
    try {
      return Files.getAttribute(witness, attribute) instanceof Integer id
          ? Integer.toUnsignedLong(id)
          : UNKNOWN_ID;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return UNKNOWN_ID;
    }
  }

  private HostFacts.Terminal terminal() {
    var width =
        variable("COLUMNS")
            .flatMap(HostReader::columns)
            .or(() -> property("jcross.columns").flatMap(HostReader::columns))
            .orElse(UNKNOWN_WIDTH);
    var told = property("jcross.terminals").map(words -> Set.copyOf(List.of(words.split(",", -1))));
    return new HostFacts.Terminal(
        told.map(streams -> streams.contains("in")).orElseGet(() -> isTerminal(0)),
        told.map(streams -> streams.contains("out")).orElseGet(() -> isTerminal(1)),
        told.map(streams -> streams.contains("err")).orElseGet(() -> isTerminal(2)),
        width);
  }

  private boolean isTerminal(int descriptor) {
    try {
      var device =
          Files.readSymbolicLink(process.resolve("fd").resolve(Integer.toString(descriptor)))
              .toString();
      return device.startsWith("/dev/pts/")
          || device.startsWith("/dev/tty")
          || device.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static Optional<Integer> columns(String word) {
    return word.matches("[1-9][0-9]{0,3}") ? Optional.of(Integer.valueOf(word)) : Optional.empty();
  }

  private String operatingSystem() {
    var name = property("os.name").orElse("linux").toLowerCase(Locale.ROOT);
    return name.startsWith("mac") ? "macos" : name.startsWith("windows") ? "windows" : name;
  }

  private String architecture() {
    var name = property("os.arch").orElse("x86_64").toLowerCase(Locale.ROOT);
    return switch (name) {
      case "amd64", "x64" -> "x86_64";
      case "arm64" -> "aarch64";
      default -> name;
    };
  }

  private static Optional<Path> absolute(String word) {
    try {
      return Optional.of(Path.of(word)).filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  private Optional<String> property(String name) {
    return Optional.ofNullable(properties.getProperty(name));
  }
}
