package dev.jcross.config;

import dev.jcross.host.HostFacts;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import dev.jcross.target.TargetTriple;
import dev.jcross.trust.TrustPolicy;
import dev.jcross.trust.TrustRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Makes one target's settings of everything that was said. */
final class Merge {
  private final HostFacts host;
  private final Path root;
  private final Statements statements;
  private final BuilderOptions options;
  private final String triple;
  private final List<Problem> problems = new ArrayList<>();

  Merge(HostFacts host, Path root, Statements statements, BuilderOptions options, String triple) {
    this.host = host;
    this.root = root;
    this.statements = statements;
    this.options = options;
    this.triple = triple;
  }

  /**
   * The settings.
   *
   * @throws ProblemException for all paths that do not exist
   */
  Settings settings() {
    var settings =
        new Settings(
            image(Key.IMAGE, Key.IMAGE_TOOLCHAIN),
            dockerfile(),
            one(Key.PRE_BUILD, this::preBuild).filter(Merge::doesSomething),
            one(Key.RUNNER, Said::text).filter(runner -> !runner.value().isEmpty()),
            one(Key.SDK, this::sdk),
            passthrough(),
            volumes(),
            one(Key.BUILD_STD, said -> said.value()).flatMap(Merge::buildStd),
            zig(),
            one(Key.TOOLCHAIN, said -> Settings.ToolchainSource.valueOf(upper(said.text()))),
            tools(),
            one(Key.PATHS, said -> Settings.PathStyle.valueOf(upper(said.text())))
                .orElse(Setting.byDefault(Settings.PathStyle.PROJECT)),
            one(Key.MAX_GLIBC, Said::text),
            one(Key.REGISTRY, said -> said.text().replaceFirst("/+$", "")),
            aptSources(),
            one(Key.PULL, said -> Settings.PullPolicy.valueOf(upper(said.text())))
                .orElse(Setting.byDefault(Settings.PullPolicy.MISSING)),
            limits(),
            trust(),
            one(Key.SSH_AGENT, said -> ((Value.Switch) said.value()).on())
                .orElse(Setting.byDefault(false)),
            one(Key.NETWORK, said -> ((Value.Switch) said.value()).on())
                .orElse(Setting.byDefault(false)),
            one(Key.RUST, said -> rust(said.text()))
                .orElse(Setting.byDefault(Settings.RustSource.AUTO)),
            one(Key.CA_BUNDLE, Said::path),
            one(Key.SESSION_TIMEOUT, said -> (int) ((Value.Count) said.value()).number())
                .orElse(Setting.byDefault(Integer.parseInt(Key.SESSION_TIMEOUT.fallback()))));
    if (!problems.isEmpty()) {
      throw new ProblemException(Relations.byPlace(problems));
    }
    return settings;
  }

  private <T> Optional<Setting<T>> one(Key key, Function<Said, T> read) {
    return statements.counting(key, triple).stream()
        .findFirst()
        .map(said -> new Setting<>(read.apply(said), said.origin()));
  }

  private Optional<Setting<Settings.Image>> image(Key name, Key toolchain) {
    return one(name, said -> new Settings.Image(said.text(), platforms(toolchain, said)));
  }

  /** Of what nobody weaker said than who named the image: their list is of another image. */
  private List<String> platforms(Key toolchain, Said image) {
    return statements.counting(toolchain, triple).stream()
        .filter(said -> said.isAsStrongAs(image))
        .flatMap(said -> said.texts().stream())
        .toList();
  }

  /** An empty list is off, as in cross. */
  private static Optional<Setting<Settings.BuildStd>> buildStd(Setting<Value> setting) {
    return switch (setting.value()) {
      case Value.Switch(var on) when on ->
          Optional.of(new Setting<>(new Settings.BuildStd(List.of()), setting.origin()));
      case Value.Items items when !items.items().isEmpty() ->
          Optional.of(new Setting<>(new Settings.BuildStd(items.texts()), setting.origin()));
      default -> Optional.empty();
    };
  }

  /** Who names a version or an image of zig's wants zig, unless it is switched off. */
  private Optional<Setting<Settings.Zig>> zig() {
    var said = one(Key.ZIG, Said::value);
    var version = one(Key.ZIG_VERSION, Said::text);
    var image = image(Key.ZIG_IMAGE, Key.ZIG_IMAGE_TOOLCHAIN);
    var origin =
        said.map(Setting::origin)
            .or(() -> version.map(Setting::origin))
            .or(() -> image.map(Setting::origin));
    return origin
        .filter(
            known ->
                said.filter(setting -> setting.value().equals(new Value.Switch(false))).isEmpty())
        .map(known -> new Setting<>(new Settings.Zig(version, image), known));
  }

  private Settings.Limits limits() {
    var fallback = Settings.Limits.byDefault();
    return new Settings.Limits(
        one(Key.LIMITS_MEMORY, said -> Settings.Limits.bytes(said.text())),
        one(Key.LIMITS_CPUS, Said::text),
        one(Key.LIMITS_PROCESSES, said -> (int) ((Value.Count) said.value()).number())
            .orElse(fallback.processes()),
        one(Key.LIMITS_FREE_DISK, said -> Settings.Limits.bytes(said.text()))
            .orElse(fallback.freeDisk()));
  }

