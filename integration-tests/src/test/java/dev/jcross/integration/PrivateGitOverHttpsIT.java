package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A git server that wants a password: git's own, behind TLS. */
class PrivateGitOverHttpsIT {
  @RegisterExtension static final Workbench bench = new Workbench();

  private final Path directory;
  private static final String USER = "ada";
  private static final String PASSWORD = "a-password-that-only-a-fetch-may-see-5d2b";

  private GitHttpServer server;
  private GitRepository repository;
  private Project project;
  private Path home;

  PrivateGitOverHttpsIT() throws IOException, GeneralSecurityException {
    directory = Files.createTempDirectory(bench.root(), "g");
    home = Files.createDirectory(directory.resolve("home"));
    repository = GitRepository.withCrate(directory, "greeting");
    server = GitHttpServer.start(directory, Machine.seenByContainers(), USER, PASSWORD);
    project = project(server.url(repository));
  }

  @AfterEach
  void close() {
    server.close();
  }

  /** A helper that is a program, as those of desktops and companies are. */
  private void helper() throws IOException {
    helper(server.origin());
  }

  private void helper(String origin) throws IOException {
    var helper =
        Files.writeString(
            home.resolve("helper"),
            """
            #!/bin/sh
            [ "$1" = get ] && grep -q '^host=%s$' &&
              printf 'username=%s\\npassword=%s\\n'
            """
                .formatted(origin.replaceFirst("https?://", ""), USER, PASSWORD));
    gitConfig("[credential]\n\thelper = \"!sh " + helper + "\"\n");
  }

  private void gitConfig(String text) throws IOException {
    Files.writeString(home.resolve(".gitconfig"), text);
  }

  private Jcross as(Jcross jcross) {
    return jcross
        .with("HOME", home.toString())
        .without("GIT_CONFIG_GLOBAL")
        .with("CROSS_BUILD_CA_BUNDLE", server.certificate().toString());
  }

  @Test
  void buildsWithACredentialHelperThatNoBuildScriptKnowsOf() throws IOException {
    helper();
    var snoop = Snoop.forSecrets(PASSWORD);

    var result = as(snoop.in(project)).succeed("run", "--target", Workbench.NATIVE);

    assertThat(result.output()).contains("hello, colleague");
    assertThat(server.served()).contains("/greeting.git/info/refs");
    snoop.foundNothing(result);
  }

  /** It asks for no password where the server is an address without a name. */
  @Test
  void letsTheGitLibraryWithinCargoKnowToo() throws IOException {
    var address = Machine.seenByContainers();
    var name = "git.my-company.example";
    try (var plain = GitHttpServer.plain(directory, address, USER, PASSWORD)) {
      var url = plain.url(repository).replace(address.getHostAddress(), name);
      helper(plain.origin().replace(address.getHostAddress(), name));

      as(project(url).jcross())
          .with("CARGO_NET_GIT_FETCH_WITH_CLI", "false")
          .with("CROSS_CONTAINER_OPTS", "--add-host=" + name + ":" + address.getHostAddress())
          .without("CROSS_BUILD_CA_BUNDLE")
          .without("SSL_CERT_FILE")
          .without("CARGO_HTTP_CAINFO")
          .without("CURL_CA_BUNDLE")
          .succeed("fetch");

      assertThat(plain.served()).contains("/greeting.git/info/refs");
    }
  }

  @Test
  void buildsWithAPasswordInAnAddressOfTheCallersGitThatStaysNowhere() throws IOException {
    gitConfig(
        "[url \"%s/\"]\n\tinsteadOf = https://git.my-company.example/\n"
            .formatted(
                server.origin().replace("https://", "https://" + USER + ":" + PASSWORD + "@")));
    var renamed = project("https://git.my-company.example/greeting.git");
    var snoop = Snoop.forSecrets(PASSWORD);

    var result = as(snoop.in(renamed)).succeed("run", "--target", Workbench.NATIVE);

    assertThat(result.output()).contains("hello, colleague");
    snoop.foundNothing(result);
  }

  @Test
  void leavesNoPasswordOfAManifestInTheVolumeThatAllProjectsShare() {
    var address =
        server.url(repository).replace("https://", "https://" + USER + ":" + PASSWORD + "@");
    as(project(address).jcross()).succeed("fetch");
    var other = bench.crate();
    var snoop = Snoop.forSecrets(PASSWORD);

    snoop.foundNothing(as(snoop.in(other)).succeed("build", "--target", Workbench.NATIVE));
  }

  @Test
  void asksTheHelperOnlyWhenSomethingIsToBeDownloaded() throws IOException {
    helper();
    var log = home.resolve("asked");
    Files.writeString(
        home.resolve("helper"),
        "echo asked >> " + log + "\n" + Files.readString(home.resolve("helper")));
    as(project.jcross()).succeed("plan", "build", "--target", Workbench.NATIVE);
    assertThat(log).doesNotExist();
    as(project.jcross()).succeed("build", "--target", Workbench.NATIVE);
    assertThat(log).exists();
    Files.delete(log);

    as(project.jcross()).succeed("build", "--target", Workbench.NATIVE);

    assertThat(log).doesNotExist();
  }

  @Test
  void saysHowToLookForThePassword() {
    var result = as(project.jcross()).run("build", "--target", Workbench.NATIVE);

    result
        .hasStatus(101)
        .tells("error[GIT_ACCESS]: a git server asks for a user name and password");
    assertThat(result.errors()).contains("git credential fill");
  }

  private static Project project(String url) {
    return bench
        .crate()
        .manifest("[dependencies]\ngreeting = { git = \"" + url + "\" }\n")
        .main("fn main() { println!(\"{}\", greeting::text()); }\n");
  }
}
