package dev.jcross.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code jcross --help} shows. */
@Command(
    name = "jcross",
    sortOptions = false,
    synopsisHeading = "%nUsage:%n",
    customSynopsis = {
      "  jcross [+toolchain] <cargo subcommand> [--target T]... [cargo's arguments]",
      "  jcross <command> [...]",
    },
    header = "Builds, tests and runs Rust projects for any target inside containers.",
    descriptionHeading = "%nFor example:%n",
    description = {
      "  jcross build --release --target aarch64-unknown-linux-gnu",
      "  jcross test --target armv7-unknown-linux-gnueabihf",
      "  jcross plan build --target aarch64-unknown-linux-gnu",
    },
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands of jcross's own:%n",
    footerHeading = "%nOn cargo's subcommands:%n",
    footer = {
      "  --target T   what to build for; see 'jcross targets'",
      "  --fresh      use a container of its own and end it with the command",
      "  --host       run this machine's cargo, which nothing else ever does",
      "  All other words are cargo's and reach it unchanged: 'jcross build --help'.",
    })
final class JcrossCommand implements Runnable {
  private final OwnCommands.Context context;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      description = "Show the version.")
  boolean version;

  JcrossCommand(OwnCommands.Context context) {
    this.context = context;
  }

  @Override
  public void run() {
    context.console().print("jcross " + context.version());
  }
}
