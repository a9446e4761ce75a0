package dev.jcross.plan;

import dev.jcross.config.Settings;
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

  /** Whether zig links, and what for. */
  public static Optional<Zig> of(Target target, Settings settings) {
    var setting = settings.zig();
    if (setting.isEmpty() && target.glibc().isEmpty()) {
      return Optional.empty();
    }
    var version =
        setting
            .flatMap(zig -> zig.value().glibc())
            .map(glibc -> glibc.value())
            .filter(glibc -> target.triple().usesGlibc());
    return Optional.of(
        new Zig(
            new Target(target.triple(), target.glibc().or(() -> version), target.specification()),
            setting.flatMap(zig -> zig.value().image()).isPresent()));
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
