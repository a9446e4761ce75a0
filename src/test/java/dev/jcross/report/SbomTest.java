package dev.jcross.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jcross.artifact.Inspection;
import dev.jcross.artifact.Linking;
import dev.jcross.artifact.Machine;
import dev.jcross.plan.Case;
import dev.jcross.plan.TargetPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.cyclonedx.Version;
import org.cyclonedx.exception.ParseException;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;

class SbomTest {
  private static final String REGISTRY = "registry+https://github.com/rust-lang/crates.io-index";
  private static final String GIT =
      "git+https://me:secret@example.com/g.git?branch=main#" + "c".repeat(40);

  private static final String RUSTC =
      """
      rustc 1.99.1 (58cf8f9c3 2026-10-13)
      commit-hash: 58cf8f9c35b355199727627d07ae34a4e2846d67
      host: x86_64-unknown-linux-gnu
      release: 1.99.1
      """;

  private static final String PACKAGES =
      """
      libc6:amd64: /usr/lib/x86_64-linux-gnu/libc.so.6
      libc6-arm64-cross: /usr/aarch64-linux-gnu/lib/libc.so.6
      libc6:arm64: /usr/lib/aarch64-linux-gnu/libc.so.6
      diversion by libc6 from: /lib/libc.so.6
      libssl3t64:arm64: /usr/lib/aarch64-linux-gnu/libssl.so.3

      libc6:amd64 2.41-12
      libc6-arm64-cross 2.41-11cross1
      libc6:arm64 2.41-12
      libssl3t64:arm64 3.5.1-1+deb13u1
      """;

  private static final String LOCK =
      """
      version = 4

      [[package]]
      name = "itoa"
      version = "1.0.18"
      source = "%s"
      checksum = "%s"
      """
          .formatted(REGISTRY, "e".repeat(64));

  private Case build = Case.of("build --target PI --release").committedAt("1700000000");

  private TargetPlan plan() {
    return build.plan().targets().getFirst();
  }

  private static String id(String name, String version) {
    return REGISTRY + "#" + name + "@" + version;
  }

  private static String unit(String id, String kind, String file) {
    return """
    {"reason":"compiler-artifact","package_id":"%s","target":{"kind":["%s"]},"filenames":["%s"]}
    """
        .formatted(id, kind, file);
  }

  /** As cargo prints it: names of the host's folders where there are some, else the container's. */
  private String messages() {
    var here = "/build/" + Case.PI + "/release/deps/";
    return "not json\n"
        + unit(id("cc", "1.2.0"), "lib", "/build/release/deps/libcc.rlib")
        + unit(id("itoa", "1.0.18"), "lib", here + "libitoa.rlib")
        + unit(id("both", "0.1.0"), "lib", "/build/release/deps/libboth.rlib")
        + unit(id("both", "0.1.0"), "lib", here + "libboth.rlib")
        + unit(GIT.replace("#", "#g@0.2.0+"), "lib", here + "libg.rlib")
        + unit("path+file:///home/me/app#0.3.1", "custom-build", "/build/release/build/app/b")
        + "{\"reason\":\"build-script-executed\",\"package_id\":\"%s\",\"linked_libs\":[\"static=z\"]}\n"
            .formatted(id("itoa", "1.0.18"))
        + unit(
            "path+file:///home/me/app#0.3.1",
            "bin",
            plan().results().orElseThrow().directory().resolve("hello").toString());
  }

  private static String crate(String id, String name, String version, String more) {
    return "{\"id\":\"%s\",\"name\":\"%s\",\"version\":\"%s\",%s}"
        .formatted(id, name, version, more);
  }

