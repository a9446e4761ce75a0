package dev.jcross.plan;

import dev.jcross.config.Origin;
import dev.jcross.config.Setting;
import dev.jcross.host.HostFacts;
import dev.jcross.invocation.Invocation;
import dev.jcross.problem.Place;
import dev.jcross.project.Project;
import dev.jcross.target.Target;
import dev.jcross.target.TargetTriple;
import java.util.List;
import java.util.Optional;

/**
 * Which targets to build for: {@code --target}, else the settings' default target, else that of
 * .cargo/config.toml, else the host's own triple.
 */
public final class TargetChoice {
  private TargetChoice() {}

  /**
   * The targets, each with who named it.
   *
   * @throws dev.jcross.problem.ProblemException TARGET_UNKNOWN if a file or variable names a target
   *     that rustc does not know
   */
  public static List<Setting<Target>> of(
      Invocation invocation,
      Optional<Setting<String>> configured,
      Optional<Project> project,
      HostFacts host) {
    if (!invocation.targets().isEmpty()) {
      var flag = new Origin(Origin.Layer.FLAG, Place.of("--target"));
      return invocation.targets().stream().map(target -> new Setting<>(target, flag)).toList();
    }
    if (configured.isPresent()) {
      var setting = configured.get();
      return List.of(new Setting<>(Target.parse(setting.value()), setting.origin()));
    }
    var cargo = project.flatMap(Project::defaultTarget);
    if (cargo.isPresent()) {
      var origin = new Origin(Origin.Layer.CARGO_TOML, cargo.get().place());
      return List.of(new Setting<>(Target.parse(cargo.get().value()), origin));
    }
    var own = Target.of(TargetTriple.ofHost(host.architecture()));
    var origin = new Origin(Origin.Layer.DEFAULT, Place.of("this machine"));
    return List.of(new Setting<>(own, origin));
  }
}
