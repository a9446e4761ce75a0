package dev.jcross.transfer;

import dev.jcross.plan.MountPlan;
import dev.jcross.plan.SshAgent;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is not for other machines: an agent cannot be copied, and cargo's home holds tokens. */
final class OnlyHere {
  private OnlyHere() {}

  /**
   * For what the engine does not see.
   *
   * @param source of the mount, without links
   * @throws dev.jcross.problem.ProblemException SSH_AGENT or REGISTRY_TOKEN, where it must not
   *     leave; ENGINE_REMOTE where it cannot
   */
  static void check(MountPlan.Bind bind, Path source) {
    if (bind.target().equals("/cargo")) {
      throw Problem.error(
              ProblemCode.REGISTRY_TOKEN,
              "a login writes to cargo's home, and the engine is on another machine")
          .at(Place.of(source.toString()))
          .help(
              "write the token there by hand, to credentials.toml:\n"
                  + "[registries.NAME]\ntoken = \"…\"")
          .asException();
    }
    if (!Files.exists(source) || Files.isDirectory(source) || Files.isRegularFile(source)) {
      return;
    }
    if (!bind.target().equals(SshAgent.SOCKET)) {
      throw Problem.error(
              ProblemCode.ENGINE_REMOTE,
              "the engine is on another machine, and this is no file or directory that could be"
                  + " brought there")
          .at(Place.of(source.toString()))
          .help(
              "do without it, or if the engine sees this machine's files after all:"
                  + " export CROSS_REMOTE=0")
          .asException();
    }
    throw Problem.error(
            ProblemCode.SSH_AGENT, "the SSH agent is on this machine, and the engine is on another")
        .at(Place.of(source.toString()))
        .help("bring the crates into the project, on this machine: cargo vendor")
        .asException();
  }
}
