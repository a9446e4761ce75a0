package dev.jcross.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A repository with a crate in it, as a server has it. */
record GitRepository(Path directory) {
  private static final Map<String, String> AUTHOR =
      Map.of(
          "GIT_AUTHOR_NAME", "Ada",
          "GIT_AUTHOR_EMAIL", "ada@example.com",
          "GIT_COMMITTER_NAME", "Ada",
          "GIT_COMMITTER_EMAIL", "ada@example.com",
          "GIT_CONFIG_GLOBAL", "/dev/null");

  /**
   * Makes one.
   *
   * @param below where it is to lie
   * @param name of the crate; its function {@code text} says hello
   */
  static GitRepository withCrate(Path below, String name) throws IOException {
    var work = Files.createDirectories(below.resolve(name + "-work"));
    Files.createDirectories(work.resolve("src"));
    Files.writeString(
        work.resolve("Cargo.toml"),
        "[package]\nname = \"%s\"\nversion = \"1.0.0\"\nedition = \"2024\"\n".formatted(name));
    Files.writeString(
        work.resolve("src/lib.rs"), "pub fn text() -> &'static str { \"hello, colleague\" }\n");
    git(work, "init", "-q", "-b", "main");
    git(work, "add", ".");
    git(work, "commit", "-q", "-m", "A crate for colleagues");
    var bare = below.resolve(name + ".git");
    git(below, "clone", "-q", "--bare", work.toString(), bare.toString());
    return new GitRepository(bare);
  }

  private static void git(Path directory, String... words) {
    var command = new java.util.ArrayList<>(List.of(Machine.program("git")));
    command.addAll(List.of(words));
    Commands.run(directory, AUTHOR, command);
  }
}
