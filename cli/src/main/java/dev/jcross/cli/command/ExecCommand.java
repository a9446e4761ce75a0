package dev.jcross.cli.command;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What {@code jcross exec --help} shows; it runs as a subcommand of cargo does. */
@Command(
    name = "exec",
    header = "Run a program in the target's container.",
    description = {
      "It runs where cargo would: with the project's files, crates and variables, and without"
          + " network unless the key 'network' opens it. Terminal, input, signals and exit status"
          + " go through.",
      "%n  jcross exec --target aarch64-unknown-linux-gnu -- uname -m",
    },
    customSynopsis = "jcross exec [+toolchain] [<options>] [--] <program> [<arguments>...]",
    sortOptions = false)
final class ExecCommand implements Runnable {
  @Mixin ContainerFlags flags = new ContainerFlags();

  @Parameters(paramLabel = "<program>", description = "The program and its arguments.")
  List<String> words = List.of();

  @Override
  public void run() {
    throw new IllegalStateException("this is only the help");
  }
}
