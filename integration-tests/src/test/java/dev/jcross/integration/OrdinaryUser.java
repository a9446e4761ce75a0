package dev.jcross.integration;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody without an entry in passwd, as in many a CI job, who may use the engine's socket.
 *
 * @param home the user's own, with a jcross that the user can read
 */
record OrdinaryUser(Path home) {
  static final int ID = 23456;
  static final String CARGO_HOME = "jcross-cargo-" + ID;

  private static final Path SOCKET = Path.of("/var/run/docker.sock");
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  static boolean canBe() {
    return isRoot() && Files.isExecutable(SETPRIV) && Files.exists(SOCKET);
  }

  static boolean isRoot() {
    return id(Path.of("/proc/self"), "unix:uid") == 0;
  }

  static boolean hasCargoHome() {
    try {
      Workbench.client().inspectVolumeCmd(CARGO_HOME).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  /** With a home on the bench, and the way there open. */
  static OrdinaryUser of(Workbench bench) {
    try {
      Files.setPosixFilePermissions(bench.root(), PosixFilePermissions.fromString("rwxr-xr-x"));
      var home = bench.root().resolve("home of " + ID);
      if (!Files.exists(home)) {
        Files.createDirectory(home);
        copyDistribution(home.resolve("jcross"));
        own(home);
      }
      var user = new OrdinaryUser(home);
      assumeTrue(user.canRunJava(), "the JDK is out of an ordinary user's reach");
      return user;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copyDistribution(Path to) throws IOException {
    for (var folder : List.of("bin", "lib")) {
      Files.createDirectories(to.resolve(folder));
      try (var files = Files.list(Workbench.distribution().resolve(folder))) {
        for (var file : files.toList()) {
          Files.copy(
              file,
              to.resolve(folder).resolve(file.getFileName()),
              StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  private boolean canRunJava() {
    var words = new ArrayList<>(become());
    words.addAll(List.of(System.getProperty("java.home") + "/bin/java", "-version"));
    return Commands.succeeds(words);
  }

  /** The launcher as this user calls it; the project's files are whose they are. */
  Jcross jcross(Project project) {
    return project
        .jcross()
        .from(home.resolve("jcross"))
        .behind(become())
        .with("HOME", home.toString())
        .with("JAVA_HOME", System.getProperty("java.home", ""))
        .without("USER")
        .without("LOGNAME")
        .without("XDG_CACHE_HOME")
        .without("XDG_RUNTIME_DIR");
  }

  /** The same, with the project handed over. */
  Jcross owns(Project project) {
    own(project.directory());
    return jcross(project);
  }

  static List<String> become() {
    int group = id(SOCKET, "unix:gid");
    return List.of(
        SETPRIV.toString(),
        "--reuid=" + ID,
        "--regid=" + ID,
        group == 0 ? "--clear-groups" : "--groups=" + group);
  }

  static void own(Path directory) {
    Commands.run(List.of("chown", "-R", ID + ":" + ID, directory.toString()));
  }

  private static int id(Path file, String attribute) {
    try {
      return (Integer) Files.getAttribute(file, attribute);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
