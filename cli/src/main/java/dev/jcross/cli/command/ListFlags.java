package dev.jcross.cli.command;

import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.Spelling;
import java.util.List;
import picocli.CommandLine.Option;

/** The flags of every {@code list}. */
final class ListFlags {
  private static final List<String> FORMATS = List.of("human", "json");

  @Option(
      names = "--format",
      paramLabel = "<format>",
      description = "human, or json: see docs/reference/commands.md.")
  String format = "human";

  @Option(names = "--json", description = "The same as --format json.")
  boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  boolean asJson() {
    if (!FORMATS.contains(format)) {
      throw Problem.error(ProblemCode.FLAG_VALUE, "'" + format + "' is no value of '--format'")
          .help(Spelling.hint(format, FORMATS).orElse("--format human or --format json"))
          .asException();
    }
    return json || format.equals("json");
  }
}
