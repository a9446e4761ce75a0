package dev.jcross.cli.command;

import dev.jcross.problem.ProblemCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jcross doctor}: what stands in the way of a build. */
@Command(
    name = "doctor",
    header = "Look at everything that a build needs, and say what to do.",
    description = {
      "Engine, disks, images, Rust, emulation, certificates and proxies. It takes some seconds"
          + " at most, and changes nothing. The exit status is 0 if there is no error.",
    },
    sortOptions = false)
final class DoctorCommand implements Callable<Integer> {
  private static final int LEVELS = 9;
  private static final int CHECKS = 14;
  private static final int LEAST_WIDTH = 60;

  private final OwnCommands.Context context;
  private final Machine machine;

  @Mixin JsonFlags flags = new JsonFlags();

  DoctorCommand(OwnCommands.Context context, Machine machine) {
    this.context = context;
    this.machine = machine;
  }

  @Override
  public Integer call() {
    var findings = new Doctor(context, machine).findings();
    if (flags.json) {
      var document = Json.document();
      document.put("checks", findings.stream().map(DoctorCommand::json).toList());
      context.console().print(Json.text(document));
    } else {
      int width = Math.max(LEAST_WIDTH, context.host().terminal().width());
      findings.stream()
          .flatMap(finding -> lines(finding, width).stream())
          .forEach(context.console()::print);
      context.console().print("");
      context.console().print(summary(findings));
    }
    return findings.stream()
        .map(Finding::code)
        .flatMap(Optional::stream)
        .findFirst()
        .map(ProblemCode::exitStatus)
        .map(status -> status.code())
        .orElse(0);
  }

  /** The level, the check, and the text in a column of its own; commands are never broken. */
  private static List<String> lines(Finding finding, int width) {
    var indent = " ".repeat(LEVELS + CHECKS);
    var lines = new ArrayList<String>();
    var head =
        Columns.padded(finding.level().word(), LEVELS) + Columns.padded(finding.check(), CHECKS);
    for (var line : Columns.wrapped(finding.message(), width - indent.length())) {
      lines.add((lines.isEmpty() ? head : indent) + line);
    }
    finding.details().forEach(line -> lines.add(indent + line));
    finding
        .help()
        .ifPresent(
            text -> {
              var mark = "help: ";
              for (var line : text.split("\n", -1)) {
                lines.add(indent + mark + line);
                mark = "      ";
              }
            });
    return lines;
  }

  private static String summary(List<Finding> findings) {
    long errors = count(findings, Finding.Level.ERROR);
    long warnings = count(findings, Finding.Level.WARNING);
    if (errors > 0) {
      return errors == 1
          ? "The error above stands in the way of a build."
          : "The " + errors + " errors above stand in the way of a build.";
    }
    return "Nothing stands in the way of a build"
        + (warnings == 0
            ? "."
            : warnings == 1
                ? ", but mind the warning."
                : ", but mind the " + warnings + " warnings.");
  }

  private static long count(List<Finding> findings, Finding.Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }

  private static Map<String, @Nullable Object> json(Finding finding) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("level", finding.level().word());
    json.put("check", finding.check());
    json.put("message", finding.message());
    json.put("details", finding.details());
    json.put("help", Json.orNull(finding.help()));
    json.put("code", Json.orNull(finding.code().map(ProblemCode::name)));
    return json;
  }
}
