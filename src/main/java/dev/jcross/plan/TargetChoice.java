package dev.jcross.plan;

import dev.jcross.config.Origin;
import dev.jcross.config.Setting;
import dev.jcross.host.HostFacts;
import dev.jcross.invocation.Invocation;
import dev.jcross.problem.Place;
import dev.jcross.project.Project;
import dev.jcross.target.Target;
import dev.jcross.target.TargetTriple;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Which targets to build for: {@code --target}, else {@code CROSS_BUILD_TARGET}, else {@code
 * --config build.target}, else the settings' default target, else that of .cargo/config.toml, else
 * the host's own triple.
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
    // Two names may mean one target.
    var chosen = new LinkedHashMap<Target, Setting<Target>>();
    for (var setting : said(invocation, configured, project, host)) {
      var target = setting.value().on(host.architecture());
      chosen.putIfAbsent(target.current(), new Setting<>(target, setting.origin()));
    }
    return List.copyOf(chosen.values());
  }

  private static List<Setting<Target>> said(
      Invocation invocation,
      Optional<Setting<String>> configured,
      Optional<Project> project,
      HostFacts host) {
    if (!invocation.targets().isEmpty()) {
      var flag = new Origin(Origin.Layer.FLAG, Place.of("--target"));
      return invocation.targets().stream().map(target -> new Setting<>(target, flag)).toList();
    }
    var cargo = project.map(Project::defaultTargets).orElse(List.of());
    boolean typed = cargo.stream().anyMatch(Project.Located::isTyped);
    if (configured.isPresent() && !(typed && !isCross(configured.get()))) {
      var setting = configured.get();
      return List.of(new Setting<>(Target.parse(setting.value()), setting.origin()));
    }
    if (!cargo.isEmpty()) {
      return cargo.stream().map(located -> ofCargo(located)).toList();
    }
    var own = Target.of(TargetTriple.ofHost(host.architecture()));
    var origin = new Origin(Origin.Layer.DEFAULT, Place.of("this machine"));
    return List.of(new Setting<>(own, origin));
  }

  private static Setting<Target> ofCargo(Project.Located located) {
    var layer = located.isTyped() ? Origin.Layer.FLAG : Origin.Layer.CARGO_TOML;
    return new Setting<>(Target.parse(located.value()), new Origin(layer, located.place()));
  }

  private static boolean isCross(Setting<String> setting) {
    return setting.origin().place().equals(Place.of("CROSS_BUILD_TARGET"));
  }
}
