package dev.jcross.cli.command;

import picocli.CommandLine.Option;

/** The flags of everything that removes. */
final class RemoveFlags {
  @Option(
      names = {"-e", "--execute"},
      description = "Remove, and not only say what would be removed.")
  boolean execute;

  @Option(
      names = {"-f", "--force"},
      description = "Also what is in use: sessions are ended, and commands in them.")
  boolean force;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;
}
