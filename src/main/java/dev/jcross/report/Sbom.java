package dev.jcross.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jcross.artifact.Inspection;
import dev.jcross.artifact.Linking;
import dev.jcross.image.RecipeFacts;
import dev.jcross.plan.TargetPlan;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tomlj.Toml;

/**
 * What is in programs and libraries that were built: a bill of materials in CycloneDX's form. The
 * same inputs give the same bytes.
 */
public final class Sbom {
  /** As cosign and GitHub call it; see cyclonedx.org/specification/overview. */
  public static final String PREDICATE = "https://cyclonedx.org/bom";

  private static final String SPECIFICATION = "1.6";
  private static final String ROOT = "result";

  /** What says where packages are, and not which are built. */
  private static final Set<String> LOCATING =
      Set.of("--manifest-path", "--config", "-Z", "--lockfile-path");

  /** A program or library. */
  public record Made(Subject subject, Inspection inspection) {}

  /**
   * What is known of a build.
   *
   * @param made what was built, each with its hash; not empty
   * @param messages of cargo, for each thing that it compiled
   * @param metadata what {@code cargo metadata} prints
   * @param lock the text of Cargo.lock; may be empty
   * @param rustc what {@code rustc -vV} prints; may be empty
   * @param packages what {@link #packagesOf} prints; may be empty
   * @param version of jcross
   */
  public record Facts(
      TargetPlan plan,
      List<Made> made,
      String messages,
      String metadata,
      String lock,
      String rustc,
      String packages,
      String version) {
    public Facts {
      Objects.requireNonNull(plan);
      made = List.copyOf(made);
      Objects.requireNonNull(messages);
      Objects.requireNonNull(metadata);
      Objects.requireNonNull(lock);
      Objects.requireNonNull(rustc);
      Objects.requireNonNull(packages);
      Objects.requireNonNull(version);
    }
  }

  private final Facts facts;
  private final TargetPlan plan;
  private final List<Made> made;
  private final CargoUnits units;

  /** By their ids in cargo's messages. */
  private final Map<String, Crate> crates;

  private Sbom(Facts facts) {
    this.facts = facts;
    this.plan = facts.plan();
    this.made = facts.made();
    var results = plan.results().orElseThrow().directory();
    this.units =
        CargoUnits.read(facts.messages(), plan.target().triple().name(), results.toString());
    this.crates = crates(units, facts.metadata());
  }

  /**
   * The bill of a build.
   *
   * @return empty if cargo's accounts do not fit each other, so that something would be missing
   */
  public static Optional<Sbom> of(Facts facts) {
    var sbom = new Sbom(facts);
    return sbom.units.onTarget().isEmpty()
            || !sbom.crates.keySet().equals(sbom.units.onTarget().keySet())
        ? Optional.empty()
        : Optional.of(sbom);
  }

  /**
   * The command that tells what the packages are that a build may use. It asks for those of the
   * target and of the container's own system: others need not have been fetched.
   *
   * @param rustc what {@code rustc -vV} prints
   */
  public static List<String> metadataOf(TargetPlan plan, String rustc) {
    var command =
        new ArrayList<>(List.of("cargo", "metadata", "--format-version=1", "--all-features"));
    line(rustc, "host").ifPresent(host -> command.addAll(List.of("--filter-platform", host)));
    var words = plan.main().command();
    int end = words.contains("--") ? words.indexOf("--") : words.size();
    for (int i = 0; i < end; i++) {
      var word = words.get(i);
      if (word.equals("--target") && i + 1 < end) {
        command.addAll(List.of("--filter-platform", words.get(i + 1)));
      } else if (LOCATING.contains(word) && i + 1 < end) {
        command.addAll(List.of(word, words.get(i + 1)));
      } else if (LOCATING.stream().anyMatch(flag -> word.startsWith(flag + "="))
          || word.equals("--locked")
          || word.equals("--frozen")) {
        command.add(word);
      }
    }
    return command;
  }

