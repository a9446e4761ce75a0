package dev.jcross.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jcross.invocation.Invocation;
import dev.jcross.plan.Case;
import dev.jcross.run.UsedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvenanceTest {
  private static final String ID = "sha256:" + "1".repeat(64);
  private static final String COMMIT = "c".repeat(40);

  static Provenance provenance(Case build, String line) {
    return new Provenance(
        Invocation.parse(List.of(line.replace("PI", Case.PI).split(" "))),
        build.plan().targets().getFirst(),
        Optional.of(new Source(COMMIT, Optional.of("git+https://example.com/a.git"), true)),
        new TreeMap<>(Map.of("Cargo.lock", "d".repeat(64))),
        new UsedImage(ID, List.of()),
        Provenance.LOCAL_BUILDER,
        "0.1.0",
        "7e0f",
        Instant.parse("2026-11-21T10:00:00.123Z"),
        Instant.parse("2026-11-21T10:01:00Z"));
  }

  private static JsonNode json(Case build, String line) {
    try {
      return new ObjectMapper()
          .readTree(
              provenance(build, line).of(List.of(new Subject("hello", "a".repeat(64)))).json());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(String line) {
    return json(Case.of(line), line);
  }

  @Test
  void saysWhatWasAskedWhatItWasMadeOfAndWhoMadeIt() {
    var json = json("build --target PI --release --features a,b");

    assertThat(json.path("_type").asText()).isEqualTo("https://in-toto.io/Statement/v1");
    assertThat(json.path("subject").toString())
        .isEqualTo("[{\"name\":\"hello\",\"digest\":{\"sha256\":\"" + "a".repeat(64) + "\"}}]");
    assertThat(json.path("predicateType").asText()).isEqualTo("https://slsa.dev/provenance/v1");
    var definition = json.at("/predicate/buildDefinition");
    assertThat(definition.path("externalParameters").toString())
        .isEqualTo(
            "{\"subcommand\":\"build\",\"target\":\"aarch64-unknown-linux-gnu\","
                + "\"arguments\":[\"--release\",\"--features\",\"a,b\"]}");
    assertThat(definition.at("/internalParameters/network").asText()).isEqualTo("none");
    assertThat(definition.at("/internalParameters/environment/TZ").asText()).isEqualTo("UTC");
    assertThat(definition.at("/resolvedDependencies/0").toString())
        .isEqualTo(
            "{\"name\":\"source\",\"uri\":\"git+https://example.com/a.git\",\"digest\":"
                + "{\"gitCommit\":\""
                + COMMIT
                + "\"},\"annotations\":{\"dirty\":true}}");
    assertThat(definition.at("/resolvedDependencies/1/digest/sha256").asText())
        .isEqualTo("d".repeat(64));
    var image = definition.at("/resolvedDependencies/2");
    assertThat(image.at("/digest/sha256").asText()).isEqualTo("1".repeat(64));
    assertThat(image.at("/annotations/id").asText()).isEqualTo(ID);
    assertThat(image.at("/annotations/recipe").asText()).matches("sha256:[0-9a-f]{64}");
    assertThat(image.has("uri")).isFalse();
    assertThat(json.at("/predicate/runDetails").toString())
        .isEqualTo(
            "{\"builder\":{\"id\":\"https://jcross.dev/builder/local\",\"version\":"
                + "{\"jcross\":\"0.1.0\"}},\"metadata\":{\"invocationId\":\"7e0f\","
                + "\"startedOn\":\"2026-11-21T10:00:00Z\",\"finishedOn\":\"2026-11-21T10:01:00Z\"}}");
  }

  @Test
  void keepsToItselfWhatIsNobodysBusiness() {
    var line =
        "build --target PI --config registries.a.token=\"hunter2\""
            + " --config http.proxy=\"http://me:hunter3@proxy\"";
    var build =
        Case.of(line)
            .variable("CARGO_PROFILE_RELEASE_LTO", "fat")
            .variable("RUSTFLAGS", "-Ctarget-cpu=native")
            .variable("API_KEY", "hunter4")
            .passthrough("API_KEY");

    var json = json(build, line);

    assertThat(json.toString())
        .contains("\"API_KEY\":null", "\"fat\"", "\"-Ctarget-cpu=native\"", "\"USER\":null")
        .contains("://…@proxy")
        .doesNotContain("hunter", "/home/me", "\"me\"");
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com/a/b.git, git+https://example.com/a/b.git",
    "https://me:secret@example.com/a/b.git, git+https://example.com/a/b.git",
    "https://example.com/a.git?token=x, git+https://example.com/a.git",
    "git@example.com:a/b.git, git+ssh://git@example.com/a/b.git",
    "ssh://git:pw@example.com:22/a/b.git, git+ssh://git@example.com:22/a/b.git",
    "git://example.com/a.git, git+git://example.com/a.git",
    "/srv/git/a.git,",
    "../a.git,",
    "file:///srv/git/a.git,",
  })
  void namesTheRepositoryAsOthersFindIt(String remote, String uri) {
    assertThat(Source.uri(remote)).isEqualTo(Optional.ofNullable(uri));
  }
}
