package dev.jcross.plan;

import dev.jcross.config.Origin;
import dev.jcross.config.Setting;
import dev.jcross.config.Settings;
import dev.jcross.host.HostFacts;
import dev.jcross.host.HostToolchain;
import dev.jcross.image.ImageSource;
import dev.jcross.image.Recipe;
import dev.jcross.image.RecipeFile;
import dev.jcross.invocation.Invocation;
import dev.jcross.lock.CrossLock;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.project.CrateSources;
import dev.jcross.project.Project;
import dev.jcross.project.Terminal;
import dev.jcross.trust.TrustPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One command line and the world around it, as values. Unless told otherwise: an ordinary user on a
 * plain Linux machine, without a terminal, in the root of a project of one package, whose settings
 * say nothing.
 */
public final class Case {
  public static final String PI = "aarch64-unknown-linux-gnu";

  /** Of a recipe of jcross, as far as a plan reads it. */
  static final String DOCKERFILE =
      """
      FROM x
      LABEL dev.jcross.libc="glibc 2.41" dev.jcross.compiler="gcc 14.2" dev.jcross.cxx="libstdc++" \\
          dev.jcross.runner="qemu-user" dev.jcross.std="rust-lang, Debian"
      """;

  private static final Path ROOT = Path.of("/home/me/app");

  /** Stands for a recipe of jcross: the real ones change with every change of images/. */
  public static final ImageSource BUILTIN =
      new ImageSource.Built(
          "localhost/jcross/" + PI + ":0123456789abcdef",
          Optional.of(
              new ImageSource.Built(
                  "localhost/jcross/base:fedcba9876543210",
                  Optional.of(new ImageSource.Debian()),
                  ImageSource.Kind.BUILTIN,
                  recipe("base", "a", Map.of("JCROSS_RUST", "auto")),
                  "JCROSS_FROM")),
          ImageSource.Kind.BUILTIN,
          recipe(PI, "b", Map.of()),
          "JCROSS_BASE");

  /** Stands for jcross's image with rustup in it. */
  public static final ImageSource RUSTUP =
      new ImageSource.Built(
          "localhost/jcross/rustup:aaaabbbbccccdddd",
          Optional.of(new ImageSource.Debian()),
          ImageSource.Kind.BUILTIN,
          recipe("rustup", "c", Map.of()),
          "JCROSS_FROM");

  private static final HostToolchain HOST_TOOLCHAIN =
      new HostToolchain(
          Path.of("/home/me/.rustup/toolchains/stable-x86_64-unknown-linux-gnu"),
          "1.99.1",
          "x86_64-unknown-linux-gnu",
          Optional.of(Path.of("/nix/store")),
          java.util.Set.of(PI, "x86_64-unknown-linux-gnu"));

  private final Invocation invocation;
  private Path workingDirectory = ROOT;
  private Path manifest = ROOT.resolve("Cargo.toml");
  private Path directory = ROOT;
  private Path workspaceRoot = ROOT;
  private List<Path> roots = List.of(ROOT);
  private boolean project = true;
  private Set<Path> configFiles = Set.of();
  private Set<String> runners = Set.of();
  private Terminal speech = Terminal.SILENT;
  private Optional<Project.Located> toolchainFile = Optional.empty();
  private final Map<String, String> environment = new TreeMap<>();
  private HostFacts.Terminal terminal = new HostFacts.Terminal(false, false, false, 80);
  private String architecture = "x86_64";

  private Optional<ImageSource> image = Optional.of(BUILTIN);
  private TrustPolicy trust = TrustPolicy.NONE;
  private Setting<Settings.PullPolicy> pull = Setting.byDefault(Settings.PullPolicy.MISSING);
  private Optional<CrossLock> lock = Optional.empty();
  private Optional<String> commitTime = Optional.empty();
  private Settings.Limits limits = Settings.Limits.byDefault();
  private Optional<Setting<Settings.Image>> imageSetting = Optional.empty();
  private Optional<Setting<Settings.Dockerfile>> dockerfile = Optional.empty();
  private Optional<Setting<Settings.PreBuild>> preBuild = Optional.empty();
  private Optional<Setting<String>> runner = Optional.empty();
  private Optional<Setting<Settings.Sdk>> sdk = Optional.empty();
  private final List<Setting<Settings.Passthrough>> passthrough = new ArrayList<>();
  private final List<Setting<Settings.Volume>> volumes = new ArrayList<>();
  private Optional<Setting<Settings.BuildStd>> buildStd = Optional.empty();
  private Optional<Setting<Settings.Zig>> zig = Optional.empty();
  private Optional<Setting<Settings.ToolchainSource>> toolchain = Optional.empty();
  private final List<Setting<String>> tools = new ArrayList<>();
  private Setting<Settings.PathStyle> paths = Setting.byDefault(Settings.PathStyle.PROJECT);
  private Optional<Setting<String>> maxGlibc = Optional.empty();
  private List<String> components = List.of();
  private Setting<Boolean> network = Setting.byDefault(false);
  private Setting<Boolean> sshAgent = Setting.byDefault(false);
  private Optional<Setting<Path>> caBundle = Optional.empty();
  private Setting<Integer> timeout = Setting.byDefault(300);
  private CrateSources sources = CrateSources.none(ROOT);
  private final List<Problem> found = new ArrayList<>();

