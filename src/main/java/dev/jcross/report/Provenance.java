package dev.jcross.report;

import dev.jcross.image.ImageSource;
import dev.jcross.invocation.Argument;
import dev.jcross.invocation.Invocation;
import dev.jcross.plan.EnvironmentValue;
import dev.jcross.plan.ImageLock;
import dev.jcross.plan.MountPlan;
import dev.jcross.plan.Step;
import dev.jcross.plan.TargetPlan;
import dev.jcross.run.UsedImage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How one target was built: a predicate of SLSA's provenance, version 1. The names are public: see
 * docs/reference/provenance.md.
 *
 * @param asked the command line
 * @param files settings and locks by their names, with the SHA-256 of each as it was when the build
 *     had ended
 * @param image what the build ran in
 * @param builder who built: an URI
 * @param version of jcross
 * @param invocation tells this build from all others
 */
public record Provenance(
    Invocation asked,
    TargetPlan plan,
    Optional<Source> source,
    SortedMap<String, String> files,
    UsedImage image,
    String builder,
    String version,
    String invocation,
    Instant started,
    Instant finished) {
  /** See slsa.dev/spec/v1.0/provenance. */
  public static final String PREDICATE = "https://slsa.dev/provenance/v1";

  /** What the parameters mean: docs/reference/provenance.md. */
  public static final String BUILD_TYPE = "https://jcross.dev/build/v1";

  /** Some machine on which somebody runs jcross. */
  public static final String LOCAL_BUILDER = "https://jcross.dev/builder/local";

  /** What a variable of the caller may tell the world: that it decides on bytes is its purpose. */
  private static final Pattern TOLD =
      Pattern.compile(
          "SOURCE_DATE_EPOCH|RUSTFLAGS|CARGO_ENCODED_RUSTFLAGS|CARGO_INCREMENTAL"
              + "|CARGO_(BUILD|PROFILE|TARGET)_.*");

  private static final Pattern SECRET =
      Pattern.compile("(?i).*(token|secret|passw|credential|private).*");

  /** Their values are variables, and folders of the machine. */
  private static final Set<String> PRIVATE_OPTIONS = Set.of("env", "env-file", "volume", "mount");

  public Provenance {
    Objects.requireNonNull(asked);
    Objects.requireNonNull(plan);
    Objects.requireNonNull(source);
    files = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(files));
    Objects.requireNonNull(image);
    Objects.requireNonNull(builder);
    Objects.requireNonNull(version);
    Objects.requireNonNull(invocation);
    Objects.requireNonNull(started);
    Objects.requireNonNull(finished);
  }

  /** The statement that this is how those files were built. */
  public Statement of(List<Subject> subjects) {
    var definition = new LinkedHashMap<String, @Nullable Object>();
    definition.put("buildType", BUILD_TYPE);
    definition.put("externalParameters", external());
    definition.put("internalParameters", internal());
    definition.put("resolvedDependencies", dependencies());
    var predicate = new LinkedHashMap<String, @Nullable Object>();
    predicate.put("buildDefinition", definition);
    predicate.put("runDetails", runDetails());
    return new Statement(subjects, PREDICATE, predicate);
  }

  private Map<String, @Nullable Object> external() {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("subcommand", asked.canonicalSubcommand().orElse("build"));
    json.put("target", plan.target().toString());
    var words = new ArrayList<>(Argument.words(asked.leading()));
    words.addAll(Argument.words(asked.arguments()));
    asked.rest().ifPresent(rest -> words.add("--"));
    asked.rest().ifPresent(words::addAll);
    json.put("arguments", told(words));
    asked.toolchain().ifPresent(name -> json.put("toolchain", name));
    asked.manifestPath().ifPresent(path -> json.put("manifestPath", path));
    asked.maxGlibc().ifPresent(version -> json.put("maxGlibc", version));
    return json;
  }

  /** What {@code --config} sets may be a token, and an address may hold a password. */
  private static List<String> told(List<String> words) {
    var told = new ArrayList<String>();
    var before = "";
    for (var word : words) {
      boolean setting = before.equals("--config") || word.startsWith("--config=");
      told.add(setting && SECRET.matcher(word).matches() ? "…" : withoutPassword(word));
      before = word;
    }
    return told;
  }

  private Map<String, @Nullable Object> internal() {
    var main = plan.main().container();
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("toolchain", toolchain());
    json.put("network", main.network().word());
    json.put("environment", environment(main.environment()));
    json.put(
        "mounts",
        main.mounts().stream()
            .filter(mount -> !(mount instanceof MountPlan.Memory))
            .map(Provenance::mount)
            .toList());
    json.put(
        "options",
        main.options().stream()
            .map(
                option ->
                    "--"
                        + option.flag()
                        + "="
                        + (PRIVATE_OPTIONS.contains(option.flag()) ? "…" : option.value()))
            .toList());
    json.put("steps", plan.steps().stream().map(Provenance::step).toList());
    return json;
  }

  private Map<String, @Nullable Object> toolchain() {
    var toolchain = plan.toolchain();
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("source", toolchain.source().word());
    json.put("channel", toolchain.channel());
    toolchain.name().ifPresent(name -> json.put("name", name));
    json.put("components", toolchain.components());
    return json;
  }

  /** Names of all; values where they are no business of the caller's alone. */
  private static Map<String, @Nullable Object> environment(
      Map<String, EnvironmentValue> environment) {
    var json = new TreeMap<String, @Nullable Object>();
    environment.forEach(
        (name, value) -> {
          boolean own = value.origin().equals("jcross") && !name.equals("USER");
          boolean told = own || (TOLD.matcher(name).matches() && !SECRET.matcher(name).matches());
          json.put(name, told && !value.secret() ? withoutPassword(value.value()) : null);
        });
    return json;
  }

  /** Not from where: the folders of a machine are nobody's business, and change no bytes. */
  private static Map<String, @Nullable Object> mount(MountPlan mount) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    switch (mount) {
      case MountPlan.Bind(var source, var target, var readOnly) -> {
        json.put("kind", "bind");
        json.put("target", target);
        json.put("readOnly", readOnly);
      }
      case MountPlan.Volume(var name, var target, var readOnly, var purpose, var owner) -> {
        json.put("kind", "volume");
        json.put("target", target);
        json.put("readOnly", readOnly);
      }
      case MountPlan.Memory(var target) -> json.put("target", target);
    }
    return json;
  }

  private static Map<String, @Nullable Object> step(Step step) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("phase", step.phase().word());
    json.put("network", step.container().network().word());
    json.put("argv", told(step.command()));
    json.put("whenNeeded", step.whenNeeded());
    return json;
  }

  /** An address may hold the name of a user and a password. */
  private static String withoutPassword(String text) {
    return text.replaceAll("(://)[^/@\\s\"']+@", "$1…@");
  }

  private List<Map<String, @Nullable Object>> dependencies() {
    var all = new ArrayList<Map<String, @Nullable Object>>();
    source.ifPresent(commit -> all.add(source(commit)));
    files.forEach(
        (name, hash) -> {
          var json = new LinkedHashMap<String, @Nullable Object>();
          json.put("name", name);
          json.put("digest", Map.of("sha256", hash));
          all.add(json);
        });
    all.add(imageUsed());
    return all;
  }

  private static Map<String, @Nullable Object> source(Source source) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("name", "source");
    source.uri().ifPresent(uri -> json.put("uri", uri));
    json.put("digest", Map.of("gitCommit", source.commit()));
    json.put("annotations", Map.of("dirty", source.dirty()));
    return json;
  }

  /**
   * What a registry can be asked for is the digest of a manifest. An image that was built here has
   * none: then it is that of its configuration, which the engine calls the image's id.
   */
  private Map<String, @Nullable Object> imageUsed() {
    var reference = plan.image().reference();
    var annotations = new LinkedHashMap<String, @Nullable Object>();
    annotations.put("reference", reference);
    annotations.put("id", image.id());
    if (plan.image() instanceof ImageSource.Built built) {
      annotations.put("madeBy", built.kind().name().toLowerCase(Locale.ROOT));
      annotations.put("recipe", "sha256:" + built.recipe().contentHash());
    }
    plan.lock()
        .filter(ImageLock.Made.class::isInstance)
        .map(ImageLock.Made.class::cast)
        .ifPresent(made -> annotations.put("contents", made.contents().hash()));
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("name", "image");
    var manifest =
        plan.image() instanceof ImageSource.Pulled pulled
            ? image.manifest(pulled.repository())
            : Optional.<String>empty();
    manifest.ifPresent(
        name -> json.put("uri", "pkg:docker/" + name.replace("@sha256:", "@sha256%3A")));
    json.put("digest", Map.of("sha256", hex(manifest.orElse(image.id()))));
    json.put("annotations", annotations);
    return json;
  }

  private static String hex(String digest) {
    return digest.substring(digest.lastIndexOf(':') + 1);
  }

  private Map<String, @Nullable Object> runDetails() {
    var about = new LinkedHashMap<String, @Nullable Object>();
    about.put("id", builder);
    about.put("version", Map.of("jcross", version));
    var metadata = new LinkedHashMap<String, @Nullable Object>();
    metadata.put("invocationId", invocation);
    metadata.put("startedOn", started.truncatedTo(ChronoUnit.SECONDS).toString());
    metadata.put("finishedOn", finished.truncatedTo(ChronoUnit.SECONDS).toString());
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("builder", about);
    json.put("metadata", metadata);
    return json;
  }
}
