package dev.jcross.plan;

import dev.jcross.image.ImageSource;
import dev.jcross.problem.Problem;
import dev.jcross.trust.Signer;
import dev.jcross.trust.TrustRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A plan as maps and lists, for a JSON writer. The names are public and versioned: see
 * docs/reference/plan.md.
 */
public final class PlanJson {
  private static final int SCHEMA = 1;

  private PlanJson() {}

  /** The whole document. */
  public static Map<String, @Nullable Object> of(BuildPlan plan) {
    var document = new LinkedHashMap<String, @Nullable Object>();
    document.put("schema", SCHEMA);
    document.put("problems", plan.problems().stream().map(PlanJson::problem).toList());
    document.put("host", plan.host().map(PlanJson::host).orElse(null));
    document.put("together", plan.together());
    document.put("targets", plan.targets().stream().map(PlanJson::target).toList());
    return document;
  }

  private static Map<String, @Nullable Object> problem(Problem problem) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("severity", problem.severity().word());
    json.put("code", problem.code().name());
    json.put("message", problem.summary());
    json.put("at", problem.place().map(Object::toString).orElse(null));
    json.put("help", problem.help().orElse(null));
    return json;
  }

  private static Map<String, @Nullable Object> host(HostAction action) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    switch (action) {
      case HostAction.Cargo cargo -> {
        json.put("action", "cargo");
        json.put("argv", cargo.command());
      }
      case HostAction.Clean clean -> {
        json.put("action", "clean");
        json.put("directories", clean.directories().stream().map(Object::toString).toList());
        json.put("volumes", clean.volumes());
        json.put("dryRun", clean.dryRun());
      }
    }
    return json;
  }

  private static Map<String, @Nullable Object> target(TargetPlan plan) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("target", plan.target().triple().name());
    json.put("glibc", plan.target().glibc().orElse(null));
    json.put("origin", plan.targetOrigin());
    json.put("image", image(plan));
    json.put("toolchain", toolchain(plan.toolchain()));
    json.put("runner", plan.runner().map(PlanJson::runner).orElse(null));
    json.put("container", container(plan.main().container()));
    json.put("fetchStamp", plan.fetchStamp().orElse(null));
    json.put("steps", plan.steps().stream().map(step -> step(step, plan)).toList());
    plan.gate().ifPresent(gate -> json.put("maxGlibc", gate(gate)));
    return json;
  }

  private static Map<String, @Nullable Object> gate(GlibcGate gate) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("newest", gate.newest());
    json.put("origin", gate.origin());
    json.put("listing", gate.listing().command());
    return json;
  }

  private static Map<String, @Nullable Object> runner(EnvironmentValue runner) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("name", runner.value());
    json.put("origin", runner.origin());
    return json;
  }

  private static Map<String, @Nullable Object> toolchain(Toolchain toolchain) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("source", toolchain.source().word());
    json.put("channel", toolchain.channel());
    json.put("name", toolchain.name().orElse(null));
    json.put("components", toolchain.components());
    json.put("origin", toolchain.origin());
    return json;
  }

  /** What holds for those images of a chain that a registry may have, by their names. */
  static Map<String, TrustRule> trust(TargetPlan plan) {
    var rules = new LinkedHashMap<String, TrustRule>();
    var names = new ArrayList<String>();
    registryNames(plan.image(), names);
    for (var name : names) {
      plan.downloads().trust().ruleFor(name).ifPresent(rule -> rules.put(name, rule));
    }
    return rules;
  }

  private static void registryNames(ImageSource image, List<String> names) {
    switch (image) {
      case ImageSource.Pulled pulled -> names.add(pulled.reference());
      case ImageSource.Debian debian -> names.add(debian.reference());
      case ImageSource.Built built -> {
        built.pullFrom().ifPresent(names::add);
        built.base().ifPresent(below -> registryNames(below, names));
      }
    }
  }

  private static Map<String, @Nullable Object> rule(TrustRule rule) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    switch (rule.signer()) {
      case Signer.Key key -> json.put("key", key.file().toString());
      case Signer.Identity(var identity, var issuer) -> {
        json.put("identity", identity);
        json.put("issuer", issuer);
      }
      case Signer.Anyone anyone -> json.put("anyone", true);
      case Signer.Nobody nobody -> json.put("nobody", true);
    }
    json.put("images", rule.images());
    json.put("origin", rule.origin());
    return json;
  }

  private static Map<String, @Nullable Object> image(TargetPlan plan) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    var image = plan.image();
    var layers = layers(image);
    var named =
        layers.stream().filter(layer -> !(layer.kind() == ImageSource.Kind.PRE_BUILD)).findFirst();
    json.put("reference", image.reference());
    json.put(
        "source",
        named
            .map(layer -> layer.kind().name().toLowerCase(java.util.Locale.ROOT))
            .orElse("config"));
    json.put("origin", plan.imageOrigin());
    json.put(
        "recipe",
        image instanceof ImageSource.Built built ? "sha256:" + built.recipe().contentHash() : null);
    json.put("digest", digest(image).orElse(null));
    plan.lock().ifPresent(lock -> json.put("locked", locked(lock)));
    var trust = trust(plan);
    if (!trust.isEmpty()) {
      var rules = new LinkedHashMap<String, @Nullable Object>();
      trust.forEach((name, rule) -> rules.put(name, rule(rule)));
      json.put("trust", rules);
    }
    json.put("platform", platform(image).orElse(null));
    layers.stream()
        .filter(layer -> layer.kind() == ImageSource.Kind.BUILTIN)
        .findFirst()
        .flatMap(ImageSource.Built::pullFrom)
        .ifPresent(name -> json.put("pullFrom", name));
    json.put("base", layers.isEmpty() ? null : base(layers.getLast()));
    json.put("preBuild", preBuild(layers));
    json.put(
        "dockerfile",
        named
            .filter(layer -> layer.kind() == ImageSource.Kind.DOCKERFILE)
            .map(layer -> layer.recipe().dockerfile())
            .orElse(null));
    json.put(
        "buildArgs",
        layers.isEmpty() ? Map.of() : new LinkedHashMap<>(layers.getFirst().recipe().arguments()));
    return json;
  }

  private static String locked(ImageLock lock) {
    return switch (lock) {
      case ImageLock.Id(var id) -> id;
      case ImageLock.Made(var contents, var _) -> contents.hash();
    };
  }

  /** The layers that jcross builds, the topmost first. */
  static List<ImageSource.Built> layers(ImageSource image) {
    var layers = new ArrayList<ImageSource.Built>();
    Optional<ImageSource> next = Optional.of(image);
    while (next.isPresent() && next.get() instanceof ImageSource.Built built) {
      layers.add(built);
      next = built.base();
    }
    return layers;
  }

  private static @Nullable String base(ImageSource.Built lowest) {
    return lowest.base().map(ImageSource::reference).orElse(null);
  }

  private static Optional<String> digest(ImageSource image) {
    int at = image.reference().indexOf('@');
    return at < 0 ? Optional.empty() : Optional.of(image.reference().substring(at + 1));
  }

  /** That of the image that is pulled, whatever is built on it. */
  static Optional<String> platform(ImageSource image) {
    return switch (image) {
      case ImageSource.Pulled pulled -> pulled.platform();
      case ImageSource.Debian debian -> Optional.empty();
      case ImageSource.Built built -> built.base().flatMap(PlanJson::platform);
    };
  }

  private static List<String> preBuild(List<ImageSource.Built> layers) {
    return layers.stream()
        .filter(layer -> layer.kind() == ImageSource.Kind.PRE_BUILD)
        .findFirst()
        .map(layer -> layer.recipe().commands())
        .orElse(List.of());
  }

  private static Map<String, @Nullable Object> limits(Limits limits) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("memory", limits.memory().orElse(null));
    json.put("cpus", limits.cpus().orElse(null));
    json.put("processes", limits.processes());
    json.put("freeDisk", limits.freeDisk());
    return json;
  }

  private static Map<String, @Nullable Object> container(ContainerPlan container) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("user", container.user());
    json.put("workdir", container.workingDirectory());
    json.put("network", container.network().word());
    var environment = new LinkedHashMap<String, Object>();
    container.environment().forEach((name, value) -> environment.put(name, variable(value)));
    json.put("env", environment);
    json.put("mounts", container.mounts().stream().map(PlanJson::mount).toList());
    json.put("limits", limits(container.limits()));
    json.put(
        "options",
        container.options().stream()
            .map(option -> "--" + option.flag() + "=" + option.value())
            .toList());
    var path = new LinkedHashMap<String, @Nullable Object>();
    path.put("before", container.path().before());
    path.put("after", container.path().after());
    json.put("path", path);
    json.put("userns", container.userNamespace().orElse(null));
    json.put("rootless", container.rootless().orElse(null));
    json.put("keepSeconds", container.keepSeconds());
    var files = new LinkedHashMap<String, @Nullable Object>();
    container.files().forEach((name, text) -> files.put(name, withoutPasswords(text)));
    json.put("files", files);
    json.put("gitCredentials", container.passwordUrls());
    return json;
  }

  /** Addresses may hold the name of a user and a password. */
  static String withoutPasswords(String text) {
    return text.replaceAll("(://)[^/@\\s\"']+@", "$1…@");
  }

  private static Map<String, @Nullable Object> variable(EnvironmentValue value) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("value", value.secret() ? null : value.value());
    json.put("origin", value.origin());
    if (value.secret()) {
      json.put("secret", true);
    }
    return json;
  }

  private static Map<String, @Nullable Object> mount(MountPlan mount) {
    return switch (mount) {
      case MountPlan.Bind(var source, var target, var readOnly) ->
          mount("bind", source.toString(), target, readOnly);
      case MountPlan.Volume(var name, var target, var readOnly, var purpose, var owner) ->
          mount("volume", name, target, readOnly);
      case MountPlan.Memory(var target) -> mount("tmpfs", null, target, false);
    };
  }

  private static Map<String, @Nullable Object> mount(
      String kind, @Nullable String source, String target, boolean readOnly) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("kind", kind);
    json.put("source", source);
    json.put("target", target);
    json.put("readOnly", readOnly);
    return json;
  }

  private static Map<String, @Nullable Object> step(Step step, TargetPlan plan) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("phase", step.phase().word());
    json.put("network", step.container().network().word());
    json.put("argv", step.command());
    json.put("image", step.image().map(ImageSource::reference).orElse(null));
    json.put("whenNeeded", step.whenNeeded());
    json.put("needs", step.needs().stream().map(Mark::path).toList());
    json.put("makes", step.makes().map(Mark::path).orElse(null));
    // The container above is the last step's; only one that differs is told again.
    json.put(
        "container",
        step.container().equals(plan.main().container()) ? null : container(step.container()));
    return json;
  }
}
