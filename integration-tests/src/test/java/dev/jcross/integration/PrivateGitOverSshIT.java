package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A git server that takes keys: a real sshd, and a real agent. */
class PrivateGitOverSshIT {
  @RegisterExtension static final Workbench bench = new Workbench();

  private final Path directory;
  private SshServer server;
  private Project project;
  private String url;

  PrivateGitOverSshIT() throws IOException {
    directory = Files.createTempDirectory(bench.root(), "g");
    server = SshServer.start(directory, Machine.seenByContainers());
    url = server.url(GitRepository.withCrate(directory, "greeting"));
    project = project(url);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Jcross as(Jcross jcross, Path home) {
    return jcross
        .with("HOME", home.toString())
        .with("CROSS_BUILD_SSH_AGENT", "true")
        .with("SSH_AUTH_SOCK", server.socket().toString());
  }

  @Test
  void buildsWithTheAgentThatNoBuildScriptFinds() throws IOException {
    var snoop = Snoop.forSecrets(server.secret(), server.socket().toString());

    var result =
        as(snoop.in(project), server.home(true)).succeed("run", "--target", Workbench.NATIVE);

    assertThat(result.output()).contains("hello, colleague");
    snoop.foundNothing(result);
  }

  @Test
  void buildsAlthoughTheCallerPrefersTheCommandLineGit() throws IOException {
    var home = server.home(true);
    Files.createDirectories(home.resolve(".cargo"));
    Files.writeString(home.resolve(".cargo/config.toml"), "[net]\ngit-fetch-with-cli = true\n");

    as(project.jcross(), home).without("CARGO_HOME").succeed("fetch");
  }

  @Test
  void namesTheKeyThatLetsDownloadsUseTheAgent() throws IOException {
    var result =
        as(project.jcross(), server.home(true))
            .without("CROSS_BUILD_SSH_AGENT")
            .run("build", "--target", Workbench.NATIVE);

    result.hasStatus(101).tells("error[GIT_ACCESS]: a git server asks for an SSH key");
    assertThat(result.errors()).contains("ssh-agent = true");
  }

  @Test
  void saysThatNoAgentIsThere() throws IOException {
    as(project.jcross(), server.home(true))
        .without("SSH_AUTH_SOCK")
        .run("build", "--target", Workbench.NATIVE)
        .hasStatus(101)
        .tells("error[SSH_AGENT]: a git server asks for an SSH key, and no SSH agent is there");
  }

  @Test
  void saysThatTheAgentIsDead() throws IOException {
    var socket = Files.writeString(directory.resolve("dead"), "").toString();

    as(project.jcross(), server.home(true))
        .with("SSH_AUTH_SOCK", socket)
        .run("build", "--target", Workbench.NATIVE)
        .hasStatus(78)
        .tells(
            "error[SSH_AGENT]: no SSH agent answers at '"
                + socket
                + "', which SSH_AUTH_SOCK names");
  }

  @Test
  void saysThatTheServerTakesNoneOfTheKeys() throws IOException {
    server.changeKeys();

    as(project.jcross(), server.home(true))
        .run("build", "--target", Workbench.NATIVE)
        .hasStatus(101)
        .tells("error[GIT_ACCESS]: a git server takes none of the SSH agent's keys");
  }

  @Test
  void saysThatTheServerIsNotKnown() throws IOException {
    as(project.jcross(), server.home(false))
        .run("build", "--target", Workbench.NATIVE)
        .hasStatus(101)
        .tells("error[SSH_HOST_KEY]: an SSH server's key is not known");
  }

  private static Project project(String url) {
    return bench
        .crate()
        .manifest("[dependencies]\ngreeting = { git = \"" + url + "\" }\n")
        .main("fn main() { println!(\"{}\", greeting::text()); }\n");
  }
}
