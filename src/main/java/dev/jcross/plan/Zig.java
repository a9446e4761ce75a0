package dev.jcross.plan;

import dev.jcross.config.Setting;
import dev.jcross.config.Settings;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.target.GlibcVersions;
import dev.jcross.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Zig as compiler and linker: because the settings say so, or because the target names a glibc
 * version, which nothing else can choose.
 *
 * @param target with the version to link against, if there is one
 * @param foreign whether the image is the user's, which holds cargo-zigbuild and nothing of
 *     jcross's
 */
public record Zig(Target target, boolean foreign) {

  /**
   * Whether zig links, and what for.
   *
   * @throws dev.jcross.problem.ProblemException KEY_VALUE if the settings name a version of glibc
   *     that the target never had
   */
  public static Optional<Zig> of(Target target, Settings settings) {
    var setting = settings.zig();
    if (setting.isEmpty() && target.glibc().isEmpty()) {
      return Optional.empty();
    }
    var version =
        setting
            .flatMap(zig -> zig.value().glibc())
            .filter(glibc -> target.triple().usesGlibc())
            .filter(glibc -> target.glibc().isEmpty())
            .map(glibc -> checked(glibc, target));
    return Optional.of(
        new Zig(
            target.with(target.glibc().or(() -> version)),
            setting.flatMap(zig -> zig.value().image()).isPresent()));
  }

  private static String checked(Setting<String> glibc, Target target) {
    var versions = GlibcVersions.of(target.triple());
    versions
        .complaint(glibc.value())
        .ifPresent(
            complaint -> {
              throw Problem.error(
                      ProblemCode.KEY_VALUE,
                      "glibc " + glibc.value() + " for '" + target + "' " + complaint)
                  .at(glibc.origin().place())
                  .help("take one of " + versions)
                  .asException();
            });
    return glibc.value();
  }

  /** A command, run so that zig compiles and links. */
  List<String> around(List<String> command) {
    var wrapped = new ArrayList<String>();
    if (!foreign) {
      wrapped.addAll(List.of("with-zig", target.toString()));
      wrapped.addAll(command);
      return wrapped;
    }
    // As cross does in its image for zig.
    for (int i = 0; i < command.size(); i++) {
      var word = command.get(i);
      boolean first = i == 0 && word.equals("cargo");
      boolean triple = i > 0 && command.get(i - 1).equals("--target");
      wrapped.add(first ? "cargo-zigbuild" : triple ? target.toString() : word);
    }
    return wrapped;
  }
}