  private static String metadata() {
    var app = "path+file:///project/app#0.3.1";
    var from = "\"source\":\"" + REGISTRY + "\",";
    return """
    {"packages":[%s],"resolve":{"nodes":[
      {"id":"%s","deps":[
        {"pkg":"%s","dep_kinds":[{"kind":null}]},
        {"pkg":"%s","dep_kinds":[{"kind":"build"}]},
        {"pkg":"%s","dep_kinds":[{"kind":"dev"}]}]}]}}
    """
        .formatted(
            String.join(
                ",",
                crate(app, "app", "0.3.1", "\"source\":null,\"license\":\"see LICENSE, please\""),
                crate(
                    id("itoa", "1.0.18"),
                    "itoa",
                    "1.0.18",
                    from
                        + "\"license\":\"MIT/Apache-2.0\",\"repository\":\"https://example.com/i\""),
                crate(id("cc", "1.2.0"), "cc", "1.2.0", from + "\"license\":\"MIT\""),
                crate(id("both", "0.1.0"), "both", "0.1.0", from + "\"license\":null"),
                crate(
                    GIT.replace("#", "#g@0.2.0+"),
                    "g",
                    "0.2.0",
                    "\"source\":\"" + GIT + "\",\"repository\":\"not an address\""),
                crate(id("memchr", "2.8.3"), "memchr", "2.8.3", from + "\"license\":\"MIT\"")),
            app,
            id("itoa", "1.0.18"),
            id("cc", "1.2.0"),
            id("memchr", "2.8.3"));
  }

