package dev.jcross.cli.command;

import dev.jcross.artifact.ArtifactReader;
import dev.jcross.artifact.Inspection;
import dev.jcross.artifact.InspectionJson;
import dev.jcross.artifact.InspectionText;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jcross inspect}: what a build has made. */
@Command(
    name = "inspect",
    header = "Tell what a program or library is, and where it runs.",
    description = {
      "ELF, PE, Mach-O (universal, too), WebAssembly, and archives of objects.",
      "No engine is asked: the files are read, not run."
    },
    sortOptions = false)
final class InspectCommand implements Callable<Integer> {
  private final OwnCommands.Context context;

  @Mixin JsonFlags flags = new JsonFlags();

  @Parameters(
      paramLabel = "<file>",
      arity = "1..*",
      description = "Programs, libraries, object files or archives.")
  List<String> files = List.of();

  InspectCommand(OwnCommands.Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    var inspections = new ArrayList<Inspection>();
    var problems = new ArrayList<Problem>();
    for (var name : files) {
      try {
        inspections.add(ArtifactReader.inspect(path(name)));
      } catch (ProblemException e) {
        problems.addAll(e.problems());
      }
    }
    print(inspections, problems);
    return problems.isEmpty() ? 0 : new ProblemException(problems).exitStatus().code();
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new ProblemException(
          List.of(
              Problem.error(ProblemCode.ARTIFACT_UNREADABLE, "'" + name + "' is no file name")
                  .at(Place.of(name))),
          e);
    }
  }

  private void print(List<Inspection> inspections, List<Problem> problems) {
    var console = context.console();
    if (flags.json) {
      var document = Json.document();
      document.put("problems", Json.problems(problems));
      document.put("files", inspections.stream().map(InspectionJson::map).toList());
      console.print(Json.text(document));
      return;
    }
    boolean first = true;
    for (var inspection : inspections) {
      if (!first) {
        console.print("");
      }
      first = false;
      InspectionText.lines(inspection).forEach(console::print);
    }
    console.problems(problems);
  }
}