  /** The command that tells of which packages an image's libraries are. */
  public static List<String> packagesOf(Stream<Inspection> made) {
    var command =
        new ArrayList<>(List.of("/bin/sh", "-c", DebianPackages.SCRIPT, "jcross-packages"));
    command.addAll(needed(made));
    return command;
  }

  private static SortedSet<String> needed(Stream<Inspection> made) {
    return made.flatMap(one -> one.linking().stream())
        .flatMap(linking -> linking.needed().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The statement that this is in those files. */
  public Statement statement() {
    return new Statement(made.stream().map(Made::subject).toList(), PREDICATE, document());
  }

  /** As a file of its own. */
  public byte[] json() {
    return Json.pretty(document());
  }

  /** Maps, lists and plain values. */
  Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("bomFormat", "CycloneDX");
    document.put("specVersion", SPECIFICATION);
    document.put("version", 1);
    document.put("metadata", about());
    document.put("components", components());
    document.put("dependencies", dependencies());
    var whole = new LinkedHashMap<String, Object>();
    document.forEach(
        (name, value) -> {
          whole.put(name, value);
          if (name.equals("specVersion")) {
            // Random ones would make each document another.
            whole.put("serialNumber", "urn:uuid:" + UUID.nameUUIDFromBytes(Json.bytes(document)));
          }
        });
    return whole;
  }

  private static Map<String, Crate> crates(CargoUnits units, String metadata) {
    var byId = new TreeMap<String, Crate>();
    var inFolders = new TreeMap<String, Crate>();
    var document =
        Json.object(metadata.strip().getBytes(StandardCharsets.UTF_8)).orElseGet(Json::nothing);
    var nodes = new TreeMap<String, JsonNode>();
    for (var node : document.at("/resolve/nodes")) {
      nodes.put(node.path("id").asText(), node);
    }
    for (var one : document.path("packages")) {
      var crate = Crate.of(one, nodes.getOrDefault(one.path("id").asText(), Json.nothing()));
      byId.put(crate.id(), crate);
      if (crate.source().isEmpty()) {
        inFolders.put(crate.name() + " " + crate.version(), crate);
      }
    }
    var found = new TreeMap<String, Crate>();
    for (var id : units.onTarget().keySet()) {
      // Messages have the host's folders, which are not those of the container.
      Optional.ofNullable(byId.get(id))
          .or(() -> CargoUnits.nameAndVersion(id).map(inFolders::get))
          // Where std is compiled along, its crates are no packages of the project.
          .or(() -> Crate.of(id))
          .ifPresent(crate -> found.put(id, crate));
    }
    return found;
  }

  private Map<String, Object> about() {
    var about = new LinkedHashMap<String, Object>();
    Optional.ofNullable(plan.main().container().environment().get("SOURCE_DATE_EPOCH"))
        .map(date -> date.value())
        .filter(date -> date.matches("\\d{1,12}"))
        .ifPresent(
            date -> about.put("timestamp", Instant.ofEpochSecond(Long.parseLong(date)).toString()));
    about.put(
        "tools",
        Map.of(
            "components",
            List.of(ordered("type", "application", "name", "jcross", "version", facts.version()))));
    var root = new LinkedHashMap<String, Object>();
    var makers =
        units.making().stream()
            .flatMap(id -> Optional.ofNullable(crates.get(id)).stream())
            .toList();
    root.put("type", "application");
    root.put("bom-ref", ROOT);
    root.put(
        "name",
        makers.isEmpty()
            ? made.getFirst().subject().name()
            : makers.stream().map(Crate::name).distinct().collect(Collectors.joining("+")));
    if (makers.size() == 1) {
      root.put("version", makers.getFirst().version());
      license(makers.getFirst()).ifPresent(license -> root.put("licenses", license));
    }
    root.put(
        "components",
        made.stream()
            .map(
                one ->
                    ordered(
                        "type",
                        one.inspection().kind() == Inspection.Kind.EXECUTABLE
                            ? "application"
                            : "library",
                        "name",
                        one.subject().name(),
                        "hashes",
                        sha256(one.subject().sha256())))
            .toList());
    root.put("properties", List.of(property("jcross:target", plan.target().toString())));
    about.put("component", root);
    return about;
  }

  private List<Map<String, Object>> components() {
    var all = new TreeMap<String, Map<String, Object>>();
    var checksums = checksums();
    crates.forEach(
        (id, crate) -> {
          boolean there = units.onTarget().getOrDefault(id, false);
          var linked = units.linked().getOrDefault(id, new TreeSet<>());
          all.put(reference(crate), component(crate, there, linked, checksums));
        });
    libraries().forEach(library -> all.put(String.valueOf(library.get("bom-ref")), library));
    return List.copyOf(all.values());
  }

  private static Map<String, Object> component(
      Crate crate, boolean there, SortedSet<String> linked, Map<String, String> checksums) {
    var json = new LinkedHashMap<String, Object>();
    json.put("type", "library");
    json.put("bom-ref", reference(crate));
    json.put("name", crate.name());
    json.put("version", crate.version());
    // What only helped to build is told apart, as other tools for cargo do it.
    json.put("scope", there ? "required" : "excluded");
    Optional.ofNullable(
            checksums.get(crate.name() + " " + crate.version() + " " + crate.source().orElse("")))
        .ifPresent(checksum -> json.put("hashes", sha256(checksum)));
    license(crate).ifPresent(license -> json.put("licenses", license));
    crate.purl().ifPresent(purl -> json.put("purl", purl));
    crate
        .repository()
        .filter(url -> url.matches("https?://[^\\s]+"))
        .ifPresent(
            url -> json.put("externalReferences", List.of(ordered("type", "vcs", "url", url))));
    if (!linked.isEmpty()) {
      json.put(
          "properties", linked.stream().map(name -> property("cargo:linked-lib", name)).toList());
    }
    return json;
  }

  private static String reference(Crate crate) {
    return "crate:" + crate.purl().orElse(crate.name() + "@" + crate.version());
  }

  private static Optional<List<Map<String, Object>>> license(Crate crate) {
    return crate
        .license()
        // So it was written before SPDX had expressions.
        .map(text -> text.replaceAll("\\s*/\\s*", " OR "))
        .map(
            text ->
                text.matches("[A-Za-z0-9.+() -]+")
                    ? List.of(ordered("expression", text))
                    : List.of(ordered("license", ordered("name", text))));
  }

  private Map<String, String> checksums() {
    var checksums = new TreeMap<String, String>();
    var packages = Toml.parse(facts.lock()).getArray("package");
    for (int i = 0; packages != null && i < packages.size(); i++) {
      var one = packages.getTable(i);
      var checksum = one.getString("checksum");
      if (checksum != null && checksum.matches("[0-9a-f]{64}")) {
        checksums.put(
            one.getString("name") + " " + one.getString("version") + " " + one.getString("source"),
            checksum);
      }
    }
    return checksums;
  }

  /** Rust's own, the C library where it is inside, and those that are loaded. */
  private List<Map<String, Object>> libraries() {
    var all = new ArrayList<Map<String, Object>>();
    var release = line(facts.rustc(), "release");
    release.ifPresent(
        number -> {
          var std = library("rust-std", "rust-std", Optional.of(number), "static");
          std.put(
              "cpe",
              "cpe:2.3:a:rust-lang:rust:" + number.replaceFirst("-.*", "") + ":*:*:*:*:*:*:*");
          all.add(std);
          var compiler = new LinkedHashMap<String, Object>();
          compiler.put("type", "application");
          compiler.put("bom-ref", "rustc");
          compiler.put("name", "rustc");
          compiler.put("version", number);
          compiler.put("scope", "excluded");
          line(facts.rustc(), "commit-hash")
              .ifPresent(
                  hash -> compiler.put("properties", List.of(property("rustc:commit-hash", hash))));
          all.add(compiler);
        });
    staticLibc().ifPresent(all::add);
    var debian = DebianPackages.read(facts.packages());
    for (var name : needed(made.stream().map(Made::inspection))) {
      var found =
          zig()
              ? Optional.<DebianPackages.Found>empty()
              : plan.target()
                  .triple()
                  .debianArchitecture()
                  .flatMap(architecture -> debian.of(name, architecture));
      var json =
          library("loaded:" + name, name, found.map(DebianPackages.Found::version), "dynamic");
      found.ifPresent(one -> json.put("purl", one.purl()));
      all.add(json);
    }
    return all;
  }

  /** Where zig links, against stubs of its own, Debian's packages have no part in it. */
  private boolean zig() {
    var environment = plan.main().container().environment();
    return plan.main().command().getFirst().equals("with-zig")
        || plan.main().command().getFirst().equals("cargo-zigbuild")
        || environment.entrySet().stream()
            .filter(entry -> entry.getKey().endsWith("_LINKER"))
            .anyMatch(entry -> entry.getValue().value().contains("zig"))
        || RecipeFacts.of(plan.image())
            .filter(recipe -> recipe.compiler().contains("zig"))
            .isPresent();
  }

  /** What the image's recipe says of its C library, if that is inside of what was built. */
  private Optional<Map<String, Object>> staticLibc() {
    boolean inside =
        made.stream()
            .flatMap(one -> one.inspection().linking().stream())
            .anyMatch(linking -> linking.linkage() != Linking.Linkage.DYNAMIC);
    return RecipeFacts.of(plan.image())
        .map(RecipeFacts::libc)
        .filter(libc -> inside && libc.matches("[a-z]+ [0-9.]+"))
        .map(
            libc -> {
              int space = libc.indexOf(' ');
              var version = libc.substring(space + 1);
              return library("libc", libc.substring(0, space), Optional.of(version), "static");
            });
  }

  private static Map<String, Object> library(
      String reference, String name, Optional<String> version, String linkage) {
    var json = new LinkedHashMap<String, Object>();
    json.put("type", "library");
    json.put("bom-ref", reference);
    json.put("name", name);
    version.ifPresent(number -> json.put("version", number));
    json.put("scope", "required");
    json.put("properties", List.of(property("jcross:linkage", linkage)));
    return json;
  }

  private static Optional<String> line(String rustc, String name) {
    return rustc
        .lines()
        .filter(text -> text.startsWith(name + ": "))
        .map(text -> text.substring(name.length() + 2).strip())
        .filter(text -> !text.isEmpty() && !text.equals("unknown"))
        .findFirst();
  }

  private List<Map<String, Object>> dependencies() {
    var references = new TreeMap<String, String>();
    crates.values().forEach(crate -> references.put(crate.id(), reference(crate)));
    var all = new TreeMap<String, SortedSet<String>>();
    crates
        .values()
        .forEach(
            crate ->
                all.put(
                    reference(crate),
                    crate.needs().stream()
                        .flatMap(id -> Optional.ofNullable(references.get(id)).stream())
                        .collect(Collectors.toCollection(TreeSet::new))));
    var root = new TreeSet<String>();
    units.making().stream()
        .flatMap(id -> Optional.ofNullable(crates.get(id)).stream())
        .map(Sbom::reference)
        .forEach(root::add);
    for (var library : libraries()) {
      var reference = String.valueOf(library.get("bom-ref"));
      all.put(reference, new TreeSet<>());
      root.add(reference);
    }
    all.put(ROOT, root);
    return all.entrySet().stream()
        .map(entry -> ordered("ref", entry.getKey(), "dependsOn", List.copyOf(entry.getValue())))
        .toList();
  }

  private static List<Map<String, Object>> sha256(String hash) {
    return List.of(ordered("alg", "SHA-256", "content", hash));
  }

  private static Map<String, Object> property(String name, String value) {
    return ordered("name", name, "value", value);
  }

  private static Map<String, Object> ordered(Object... namesAndValues) {
    var json = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      json.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return json;
  }
}