  private static Sbom.Made made(Linking.Linkage linkage, String... needed) {
    var linking =
        new Linking(
            linkage,
            true,
            Optional.empty(),
            List.of(needed),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    var inspection =
        new Inspection(
            Path.of("hello"),
            7,
            Inspection.Format.ELF,
            Inspection.Kind.EXECUTABLE,
            new Machine(
                "aarch64",
                OptionalInt.of(64),
                Optional.of(Machine.Endianness.LITTLE),
                Optional.empty(),
                Optional.empty()),
            Optional.empty(),
            Optional.of(linking),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    return new Sbom.Made(new Subject("hello", "a".repeat(64)), inspection);
  }

  private Optional<Sbom> sbom(String messages, Sbom.Made made) {
    return Sbom.of(
        new Sbom.Facts(
            plan(), List.of(made), messages, metadata(), LOCK, RUSTC, PACKAGES, "0.1.0"));
  }

  private Sbom sbom() {
    return sbom(messages(), made(Linking.Linkage.DYNAMIC, "libssl.so.3", "libc.so.6", "libown.so"))
        .orElseThrow();
  }

  private static Bom judged(Sbom sbom) {
    try {
      var parser = new JsonParser();
      var text = new String(sbom.json(), StandardCharsets.UTF_8);
      assertThat(parser.validate(text, Version.VERSION_16)).isEmpty();
      return parser.parse(sbom.json());
    } catch (IOException | ParseException e) {
      throw new AssertionError(e);
    }
  }

  private static Component component(Bom bom, String name) {
    return bom.getComponents().stream()
        .filter(one -> one.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void namesWhatCargoCompiledAndNothingThatOnlyStandsInTheLock() {
    var bom = judged(sbom());

    assertThat(bom.getComponents().stream().map(one -> one.getName() + " " + one.getScope()))
        .containsExactlyInAnyOrder(
            "app REQUIRED",
            "itoa REQUIRED",
            "both REQUIRED",
            "g REQUIRED",
            "cc EXCLUDED",
            "libc.so.6 REQUIRED",
            "libssl.so.3 REQUIRED",
            "libown.so REQUIRED",
            "rust-std REQUIRED",
            "rustc EXCLUDED");
    var root = bom.getMetadata().getComponent();
    assertThat(root.getName() + " " + root.getVersion()).isEqualTo("app 0.3.1");
    assertThat(root.getComponents().getFirst().getHashes().getFirst().getValue())
        .isEqualTo("a".repeat(64));
    assertThat(bom.getDependencies().toString()).doesNotContain("memchr");
    var app =
        bom.getDependencies().stream()
            .filter(one -> one.getRef().equals("crate:app@0.3.1"))
            .findFirst()
            .orElseThrow();
    assertThat(app.getDependencies().stream().map(one -> one.getRef()))
        .containsExactly("crate:pkg:cargo/cc@1.2.0", "crate:pkg:cargo/itoa@1.0.18");
  }

  @Test
  void tellsWhereACrateIsFrom() {
    var bom = judged(sbom());

    var itoa = component(bom, "itoa");
    assertThat(itoa.getPurl()).isEqualTo("pkg:cargo/itoa@1.0.18");
    assertThat(itoa.getHashes().getFirst().getValue()).isEqualTo("e".repeat(64));
    assertThat(itoa.getLicenses().getExpression().getValue()).isEqualTo("MIT OR Apache-2.0");
    assertThat(itoa.getProperties().getFirst().getValue()).isEqualTo("static=z");
    assertThat(component(bom, "g").getPurl())
        .isEqualTo(
            "pkg:cargo/g@0.2.0?vcs_url=git%2Bhttps%3A%2F%2Fexample.com%2Fg.git%40"
                + "c".repeat(40));
    // It must not be taken for the one of that name on crates.io.
    assertThat(component(bom, "app").getPurl()).isNull();
    assertThat(component(bom, "app").getLicenses().getLicenses().getFirst().getName())
        .isEqualTo("see LICENSE, please");
    assertThat(new String(sbom().json(), StandardCharsets.UTF_8))
        .doesNotContain("secret", "/home/me", "not an address");
  }

  @Test
  void tellsThePackageThatALibraryWasLinkedFromWhereItCan() {
    var bom = judged(sbom());

    assertThat(component(bom, "libc.so.6").getPurl())
        .isEqualTo("pkg:deb/debian/libc6-arm64-cross@2.41-11cross1?arch=all");
    assertThat(component(bom, "libssl.so.3").getPurl())
        .isEqualTo("pkg:deb/debian/libssl3t64@3.5.1-1%2Bdeb13u1?arch=arm64");
    assertThat(component(bom, "libown.so").getPurl()).isNull();
    assertThat(component(bom, "rust-std").getVersion()).isEqualTo("1.99.1");
  }

  @Test
  void zigLinksAgainstNoneOfDebiansLibraries() {
    build = Case.of("build --target PI.2.17 --release");

    assertThat(component(judged(sbom()), "libc.so.6").getPurl()).isNull();
  }

  @Test
  void isTheSameForTheSameBuildAndAnotherForAnother() throws IOException {
    assertThat(sbom().json()).isEqualTo(sbom().json());
    var json = new ObjectMapper().readTree(sbom().json());
    assertThat(json.at("/metadata/timestamp").asText()).isEqualTo("2023-11-14T22:13:20Z");
    var other = sbom(messages(), made(Linking.Linkage.DYNAMIC)).orElseThrow();

    assertThat(new ObjectMapper().readTree(other.json()).path("serialNumber").asText())
        .matches("urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-3[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
        .isNotEqualTo(json.path("serialNumber").asText());
    var statement = new ObjectMapper().readTree(sbom().statement().json());
    assertThat(statement.path("predicateType").asText()).isEqualTo("https://cyclonedx.org/bom");
    assertThat(statement.path("predicate")).isEqualTo(json);
  }

  @Test
  void isNotMadeWhereSomethingWouldBeMissing() {
    var made = made(Linking.Linkage.DYNAMIC);

    assertThat(sbom("", made)).isEmpty();
    assertThat(sbom(messages() + unit("no id", "lib", "/build/x"), made)).isEmpty();
  }

  @Test
  void namesTheCratesOfAStandardLibraryThatWasCompiledAlong() {
    var here = "/build/" + Case.PI + "/release/deps/";
    var messages =
        messages()
            + unit("path+file:///usr/lib/rust/library/core#0.0.0", "lib", here + "libcore.rlib")
            + unit(id("hashbrown", "0.15.2"), "lib", here + "libhashbrown.rlib");

    var bom = judged(sbom(messages, made(Linking.Linkage.DYNAMIC)).orElseThrow());

    assertThat(component(bom, "core").getPurl()).isNull();
    assertThat(component(bom, "hashbrown").getPurl()).isEqualTo("pkg:cargo/hashbrown@0.15.2");
  }

  @Test
  void asksForThePackagesOfTheTargetAndOfTheContainer() {
    var line = "build --target PI --config a.b=1 -p app --manifest-path app/Cargo.toml --locked";

    var command = Sbom.metadataOf(Case.of(line).plan().targets().getFirst(), RUSTC);

    assertThat(command)
        .startsWith("cargo", "metadata", "--format-version=1", "--all-features")
        .containsSequence("--filter-platform", "x86_64-unknown-linux-gnu")
        .containsSequence("--filter-platform", Case.PI)
        .containsSequence("--config", "a.b=1")
        .contains("--manifest-path", "--locked")
        .doesNotContain("--target", "-p");
  }
}
