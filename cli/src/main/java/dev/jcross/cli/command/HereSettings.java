package dev.jcross.cli.command;

import dev.jcross.cli.Planning;
import dev.jcross.config.Setting;
import dev.jcross.config.Settings;
import dev.jcross.invocation.Invocation;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the settings of the working directory say to a command that works without a project, too.
 *
 * @param project the root of the workspace, if there is one
 * @param rust where the Rust of built-in images comes from
 * @param aptSources where those images take Debian's packages from; empty: what Debian's image says
 * @param problems what is wrong with project and settings; then the rest has its default
 */
record HereSettings(
    Optional<Path> project,
    Setting<Settings.RustSource> rust,
    Optional<Setting<Path>> caBundle,
    List<String> aptSources,
    List<Problem> problems) {

  HereSettings {
    aptSources = List.copyOf(aptSources);
    problems = List.copyOf(problems);
  }

  static HereSettings read(OwnCommands.Context context) {
    var problems = new ArrayList<Problem>();
    var project = Optional.<Path>empty();
    try {
      var reading =
          new Planning(context.host(), context.recipes().get()).read(Invocation.parse(List.of()));
      problems.addAll(reading.problems());
      project = reading.project().map(found -> found.workspaceRoot());
      var settings = reading.config().forTarget(reading.targets().getFirst().value());
      return new HereSettings(
          project,
          settings.rust(),
          settings.caBundle(),
          settings.aptSources().stream().map(Setting::value).toList(),
          problems);
    } catch (ProblemException e) {
      problems.addAll(e.problems());
      return new HereSettings(
          project,
          Setting.byDefault(Settings.RustSource.AUTO),
          Optional.empty(),
          List.of(),
          problems);
    }
  }
}
