package dev.jcross.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.plan.ContainerPlan;
import dev.jcross.plan.EnvironmentValue;
import dev.jcross.plan.MountPlan;
import dev.jcross.plan.Network;
import dev.jcross.plan.Phase;
import dev.jcross.plan.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With what cargo 1.95, libgit2 and git really print. */
class AccessDiagnosisTest {
  private static Step step(Map<String, EnvironmentValue> environment, MountPlan... mounts) {
    var plain = Stage.container(Network.BRIDGE, List.of());
    return new Step(
        Phase.FETCH,
        Optional.empty(),
        new ContainerPlan(
            plain.user(),
            plain.workingDirectory(),
            plain.network(),
            environment,
            List.of(mounts),
            plain.path(),
            plain.userNamespace(),
            plain.rootless(),
            plain.limits(),
            plain.options(),
            plain.keepSeconds(),
            plain.files(),
            plain.gitUrls()),
        List.of("cargo", "fetch"),
        false,
        false,
        List.of(),
        Optional.empty());
  }

  private static List<String> notes(Step step, String printed) {
    return Diagnosis.of(101, step, printed).stream()
        .flatMap(problem -> problem.lines().stream())
        .toList();
  }

  private static final Step PLAIN = step(Map.of());
  private static final Map<String, EnvironmentValue> AGENT =
      Map.of("SSH_AUTH_SOCK", new EnvironmentValue("/run/jcross-ssh.sock", "jcross"));
  private static final Step WITHOUT_AGENT = step(AGENT);
  private static final Step WITH_AGENT =
      step(AGENT, new MountPlan.Bind(Path.of("/tmp/agent"), "/run/jcross-ssh.sock", true));

  @Test
  void namesTheRegistryAndTheVariableOfAMissingToken() {
    assertThat(
            notes(
                PLAIN,
                """
                error: failed to download `greeting v1.0.0 (registry `my-company`)`

                Caused by:
                  no token found for `my-company`, please run `cargo login --registry my-company`
                  or use environment variable CARGO_REGISTRIES_MY_COMPANY_TOKEN
                """))
        .containsExactly(
            "error[REGISTRY_TOKEN]: the registry 'my-company' asks for a token",
            "  help: export CARGO_REGISTRIES_MY_COMPANY_TOKEN=…",
            "        or log in, which writes to cargo's home on this machine: jcross login"
                + " --registry my-company");
  }

  @Test
  void saysThatATokenIsRefused() {
    assertThat(notes(PLAIN, "  token rejected for `a`, please run `cargo login --registry a`\n"))
        .first()
        .isEqualTo("error[REGISTRY_TOKEN]: the registry 'a' refuses the token");
    assertThat(notes(PLAIN, "error: no token found, please run `cargo login`\n"))
        .first()
        .isEqualTo("error[REGISTRY_TOKEN]: crates.io asks for a token");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  * attempted ssh-agent authentication, but no usernames succeeded: `git`",
        "  ERROR: error authenticating: no auth sock variable; class=Ssh (23); SSH:"
            + " no authentication methods succeeded",
        "git@git.example: Permission denied (publickey).",
        "error: cannot run ssh: No such file or directory",
      })
  void namesTheKeyThatLetsDownloadsUseTheAgent(String printed) {
    assertThat(notes(PLAIN, printed))
        .containsExactly(
            "error[GIT_ACCESS]: a git server asks for an SSH key",
            "  help: let downloads use your SSH agent, in Cross.toml:",
            "        [build]",
            "        ssh-agent = true");
    assertThat(notes(WITH_AGENT, printed))
        .containsExactly(
            "error[GIT_ACCESS]: a git server takes none of the SSH agent's keys",
            "  help: see which keys there are with: ssh-add -l");
    assertThat(notes(WITHOUT_AGENT, printed))
        .containsExactly(
            "error[SSH_AGENT]: a git server asks for an SSH key, and no SSH agent is there",
            "  --> SSH_AUTH_SOCK",
            "  help: start one, and give it your key: eval \"$(ssh-agent)\" && ssh-add");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "error: unknown SSH host key\nThe SSH host key for `git.example` is not known and cannot"
            + " be validated.",
        "Host key verification failed.\nfatal: Could not read from remote repository.",
      })
  void saysHowAServersKeyBecomesKnown(String printed) {
    assertThat(notes(WITH_AGENT, printed))
        .first()
        .isEqualTo("error[SSH_HOST_KEY]: an SSH server's key is not known");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  * attempted to find username/password via git's `credential.helper` support, but failed",
        "  * attempted to find username/password via `credential.helper`, but maybe the found"
            + " credentials were incorrect",
        "fatal: could not read Username for 'https://git.example': terminal prompts disabled",
        "fatal: Authentication failed for 'https://git.example/a/b/'",
      })
  void saysHowToLookForThePasswordOfAGitServer(String printed) {
    assertThat(notes(PLAIN, printed))
        .startsWith("error[GIT_ACCESS]: a git server asks for a user name and password")
        .anyMatch(line -> line.contains("git credential fill"));
  }
}
