package dev.jcross.cli.command;

import picocli.CommandLine.Option;

/** The flags of every {@code prune}, which never touches what is in use. */
final class PruneFlags {
  @Option(
      names = {"-e", "--execute"},
      description = "Remove, and not only say what would be removed.")
  boolean execute;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;
}
