package dev.jcross.run;

import dev.jcross.plan.SshAgent;
import dev.jcross.plan.Step;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.util.Optional;
import java.util.regex.Pattern;

/** What to do where a server wants to know who asks. Looks for what cargo 1.95 and git print. */
final class AccessDiagnosis {
  private static final Pattern TOKEN =
      Pattern.compile("(no token found|token rejected)(?: for `([^`]+)`)?");

  private static final Pattern VARIABLE =
      Pattern.compile("environment variable (CARGO_REGISTR[A-Z0-9_]+_TOKEN)");

  private static final Pattern HOST_KEY =
      Pattern.compile(
          "unknown SSH host key|SSH host key has changed|Host key verification failed"
              + "|host key .* not (?:known|found)");

  private static final Pattern SSH =
      Pattern.compile(
          "attempted ssh-agent authentication|no authentication methods succeeded"
              + "|Permission denied \\(publickey|failed to start SSH session"
              + "|cannot run ssh: No such file|error authenticating:.*ssh");

  private static final Pattern PASSWORD =
      Pattern.compile(
          "via git's `credential\\.helper` support, but failed"
              + "|via `credential\\.helper`, but maybe the found credentials were incorrect"
              + "|could not read (?:Username|Password) for 'https?://"
              + "|Authentication failed for 'https?://"
              + "|remote authentication required but no callback set"
              + "|failed to receive HTTP 200 response: got 401");

  private AccessDiagnosis() {}

  static Optional<Problem> of(Step step, String printed) {
    var token = TOKEN.matcher(printed);
    if (token.find()) {
      return Optional.of(
          registry(
              Optional.ofNullable(token.group(2)),
              token.group(1).equals("token rejected"),
              printed));
    }
    // Without the agent the servers that the caller knows are not known there, either.
    if (HOST_KEY.matcher(printed).find() && usesAgent(step)) {
      return Optional.of(
          Problem.error(ProblemCode.SSH_HOST_KEY, "an SSH server's key is not known")
              .help(
                  "let ssh learn it on this machine, and compare: ssh -T git@HOST\n"
                      + "or name it in .cargo/config.toml: net.ssh.known-hosts"));
    }
    if (SSH.matcher(printed).find() || HOST_KEY.matcher(printed).find()) {
      return Optional.of(ssh(step));
    }
    return PASSWORD.matcher(printed).find() ? Optional.of(password()) : Optional.empty();
  }

  private static Problem registry(Optional<String> name, boolean rejected, String printed) {
    var registry = name.map(known -> "the registry '" + known + "'").orElse("crates.io");
    var variable = VARIABLE.matcher(printed);
    var login = name.map(known -> " --registry " + known).orElse("");
    return Problem.error(
            ProblemCode.REGISTRY_TOKEN,
            registry + (rejected ? " refuses the token" : " asks for a token"))
        .help(
            (variable.find() ? "export " + variable.group(1) + "=…\nor " : "")
                + "log in, which writes to cargo's home on this machine: jcross login"
                + login);
  }

  private static boolean usesAgent(Step step) {
    return step.container().environment().containsKey(SshAgent.VARIABLE);
  }

  private static Problem ssh(Step step) {
    if (!usesAgent(step)) {
      return Problem.error(ProblemCode.GIT_ACCESS, "a git server asks for an SSH key")
          .help("let downloads use your SSH agent, in Cross.toml:\n[build]\nssh-agent = true");
    }
    return SshAgent.of(step.container()).isEmpty()
        ? SshAgents.missing("a git server asks for an SSH key, and no SSH agent is there")
        : Problem.error(ProblemCode.GIT_ACCESS, "a git server takes none of the SSH agent's keys")
            .help("see which keys there are with: ssh-add -l");
  }

  private static Problem password() {
    return Problem.error(ProblemCode.GIT_ACCESS, "a git server asks for a user name and password")
        .help(
            """
            see what git on this machine would answer, with the server's name for HOST:
            printf 'protocol=https\\nhost=HOST\\n\\n' | git credential fill
            and set a helper up with: git config --global credential.helper …\
            """);
  }
}
