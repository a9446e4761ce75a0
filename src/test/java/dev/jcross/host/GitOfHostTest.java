package dev.jcross.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitOfHostTest {
  @TempDir Path directory;

  private GitOfHost git(Path where) {
    var environment = new TreeMap<>(Map.of("HOME", directory.toString()));
    environment.put("PATH", HostFacts.read().variable("PATH").orElseThrow());
    return new GitOfHost(
        new HostFacts(
            where,
            directory,
            directory,
            environment,
            new HostFacts.User(1000, 1000, "me"),
            new HostFacts.Terminal(false, false, false, 80),
            "linux",
            "x86_64"));
  }

  private void run(Path where, String... words) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(words).directory(where.toFile()).redirectErrorStream(true);
    builder.environment().put("HOME", directory.toString());
    builder.environment().put("GIT_COMMITTER_DATE", "@1700000000 +0200");
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  @Test
  void knowsWhatIsCheckedOutAndWhetherThatIsAll() throws Exception {
    var repository = Files.createDirectories(directory.resolve("app"));
    assertThat(git(repository).commit()).isEmpty();
    run(repository, "git", "init", "-q");
    assertThat(git(repository).commit()).isEmpty();
    Files.writeString(repository.resolve(".gitignore"), "target\n");
    run(repository, "git", "add", ".gitignore");
    var me = new String[] {"-c", "user.name=me", "-c", "user.email=me@example.org"};
    run(repository, "git", me[0], me[1], me[2], me[3], "commit", "-q", "-m", "first");

    var clean = git(repository).commit().orElseThrow();
    assertThat(clean.id()).matches("[0-9a-f]{40}");
    assertThat(clean.remote()).isEmpty();
    Files.writeString(repository.resolve("target"), "ignored");
    assertThat(git(repository).commit()).contains(clean);
    assertThat(clean.dirty()).isFalse();

    Files.writeString(repository.resolve("main.rs"), "fn main() {}");
    run(repository, "git", "remote", "add", "origin", "https://example.com/a.git");
    var dirty = git(repository).commit().orElseThrow();
    assertThat(dirty.dirty()).isTrue();
    assertThat(dirty.remote()).contains("https://example.com/a.git");
  }

  @Test
  void knowsWhenTheCommitWasMadeWhereverInTheRepository() throws Exception {
    var repository = Files.createDirectories(directory.resolve("app/src"));
    run(directory.resolve("app"), "git", "init", "-q");
    assertThat(git(repository).commitTime()).isEmpty();

    run(
        directory.resolve("app"),
        "git",
        "-c",
        "user.name=me",
        "-c",
        "user.email=me@example.org",
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        "first");

    assertThat(git(repository).commitTime()).hasValue("1700000000");
  }

  @Test
  void knowsOfNoCommitElsewhere() throws IOException {
    assertThat(git(directory).commitTime()).isEmpty();
    Files.writeString(directory.resolve(".git"), "nonsense");
    assertThat(git(directory).commitTime()).isEmpty();
  }
}
