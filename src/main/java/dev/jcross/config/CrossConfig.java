package dev.jcross.config;

import dev.jcross.host.HostFacts;
import dev.jcross.problem.Checked;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemException;
import dev.jcross.target.Target;
import dev.jcross.target.TargetTriple;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Everything that Cross.toml, Cargo.toml's metadata and the environment say, located. */
public final class CrossConfig {
  private final HostFacts host;
  private final Path root;
  private final Statements statements;
  private final BuilderOptions options;

  private CrossConfig(HostFacts host, Path root, Statements statements, BuilderOptions options) {
    this.host = host;
    this.root = root;
    this.statements = statements;
    this.options = options;
  }

  /**
   * Reads all sources. What is wrong with them is told at once, sorted by place; what could not be
   * read has its default.
   *
   * @param workspaceRoot where Cross.toml is looked for, unless {@code CROSS_CONFIG} names a file
   * @param metadata the manifests that hold a cross table, in any order
   * @param own targets of the user's own, which variables may name as well
   */
  public static Checked<CrossConfig> read(
      HostFacts host, Path workspaceRoot, List<ManifestTable> metadata, Set<TargetTriple> own) {
    var problems = new ArrayList<Problem>();
    var all = new ArrayList<Said>();
    var variables = new Variables(host, own, problems, all::add);
    variables.read();
    new ConfigFiles(host, workspaceRoot, problems, all::add).read(metadata);
    variables.readLastResorts();
    OtherVariables.check(host, problems);
    var options = BuilderOptions.of(host, problems);

    all.removeIf(
        said -> {
          var wrong = ValueRules.check(said, workspaceRoot);
          problems.addAll(wrong);
          return wrong.stream().anyMatch(Problem::isError);
        });
    all.removeAll(Relations.brokenBundles(new Statements(all), problems));
    var statements = new Statements(all.stream().flatMap(CrossConfig::apart).toList());
    problems.addAll(Relations.check(statements));
    return new Checked<>(
        new CrossConfig(host, workspaceRoot, statements, options), Relations.byPlace(problems));
  }

  /** {@code zig = "2.17"} says two things at once. */
  private static Stream<Said> apart(Said said) {
    return said.key() == Key.ZIG && said.value() instanceof Value.Text
        ? Stream.of(
            new Said(
                Key.ZIG, said.target(), new Value.Switch(true), said.origin(), said.directory()),
            new Said(Key.ZIG_VERSION, said.target(), said.value(), said.origin(), said.directory()))
        : Stream.of(said);
  }

  /**
   * Whether a problem complains of settings for a target that rustc does not know. It is none if
   * the user has a specification of that name.
   */
  public static boolean complainsOf(Problem problem, Target target) {
    return TargetNames.isAbout(problem, target.triple().name());
  }

  /** What to build for when nobody says it on the command line; a target that rustc knows. */
  public Optional<Setting<String>> defaultTarget() {
    return statements.ofBuild(Key.DEFAULT_TARGET).stream()
        .findFirst()
        .map(said -> new Setting<>(said.text(), said.origin()));
  }

  /**
   * The settings for one target, merged.
   *
   * @throws ProblemException VOLUME_MISSING or DOCKERFILE_MISSING: all paths at once that they need
   *     and that do not exist
   */
  public Settings forTarget(Target target) {
    return new Merge(host, root, statements, options, target.triple().name()).settings();
  }

  /** Each key in the order of the reference: what holds for this target, and why. */
  public List<Explained> explain(Target target) {
    return Arrays.stream(Key.values()).map(key -> explain(key, target.triple().name())).toList();
  }

  private Explained explain(Key key, String triple) {
    var counting = statements.counting(key, triple);
    var weaker =
        statements.bearing(key, triple).stream()
            .filter(said -> !counting.contains(said))
            .map(said -> new Setting<>(said.value().printed(), said.origin()))
            .toList();
    return counting.isEmpty()
        ? new Explained(key.toml(), key.fallback(), List.of(Origin.BUILT_IN), weaker)
        : new Explained(
            key.toml(),
            joined(counting).printed(),
            counting.reversed().stream().map(Said::origin).toList(),
            weaker);
  }

  private static Value joined(List<Said> counting) {
    if (counting.getFirst().value() instanceof Value.Pairs) {
      Map<String, String> pairs = new TreeMap<>();
      counting.forEach(said -> pairs.putAll(((Value.Pairs) said.value()).pairs()));
      return new Value.Pairs(pairs);
    }
    if (counting.size() == 1) {
      return counting.getFirst().value();
    }
    return new Value.Items(
        counting.stream().flatMap(said -> ((Value.Items) said.value()).items().stream()).toList());
  }
}
