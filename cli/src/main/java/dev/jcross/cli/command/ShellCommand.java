package dev.jcross.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What {@code jcross shell --help} shows; it runs as a subcommand of cargo does. */
@Command(
    name = "shell",
    header = "Open a shell in the target's container.",
    description = {
      "It is bash where the image has it, else sh. Where the input is no terminal, the shell reads"
          + " commands from it and ends with the status of the last one. See 'jcross help exec'"
          + " for a single command, and for what it finds there.",
      "%n  jcross shell --target aarch64-unknown-linux-gnu",
    },
    customSynopsis = "jcross shell [+toolchain] [<options>]",
    sortOptions = false)
final class ShellCommand implements Runnable {
  @Mixin ContainerFlags flags = new ContainerFlags();

  @Override
  public void run() {
    throw new IllegalStateException("this is only the help");
  }
}
