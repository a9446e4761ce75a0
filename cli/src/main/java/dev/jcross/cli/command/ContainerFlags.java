package dev.jcross.cli.command;

import java.util.List;
import picocli.CommandLine.Option;

/**
 * The flags of {@code exec} and {@code shell}, for their help and for completion. They are read by
 * {@link dev.jcross.invocation.Invocation#parseExec}.
 */
final class ContainerFlags {
  @Option(
      names = "--target",
      paramLabel = "<triple>",
      description = "The container of which target; see 'jcross targets'.")
  List<String> targets = List.of();

  @Option(
      names = "--fresh",
      description = "Use a container of its own and end it with the command.")
  boolean fresh;

  @Option(
      names = "--manifest-path",
      paramLabel = "<file>",
      description = "The Cargo.toml of the project.")
  String manifestPath = "";

  @Option(
      names = "--target-dir",
      paramLabel = "<dir>",
      description = "What is to be found at /target.")
  String targetDirectory = "";

  @Option(names = "--locked", description = "Mount the sources read-only.")
  boolean locked;

  @Option(names = "--offline", description = "Download nothing, and close the network.")
  boolean offline;

  @Option(names = "--frozen", description = "Both of these.")
  boolean frozen;

  @Option(
      names = {"-v", "--verbose"},
      description = "Say more.")
  boolean verbose;

  @Option(
      names = {"-q", "--quiet"},
      description = "Say nothing but errors.")
  boolean quiet;

  @Option(names = "--color", paramLabel = "<when>", description = "auto, always or never.")
  String color = "";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;
}
