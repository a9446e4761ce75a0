package dev.jcross.config;

import dev.jcross.host.HostFacts;
import dev.jcross.problem.Checked;
import dev.jcross.problem.ProblemException;
import dev.jcross.target.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Everything that Cross.toml, Cargo.toml's metadata and the environment say, located. */
public final class CrossConfig {
  private CrossConfig() {}

  /**
   * Reads all sources. What is wrong with them is told at once; what could not be read has its
   * default.
   *
   * @param workspaceRoot where Cross.toml is looked for, unless {@code CROSS_CONFIG} names a file
   * @param metadata the manifests that hold a cross table, in any order
   */
  public static Checked<CrossConfig> read(
      HostFacts host, Path workspaceRoot, List<ManifestTable> metadata) {
    return Checked.of(new CrossConfig());
  }

  /** What to build for when nobody says it on the command line; a target that rustc knows. */
  public Optional<Setting<String>> defaultTarget() {
    return Optional.empty();
  }

  /**
   * The settings for one target, merged.
   *
   * @throws ProblemException VOLUME_MISSING or DOCKERFILE_MISSING: all paths at once that they need
   *     and that do not exist
   */
  public Settings forTarget(Target target) {
    return new Settings(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Setting.byDefault(false),
        Setting.byDefault(Settings.RustSource.AUTO),
        Optional.empty(),
        Setting.byDefault(300));
  }

  /** Each key in the order of the reference: what holds for this target, and why. */
  public List<Explained> explain(Target target) {
    return List.of();
  }
}
