package dev.jcross.cli.command;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jcross bundle}: all that builds need, as one file. */
@Command(
    name = "bundle",
    header = "Carry what builds need to machines without a network.",
    description =
        "One file with the images, crates and toolchains that builds of this project need, for"
            + " the targets of its Cross.lock. What such a machine builds has the same bytes.",
    synopsisSubcommandLabel = "<command>",
    sortOptions = false)
final class BundleCommand implements Callable<Integer> {
  private final OwnCommands.Context context;
  private final CommandLine line;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  private BundleCommand(OwnCommands.Context context) {
    this.context = context;
    this.line = new CommandLine(this);
  }

  static CommandLine line(OwnCommands.Context context) {
    return new BundleCommand(context).line;
  }

  /** Alone it does nothing. */
  @Override
  public Integer call() {
    line.usage(line.getOut());
    return 0;
  }

  @Command(
      name = "export",
      header = "Write a bundle.",
      description =
          "Pulls, builds and downloads what is missing, and takes no crate but those of"
              + " Cargo.lock. Needs a Cargo.lock and a Cross.lock that are up to date.",
      sortOptions = false)
  int export(
      @Option(
              names = {"-t", "--target"},
              paramLabel = "<triple>",
              description = "Only this target of the lock; may be repeated.")
          @Nullable List<String> targets,
      @Parameters(
              paramLabel = "<file>",
              description = "Where to; replaced as a whole. '-' is standard output.")
          String file,
      @Option(
              names = {"-h", "--help"},
              usageHelp = true,
              description = "Show this help.")
          boolean asked)
      throws IOException {
    return new BundleExporting(context).run(targets == null ? List.of() : targets, file);
  }

  @Command(
      name = "import",
      header = "Take over what is in a bundle.",
      description =
          "In a checkout of the project that it was made of. The whole file is checked before"
              + " anything is done. Then 'jcross build --offline' finds all that it needs.",
      sortOptions = false)
  int take(
      @Parameters(paramLabel = "<file>", description = "The bundle. '-' is standard input.")
          String file,
      @Option(
              names = {"-h", "--help"},
              usageHelp = true,
              description = "Show this help.")
          boolean asked)
      throws IOException {
    return new BundleImporting(context).run(file);
  }

  @Command(
      name = "show",
      header = "Say what is in a bundle.",
      description = "No engine is asked and nothing is changed.",
      sortOptions = false)
  int show(
      @Parameters(paramLabel = "<file>", description = "The bundle.") String file,
      @Option(names = "--check", description = "Read all of it, and compare with what was written.")
          boolean check,
      @Option(
              names = {"-h", "--help"},
              usageHelp = true,
              description = "Show this help.")
          boolean asked) {
    return new BundleShowing(context).run(file, check);
  }
}