  private TrustPolicy trust() {
    return statements.counting(Key.TRUST, triple).stream()
        .findFirst()
        .map(said -> new TrustPolicy(rules(said)))
        .orElse(TrustPolicy.NONE);
  }

  private static List<TrustRule> rules(Said said) {
    return ((Value.Signers) said.value())
        .entries().stream()
            .map(
                entry -> {
                  var written = Assignment.of(entry.value());
                  return new TrustRule(
                      written.name(),
                      SignerWord.read(written.value().orElse("").strip(), said.directory()),
                      entry.origin().place().toString());
                })
            .toList();
  }

  private List<Setting<String>> aptSources() {
    return statements.counting(Key.APT_SOURCES, triple).stream()
        .flatMap(said -> ((Value.Items) said.value()).items().stream())
        .toList();
  }

  private List<Setting<String>> tools() {
    return statements.counting(Key.TOOLS, triple).stream()
        .flatMap(said -> ((Value.Items) said.value()).items().stream())
        .toList();
  }

  private static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }

  private Optional<Setting<Settings.Dockerfile>> dockerfile() {
    var arguments = new TreeMap<String, String>();
    for (var said : statements.counting(Key.DOCKERFILE_BUILD_ARGS, triple)) {
      arguments.putAll(((Value.Pairs) said.value()).pairs());
    }
    arguments.putAll(options.arguments());
    return one(
        Key.DOCKERFILE,
        said -> {
          var file = said.path(root);
          if (!Files.isRegularFile(file)) {
            missing(ProblemCode.DOCKERFILE_MISSING, said, "the Dockerfile '" + said.text() + "'");
          }
          return new Settings.Dockerfile(file, context(), arguments);
        });
  }

  private Path context() {
    var said = statements.counting(Key.DOCKERFILE_CONTEXT, triple).stream().findFirst();
    said.filter(context -> !Files.isDirectory(context.path(root)))
        .ifPresent(
            context ->
                missing(
                    ProblemCode.DOCKERFILE_MISSING,
                    context,
                    "the directory '" + context.text() + "' for the Dockerfile"));
    return said.map(context -> context.path(root)).orElse(root);
  }

  private void missing(ProblemCode code, Said said, String what) {
    problems.add(
        Problem.error(code, what + " does not exist")
            .at(said.origin().place())
            .help("relative paths start here at " + said.directory()));
  }

  /** In a variable a script would be hard to tell from a command, so cross takes none there. */
  private Settings.PreBuild preBuild(Said said) {
    if (said.value() instanceof Value.Items items) {
      return new Settings.PreBuild.Commands(items.texts());
    }
    if (said.text().isBlank()) {
      return new Settings.PreBuild.Commands(List.of());
    }
    return Files.isRegularFile(said.path(root))
        ? new Settings.PreBuild.Script(said.path(root))
        : new Settings.PreBuild.Commands(List.of(said.text()));
  }

  private static boolean doesSomething(Setting<Settings.PreBuild> setting) {
    return switch (setting.value()) {
      case Settings.PreBuild.Commands(var lines) -> !lines.isEmpty();
      case Settings.PreBuild.Script script -> true;
    };
  }

  private List<Setting<Settings.Passthrough>> passthrough() {
    return statements.counting(Key.PASSTHROUGH, triple).stream()
        .flatMap(said -> ((Value.Items) said.value()).items().stream())
        .map(
            item -> {
              var assignment = Assignment.of(item.value());
              return new Setting<>(
                  new Settings.Passthrough(assignment.name(), assignment.value()), item.origin());
            })
        .toList();
  }

  private List<Setting<Settings.Volume>> volumes() {
    var volumes = new ArrayList<Setting<Settings.Volume>>();
    for (var said : statements.counting(Key.VOLUMES, triple)) {
      for (var item : ((Value.Items) said.value()).items()) {
        volumes.add(new Setting<>(volume(item, said.directory()), item.origin()));
      }
    }
    return volumes;
  }

  private Settings.Volume volume(Setting<String> item, Path directory) {
    var assignment = Assignment.of(item.value());
    var written = assignment.value().filter(value -> !value.isEmpty());
    // A path in a variable was typed in a shell, so it starts where the shell stands.
    var start = written.isPresent() ? directory : host.workingDirectory();
    var path =
        written
            .or(() -> host.variable(assignment.name()))
            .map(value -> start.resolve(value).normalize());
    path.filter(file -> !Files.exists(file))
        .ifPresent(
            file ->
                problems.add(
                    Problem.error(
                            ProblemCode.VOLUME_MISSING,
                            "the volume '"
                                + assignment.name()
                                + "' is at '"
                                + file
                                + "', which does not exist")
                        .at(item.origin().place())
                        .help("mkdir -p " + file)));
    return new Settings.Volume(assignment.name(), path);
  }

  private Settings.Sdk sdk(Said said) {
    var target = new TargetTriple(triple);
    return new Settings.Sdk(said.path(), SdkFolder.fault(said.path(), target), said.isLastResort());
  }

  private static Settings.RustSource rust(String word) {
    return Settings.RustSource.valueOf(upper(word));
  }
}
