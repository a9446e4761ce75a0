package dev.jcross.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jcross.problem.ProblemException;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LockReaderTest {
  private static final String GOOD = LockText.of(Locks.three());

  private static String refusal(String text) {
    var refused =
        catchThrowableOfType(ProblemException.class, () -> LockReader.read(text, "Cross.lock"));
    assertThat(refused).as("the lock is refused").isNotNull();
    var problem = refused.problems().getFirst();
    assertThat(refused.exitStatus().code()).isEqualTo(80);
    assertThat(problem.help()).isPresent();
    return problem.code() + " at " + problem.place().orElseThrow() + ": " + problem.summary();
  }

  @Test
  void readsWhatWasWritten() {
    assertThat(LockReader.read(GOOD, "Cross.lock")).isEqualTo(Locks.three());
    assertThat(LockText.of(LockReader.read(GOOD, "Cross.lock"))).isEqualTo(GOOD);
  }

  @Test
  void isWrittenSortedAndOneValueALine() {
    assertThat(GOOD)
        .isEqualTo(
            """
            # Made by 'jcross lock'. Commit it, and do not edit it.
            version = 1

            [[target]]
            name = "aarch64-unknown-linux-gnu"
            host = "linux/amd64"
            settings = "Z"
            image = "jcross/pi:1"

            [[target]]
            name = "armv7-unknown-linux-gnueabihf"
            host = "linux/amd64"
            settings = "Z"
            image = "registry.example/team/arm:2"

            [[target]]
            name = "x86_64-unknown-linux-gnu"
            host = "linux/amd64"
            settings = "Z"
            image = "jcross/pc:1"

            [[image]]
            name = "jcross/base:1"
            host = "linux/amd64"
            parts = [
              "package apt 3.0.4 Z",
              "package curl 8.14.1 Z",
            ]

            [[image]]
            name = "jcross/pc:1"
            host = "linux/amd64"
            on = "jcross/base:1"
            parts = [
            ]
            without = [
              "package curl",
            ]

            [[image]]
            name = "jcross/pi:1"
            host = "linux/amd64"
            on = "jcross/base:1"
            parts = [
              "package gcc-14-aarch64-linux-gnu 14.2.0-19 Z",
            ]

            [[image]]
            name = "registry.example/team/arm:2"
            host = "linux/amd64"
            digest = "Z"
            config = "O"
            """
                .replace("\"Z\"", "\"" + Locks.ZEROS + "\"")
                .replace(" Z\"", " " + Locks.ZEROS + "\"")
                .replace("\"O\"", "\"" + Locks.ONES + "\""));
  }

  @Test
  void keepsNamesThatNeedQuoting() {
    var odd = Locks.target("a\"b\\c\u0001d", "jcross/pi:1");
    var lock = Locks.three().with(odd, Locks.three().images());

    assertThat(LockReader.read(LockText.of(lock), "Cross.lock")).isEqualTo(lock);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "version = 1 | version = 2 | LOCK_VERSION at Cross.lock:2:1: the lock is of version 2, and"
            + " this jcross knows 1",
        "version = 1 | | LOCK_INVALID at Cross.lock: the lock does not say its version",
        "version = 1 | version = 1\\nfoo = 2 | LOCK_INVALID at Cross.lock:3:1: 'foo' is no key of"
            + " the lock",
        "3.0.4 sha256:0 | 3.0.4 sha256: | LOCK_INVALID at Cross.lock:26:3: 'package apt 3.0.4"
            + " sha256:000000000000000000000000000000000000000000000000000000000000000' is no part",
        "package curl 8.14.1 | package apt 3.0.9 | LOCK_INVALID at Cross.lock:27:3: 'package apt"
            + " 3.0.9 sha256:0000000000000000000000000000000000000000000000000000000000000000'"
            + " stands twice",
        "name = \"jcross/base:1\" | name = \"jcross/base:2\" | LOCK_INVALID at Cross.lock:8:1:"
            + " 'jcross/pi:1', or an image below it, is not in the lock",
        "name = \"x86_64-unknown-linux-gnu\" | name = \"aarch64-unknown-linux-gnu\" | LOCK_INVALID"
            + " at Cross.lock:17:1: this [[target]] stands twice",
        "name = \"jcross/pc:1\" | name = \"jcross/base:1\" | LOCK_INVALID at Cross.lock:31:1: this"
            + " [[image]] stands twice",
        "digest = \"sha256:0 | digest = \"sha512:0 | LOCK_INVALID at Cross.lock:51:1:"
            + " 'sha512:0000000000000000000000000000000000000000000000000000000000000000' is no"
            + " digest",
        "settings = | setting = | LOCK_INVALID at Cross.lock:7:1: 'setting' is no key of"
            + " [[target]]",
        "image = \"jcross/pi:1\" | | LOCK_INVALID at Cross.lock:5:1: 'image' is missing, or no"
            + " text",
      })
  void tellsWhereItMakesNoSense(String good, String bad, String refusal) {
    assertThat(
            refusal(
                GOOD.replaceFirst(
                    Pattern.quote(good), bad == null ? "" : bad.replace("\\n", "\n"))))
        .isEqualTo(refusal);
  }

  @Test
  void tellsOfAMergeThatIsNotDone() {
    var merged =
        GOOD.replaceFirst(
            "image = \"jcross/pi:1\"",
            """
            <<<<<<< HEAD
            image = "jcross/pi:1"
            =======
            image = "jcross/pi:2"
            >>>>>>> theirs\
            """);

    assertThat(refusal(merged))
        .isEqualTo("LOCK_CONFLICT at Cross.lock:8: a merge left its marks in the lock");
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  /** Whatever a disk or an editor does to it: read in full, or refused with a place. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void neitherTrustsNorBreaksOnDamage(long seed) {
    var random = new Random(seed);
    var text = new StringBuilder(GOOD);
    if (random.nextBoolean()) {
      text.setLength(random.nextInt(GOOD.length()));
    } else {
      for (int i = 0; i < 3; i++) {
        text.setCharAt(random.nextInt(GOOD.length()), (char) (32 + random.nextInt(95)));
      }
    }

    // The quick reader trusts nothing that the other one would refuse, or read differently.
    OwnText.read(text.toString())
        .ifPresent(
            lock -> assertThat(LockReader.readToml(text.toString(), "Cross.lock")).isEqualTo(lock));
    try {
      var lock = LockReader.read(text.toString(), "Cross.lock");
      assertThat(LockReader.read(LockText.of(lock), "Cross.lock")).isEqualTo(lock);
    } catch (ProblemException e) {
      assertThat(e.exitStatus().code()).isEqualTo(80);
      assertThat(e.problems().getFirst().place()).isPresent();
    }
  }
}