  private Case(Invocation invocation) {
    this.invocation = invocation;
  }

  /** What was typed, split at blanks; {@code PI} stands for the target. */
  public static Case of(String line) {
    return new Case(Invocation.parse(words(line)));
  }

  /** What was typed behind {@code jcross exec}. */
  public static Case exec(String line) {
    return new Case(Invocation.parseExec(words(line)));
  }

  /** What was typed behind {@code jcross shell}. */
  public static Case shell(String line) {
    return new Case(Invocation.parseShell(words(line)));
  }

  private static List<String> words(String line) {
    return List.of(line.replace("PI", PI).split(" "));
  }

  static Recipe recipe(String name, String digit, Map<String, String> arguments) {
    return new Recipe(
        name,
        "Dockerfile",
        List.of(new RecipeFile.Text("Dockerfile", false, DOCKERFILE)),
        arguments,
        digit.repeat(64));
  }

  /** A recipe of jcross whose image looks for a development kit, which a script downloads. */
  public static ImageSource wanting(String label, String script) {
    var text = DOCKERFILE + "LABEL dev.jcross.sdk=\"" + label + "\"\n";
    return new ImageSource.Built(
        "localhost/jcross/" + PI + ":0123456789abcdef",
        Optional.of(new ImageSource.Debian()),
        ImageSource.Kind.BUILTIN,
        new Recipe(
            PI,
            "Dockerfile",
            List.of(
                new RecipeFile.Text("Dockerfile", false, text),
                new RecipeFile.Text("common/fetch-msvc-sdk", true, script)),
            Map.of(),
            "0".repeat(64)),
        "JCROSS_BASE");
  }

  /** A line of Cross.toml. */
  static <T> Setting<T> line(int line, T value) {
    return new Setting<>(
        value, new Origin(Origin.Layer.CROSS_TOML, new Place("Cross.toml", line, 1)));
  }

  public Case in(String directory) {
    workingDirectory = Path.of(directory);
    this.directory = workingDirectory;
    return this;
  }

  /** In a directory from where cargo cannot be started: {@code --manifest-path} names a project. */
  public Case outside(String workingDirectory, String packageDirectory) {
    this.workingDirectory = Path.of(workingDirectory);
    directory = Path.of(packageDirectory);
    manifest = directory.resolve("Cargo.toml");
    return this;
  }

  public Case manifest(String path) {
    manifest = Path.of(path);
    return this;
  }

  public Case workspace(String root, String... all) {
    workspaceRoot = Path.of(root);
    workingDirectory = workspaceRoot;
    directory = workspaceRoot;
    manifest = workspaceRoot.resolve("Cargo.toml");
    roots = java.util.Arrays.stream(all).map(Path::of).toList();
    return this;
  }

  /** The files that {@code --config} names. */
  public Case configFiles(String... paths) {
    configFiles =
        java.util.Arrays.stream(paths)
            .map(Path::of)
            .collect(java.util.stream.Collectors.toUnmodifiableSet());
    return this;
  }

  /** The tables {@code [target.*]} of cargo's configuration that name a runner. */
  public Case cargoRunners(String... tables) {
    runners = Set.of(tables);
    return this;
  }

  /** What {@code [term]} says. */
  public Case speaking(String quiet, String color) {
    speech =
        new Terminal(
            Optional.empty(),
            Optional.of(new Project.Located(quiet, new Place(".cargo/config.toml", 2, 1))),
            Optional.of(new Project.Located(color, new Place(".cargo/config.toml", 3, 1))));
    return this;
  }

  public Case withoutProject() {
    project = false;
    return this;
  }

  public Case toolchainFile(String channel) {
    toolchainFile =
        Optional.of(new Project.Located(channel, new Place("rust-toolchain.toml", 2, 1)));
    return this;
  }

  public Case variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  public Case variables(Map<String, String> all) {
    environment.putAll(all);
    return this;
  }

  public Case onTerminal() {
    terminal = new HostFacts.Terminal(true, true, true, 120);
    return this;
  }

  public Case piped() {
    terminal = new HostFacts.Terminal(true, false, true, 97);
    return this;
  }

  public Case onArm() {
    architecture = "aarch64";
    return this;
  }

  public Case image(@Nullable ImageSource source) {
    image = Optional.ofNullable(source);
    return this;
  }

  public Case imageSetting(String name) {
    imageSetting = Optional.of(line(2, new Settings.Image(name, List.of())));
    return image(new ImageSource.Pulled(name, Optional.empty()));
  }

  public Case dockerfile(String file, ImageSource source) {
    dockerfile =
        Optional.of(line(3, new Settings.Dockerfile(Path.of(file), ROOT, Map.of("KEY", "value"))));
    return image(source);
  }

