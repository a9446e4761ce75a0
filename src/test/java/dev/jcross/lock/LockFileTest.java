package dev.jcross.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockFileTest {
  @TempDir Path directory;

  private LockFile file() {
    return new LockFile(directory, directory.resolve("cache"));
  }

  private String[] files() {
    var names = directory.toFile().list();
    assertThat(names).isNotNull();
    return names;
  }

  @Test
  void isNotThereAtFirst() {
    assertThat(file().read()).isEmpty();
  }

  @Test
  void isReplacedAsAWholeAndLeavesNothingBeside() throws IOException {
    assertThat(file().change(old -> Locks.three())).isTrue();

    assertThat(file().read()).hasValue(Locks.three());
    assertThat(files()).containsExactlyInAnyOrder("Cross.lock", "cache");
    assertThat(Files.readString(directory.resolve("Cross.lock")))
        .isEqualTo(LockText.of(Locks.three()));
  }

  @Test
  void isNotTouchedIfNothingChanges() throws IOException {
    file().change(old -> Locks.three());
    var before = Files.readAttributes(directory.resolve("Cross.lock"), "unix:ino");

    assertThat(file().change(old -> old)).isFalse();
    assertThat(Files.readAttributes(directory.resolve("Cross.lock"), "unix:ino")).isEqualTo(before);
  }

  @Test
  void staysWholeIfTheChangeFails() {
    file().change(old -> Locks.three());

    assertThatThrownBy(
            () ->
                file()
                    .change(
                        old -> {
                          throw new IllegalStateException("the engine went away");
                        }))
        .hasMessage("the engine went away");
    assertThat(file().read()).hasValue(Locks.three());
    assertThat(files()).containsExactlyInAnyOrder("Cross.lock", "cache");
  }

  @ParameterizedTest
  @ValueSource(strings = {"version = 1\n<<<<<<< ours\n", "version = 1\n[[tar", "", "version = 0\n"})
  void isMadeAnewIfItMakesNoSense(String text) throws IOException {
    Files.writeString(directory.resolve("Cross.lock"), text);

    assertThatThrownBy(() -> file().change(old -> Locks.three()))
        .isInstanceOf(ProblemException.class);
    assertThat(directory.resolve("Cross.lock")).hasContent(text);

    assertThat(file().anew().read()).isEmpty();
    assertThat(file().anew().change(old -> Locks.three())).isTrue();
    assertThat(file().read()).hasValue(Locks.three());
  }

  @Test
  void isMadeAnewIfItIsNoText() throws IOException {
    Files.write(directory.resolve("Cross.lock"), new byte[] {(byte) 0xff, 0});

    assertThatThrownBy(() -> file().read()).hasMessageContaining("the lock is no text");
    assertThat(file().anew().change(old -> Locks.three())).isTrue();
    assertThat(file().read()).hasValue(Locks.three());
  }

  @Test
  void isNotMadeAnewIfANewerJcrossWroteIt() throws IOException {
    Files.writeString(directory.resolve("Cross.lock"), "version = 2\n");

    assertThatThrownBy(() -> file().anew().change(old -> Locks.three()))
        .hasMessageContaining("version 2");
    assertThat(directory.resolve("Cross.lock")).hasContent("version = 2\n");
  }

  @Test
  void keepsWhatMakesSenseThoughItIsMadeAnew() {
    file().change(old -> Locks.three());

    assertThat(file().anew().change(old -> old)).isFalse();
  }

  @Test
  void takesAwayWhatAKilledOneLeft() throws IOException {
    Files.writeString(directory.resolve(".Cross.lock.1234"), "version = 1\n[[tar");
    file().change(old -> Locks.three());
    assertThat(files()).containsExactlyInAnyOrder("Cross.lock", "cache");

    Files.writeString(directory.resolve(".Cross.lock.5678"), "");
    assertThat(file().change(old -> old)).isFalse();
    assertThat(files()).containsExactlyInAnyOrder("Cross.lock", "cache");
  }

  @Test
  void mayBeReadByThoseWhoMayReadTheManifest() throws IOException {
    var manifest = Files.createFile(directory.resolve("Cargo.toml"));
    Files.setPosixFilePermissions(manifest, PosixFilePermissions.fromString("rw-rw-r--"));

    file().change(old -> Locks.three());

    assertThat(Files.getPosixFilePermissions(directory.resolve("Cross.lock")))
        .isEqualTo(PosixFilePermissions.fromString("rw-rw-r--"));
  }
}
