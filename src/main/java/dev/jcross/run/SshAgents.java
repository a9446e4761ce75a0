package dev.jcross.run;

import dev.jcross.plan.ContainerPlan;
import dev.jcross.plan.SshAgent;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Looks whether the SSH agent that a container is to be handed is alive. */
final class SshAgents {
  private SshAgents() {}

  /**
   * Does nothing where the container is handed none.
   *
   * @throws dev.jcross.problem.ProblemException SSH_AGENT if nobody answers there
   */
  static void check(ContainerPlan container) {
    SshAgent.of(container).ifPresent(SshAgents::check);
  }

  private static void check(Path socket) {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException | IllegalArgumentException e) {
      throw missing("no SSH agent answers at '" + socket + "', which SSH_AUTH_SOCK names")
          .asException();
    }
  }

  static Problem missing(String summary) {
    return Problem.error(ProblemCode.SSH_AGENT, summary)
        .at(Place.of(SshAgent.VARIABLE))
        .help("start one, and give it your key: eval \"$(ssh-agent)\" && ssh-add");
  }
}