  public Case preBuild(ImageSource source, String... commands) {
    preBuild = Optional.of(line(4, new Settings.PreBuild.Commands(List.of(commands))));
    return image(source);
  }

  public Case runner(String name) {
    runner = Optional.of(line(5, name));
    return this;
  }

  public Case sdk(String folder, @Nullable String fault) {
    sdk =
        Optional.of(line(17, new Settings.Sdk(Path.of(folder), Optional.ofNullable(fault), false)));
    return this;
  }

  /** Named by a variable of other tools. */
  public Case sdkAround(String folder, @Nullable String fault) {
    sdk =
        Optional.of(
            new Setting<>(
                new Settings.Sdk(Path.of(folder), Optional.ofNullable(fault), true),
                new Origin(Origin.Layer.VARIABLE, Place.of("SDKROOT"))));
    return this;
  }

  public Case passthrough(String name) {
    passthrough.add(line(6, new Settings.Passthrough(name, Optional.empty())));
    return this;
  }

  public Case passthrough(String name, String value) {
    passthrough.add(line(6, new Settings.Passthrough(name, Optional.of(value))));
    return this;
  }

  public Case volume(String name, @Nullable String path) {
    volumes.add(
        line(7, new Settings.Volume(name, Optional.ofNullable(path).map(known -> Path.of(known)))));
    return this;
  }

  public Case openNetwork() {
    network = line(8, true);
    return this;
  }

  public Case sshAgent() {
    sshAgent = line(8, true);
    return this;
  }

  public Case caBundle(String path) {
    caBundle = Optional.of(line(9, Path.of(path)));
    return this;
  }

  public Case sessionTimeout(int seconds) {
    timeout = line(10, seconds);
    return this;
  }

  public Case buildStd(String... crates) {
    buildStd = Optional.of(line(11, new Settings.BuildStd(List.of(crates))));
    return this;
  }

  public Case zig(Optional<String> glibc) {
    zig =
        Optional.of(
            line(12, new Settings.Zig(glibc.map(text -> line(12, text)), Optional.empty())));
    return this;
  }

  public Case toolchain(Settings.ToolchainSource source) {
    toolchain = Optional.of(line(13, source));
    return this;
  }

  public Case tool(String crate) {
    tools.add(line(14, crate));
    return this;
  }

  public Case pathsOfHost() {
    paths = line(15, Settings.PathStyle.HOST);
    return this;
  }

  public Case maxGlibc(String version) {
    maxGlibc = Optional.of(line(16, version));
    return this;
  }

  public Case components(String... words) {
    components = List.of(words);
    return this;
  }

  Case sources(CrateSources sources) {
    this.sources = sources;
    return this;
  }

  public Case found(Problem problem) {
    found.add(problem);
    return this;
  }

  Invocation invocation() {
    return invocation;
  }

  HostFacts host() {
    return new HostFacts(
        workingDirectory,
        Path.of("/home/me"),
        Path.of("/home/me/.cache/jcross"),
        environment,
        new HostFacts.User(1000, 1001, "me"),
        terminal,
        "linux",
        architecture);
  }

  Optional<Project> project() {
    return project
        ? Optional.of(
            new Project(
                workspaceRoot,
                manifest,
                directory,
                roots,
                List.of(workspaceRoot.resolve("Cargo.toml")),
                List.of(),
                Optional.of(workspaceRoot.resolve("Cargo.lock")),
                List.of(),
                configFiles,
                workspaceRoot.resolve("target"),
                List.of(),
                runners,
                speech,
                toolchainFile,
                components,
                "c".repeat(64)))
        : Optional.empty();
  }

  Settings settings() {
    return new Settings(
        imageSetting,
        dockerfile,
        preBuild,
        runner,
        sdk,
        passthrough,
        volumes,
        buildStd,
        zig,
        toolchain,
        tools,
        paths,
        maxGlibc,
        Optional.empty(),
        List.of(),
        pull,
        limits,
        trust,
        sshAgent,
        network,
        Setting.byDefault(Settings.RustSource.AUTO),
        caBundle,
        timeout);
  }

  Case trust(TrustPolicy policy) {
    trust = policy;
    return this;
  }

  Case pull(Settings.PullPolicy policy) {
    pull = Setting.byDefault(policy);
    return this;
  }

  Case limits(Settings.Limits others) {
    limits = others;
    return this;
  }

  public Case committedAt(String seconds) {
    commitTime = Optional.of(seconds);
    return this;
  }

  public Case lock(CrossLock other) {
    lock = Optional.of(other);
    return this;
  }

  public BuildPlan plan() {
    var targets = TargetChoice.of(invocation, Optional.empty(), project(), host());
    var inputs =
        targets.stream()
            .map(
                target ->
                    new TargetInput(
                        target.value(),
                        target.origin().toString(),
                        settings(),
                        image,
                        architecture + "-unknown-linux-gnu",
                        () -> RUSTUP,
                        () -> HOST_TOOLCHAIN,
                        () -> commitTime,
                        lock))
            .toList();
    return Planner.plan(invocation, project(), host(), sources, inputs, found);
  }
}
