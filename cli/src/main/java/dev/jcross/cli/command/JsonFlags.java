package dev.jcross.cli.command;

import picocli.CommandLine.Option;

/** The flags of commands that only tell something. */
final class JsonFlags {
  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;
}
