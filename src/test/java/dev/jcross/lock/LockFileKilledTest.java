package dev.jcross.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.lock.LockFile.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that writes the lock is killed in the midst of it. */
class LockFileKilledTest {
  private static final int KILLED = 137;

  @TempDir Path directory;

  /** Locks nothing, and dies on the way. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) {
      var root = Path.of(arguments[0]);
      var last = Moment.valueOf(arguments[1]);
      new LockFile(
              root,
              root.resolve("cache"),
              moment -> {
                if (moment == last) {
                  die();
                }
              })
          .change(old -> CrossLock.EMPTY);
    }

    /** Without any of the JVM's own goodbyes. */
    private static void die() {
      try {
        new ProcessBuilder("kill", "-KILL", Long.toString(ProcessHandle.current().pid()))
            .start()
            .waitFor();
        Thread.sleep(60_000);
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private LockFile file() {
    return new LockFile(directory, directory.resolve("cache"));
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(found -> found.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void isWholeWheneverItsWriterIsKilledAndTheNextOneGoesOn(Moment moment)
      throws IOException, InterruptedException {
    file().change(old -> Locks.three());
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                directory.toString(),
                moment.name())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();

    assertThat(process.waitFor()).isEqualTo(KILLED);

    boolean named = moment == Moment.NAMED;
    assertThat(files()).hasSize(named ? 2 : 3).contains(CrossLock.FILE);
    assertThat(Files.readString(directory.resolve(CrossLock.FILE)))
        .isEqualTo(LockText.of(named ? CrossLock.EMPTY : Locks.three()));
    assertThat(file().change(old -> old.with(Locks.target("t", "i"), List.of(Locks.pulled("i")))))
        .isTrue();
    assertThat(file().read().orElseThrow().image("i", Locks.AMD64)).isPresent();
    assertThat(files()).containsExactly(CrossLock.FILE, "cache");
  }
}
