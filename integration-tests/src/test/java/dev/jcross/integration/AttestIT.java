package dev.jcross.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a build was made of is written down, signed, and judged by others' programs. */
class AttestIT {
  private static final String TRIPLE = Workbench.NATIVE;

  @RegisterExtension static final Workbench bench = new Workbench();

  private Project crate = bench.nowhere();
  private Path keys = Path.of("/");

  @BeforeEach
  void makeACrateInGitAndAKey() throws IOException {
    crate = bench.crate();
    crate.write(".gitignore", "target\n");
    crate.succeed("generate-lockfile");
    for (var words :
        List.of(
            "git init -q",
            "git remote add origin https://me:secret@example.com/crate.git",
            "git add -A",
            "git -c user.name=me -c user.email=me@example.org commit -q -m first")) {
      succeed(crate.directory(), words.split(" "));
    }
    keys = Files.createDirectories(bench.root().resolve("keys"));
    succeed(
        keys,
        "openssl",
        "genpkey",
        "-algorithm",
        "EC",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-out",
        "attest.key");
    succeed(keys, "openssl", "pkey", "-in", "attest.key", "-pubout", "-out", "attest.pub");
  }

  private static String succeed(Path directory, String... command) {
    return Commands.run(directory, Map.of(), List.of(command));
  }

  private Result attest(String... more) {
    var words =
        new java.util.ArrayList<>(
            List.of("build", "--target", TRIPLE, "--attest", "--attest-key", key()));
    words.addAll(List.of(more));
    return crate.succeed(words.toArray(String[]::new));
  }

  private String key() {
    return keys.resolve("attest.key").toString();
  }

  private Result verify(String... more) {
    var words =
        new java.util.ArrayList<>(
            List.of("verify-attestation", "--key", keys.resolve("attest.pub").toString()));
    words.addAll(List.of(more));
    return crate.run(words.toArray(String[]::new));
  }

  private String results() {
    return "target/" + TRIPLE + "/debug/";
  }

  private JsonNode payload(String file) throws IOException {
    var envelope = new ObjectMapper().readTree(Files.readAllBytes(crate.file(file)));
    return new ObjectMapper()
        .readTree(Base64.getDecoder().decode(envelope.path("payload").textValue()));
  }

  @Test
  void provesHowAProgramWasBuiltUntilItIsChanged() throws IOException {
    var file = results() + TRIPLE + ".provenance.intoto.jsonl";

    assertThat(attest().errors()).contains("    Attested " + file + "\n");

    var commit = succeed(crate.directory(), "git", "rev-parse", "HEAD").strip();
    var proven =
        verify(
                "--commit",
                commit,
                "--source",
                "https://example.com/crate.git",
                results() + "program")
            .hasStatus(0);
    assertThat(proven.output())
        .startsWith(results() + "program\n")
        .contains("commit " + commit + "\n", "build --target " + TRIPLE, "Cargo.lock  sha256:");
    var statement = payload(file);
    assertThat(statement.at("/subject/0/name").textValue()).isEqualTo("program");
    var image =
        Objects.requireNonNull(
            Workbench.client()
                .inspectImageCmd(
                    statement
                        .at("/predicate/buildDefinition/resolvedDependencies/2")
                        .at("/annotations/reference")
                        .textValue())
                .exec()
                .getId());
    verify("--image", image, results() + "program").hasStatus(0);
    assertThat(statement.toString())
        .doesNotContain("secret", crate.directory().toString(), System.getProperty("user.home"));

    Files.writeString(
        crate.file(results() + "program"), "!", java.nio.file.StandardOpenOption.APPEND);
    verify(results() + "program")
        .hasStatus(83)
        .tells(
            "error[ATTESTATION_MISMATCH]: '"
                + results()
                + "program' has other bytes than attested");
  }

  @Test
  void theBillNamesWhatWentInAndNothingElse() throws IOException {
    crate
        .manifest(
            """
            [dependencies]
            itoa = "1"

            [build-dependencies]
            cfg-if = "1"

            [dev-dependencies]
            lazy_static = "1"

            [target.'cfg(windows)'.dependencies]
            either = "1"
            """)
        .buildScript("fn main() {}\n")
        .main("fn main() {\n    println!(\"{}\", itoa::Buffer::new().format(42));\n}\n");

    assertThat(attest().errors()).contains(results() + TRIPLE + ".sbom.intoto.jsonl\n");

    var plain = Files.readString(crate.file(results() + TRIPLE + ".cdx.json"));
    var bill = new ObjectMapper().readTree(plain);
    assertThat(payload(results() + TRIPLE + ".sbom.intoto.jsonl").path("predicate"))
        .isEqualTo(bill);
    assertThat(
            StreamSupport.stream(bill.path("components").spliterator(), false)
                .map(one -> one.path("name").asText() + " " + one.path("scope").asText()))
        .contains(
            "crate-under-test required",
            "itoa required",
            "cfg-if excluded",
            "libc.so.6 required",
            "rust-std required",
            "rustc excluded")
        .noneMatch(one -> one.startsWith("lazy_static") || one.startsWith("either"));
    assertThat(plain)
        .contains("\"pkg:cargo/itoa@1.", "\"pkg:deb/debian/libc6")
        .doesNotContain(crate.directory().toString());
    assertThat(verify(results() + "program").hasStatus(0).output())
        .contains("https://cyclonedx.org/bom, " + results() + TRIPLE + ".sbom.intoto.jsonl");

    attest();

    assertThat(Files.readString(crate.file(results() + TRIPLE + ".cdx.json"))).isEqualTo(plain);
  }

  @Test
  void othersReadItAsTheirsByTheOfficialSchema() throws IOException {
    assumeTrue(
        Commands.succeeds(List.of("python3", "-c", "import venv, ensurepip")),
        "a python3 with venv, for the judge");
    attest();
    var judge =
        """
        import base64, json, sys
        from google.protobuf.json_format import ParseDict
        from in_toto_attestation.v1.statement_pb2 import Statement
        from in_toto_attestation.predicates.provenance.v1.provenance_pb2 import Provenance
        statement = json.loads(base64.b64decode(json.load(open(sys.argv[1]))["payload"]))
        said = ParseDict(statement, Statement())
        how = ParseDict(statement["predicate"], Provenance())
        print(said.subject[0].name, how.build_definition.build_type, how.run_details.builder.id)
        """;
    Files.writeString(bench.root().resolve("judge.py"), judge);
    succeed(bench.root(), "python3", "-m", "venv", "judge");
    succeed(bench.root(), "judge/bin/pip", "install", "-q", "in-toto-attestation==0.9.3");

    var said =
        succeed(
            bench.root(),
            "judge/bin/python",
            "judge.py",
            crate.file(results() + TRIPLE + ".provenance.intoto.jsonl").toString());

    assertThat(said)
        .isEqualTo("program https://jcross.dev/build/v1 https://jcross.dev/builder/local\n");
  }

  @Test
  void aKeyThatABuildScriptCouldReadSignsNothing() throws IOException {
    Files.copy(keys.resolve("attest.key"), crate.file("attest.key"));

    crate
        .run("build", "--target", TRIPLE, "--attest", "--attest-key", "attest.key")
        .hasStatus(78)
        .tells("error[SIGNING_KEY]: the key lies in the project, where build scripts can read it")
        .hasErrorLine("  help: move it: mv attest.key ~/ && chmod 600 ~/attest.key");
    assertThat(crate.file("target")).doesNotExist();
  }

  @Test
  void changesThatAreNotCommittedAreNotPassedOffAsTheCommit() throws IOException {
    crate.main("fn main() {}\n");
    var elsewhere = bench.root().resolve("elsewhere");

    crate
        .jcross()
        .with("ATTEST_KEY", Files.readString(Path.of(key())))
        .succeed(
            "build",
            "--target",
            TRIPLE,
            "--attest=" + elsewhere,
            "--attest-key",
            "env://ATTEST_KEY",
            "--attest-builder",
            "https://ci.example.com/release");

    var attestation = elsewhere.resolve(TRIPLE + ".provenance.intoto.jsonl").toString();
    var commit = succeed(crate.directory(), "git", "rev-parse", "HEAD").strip();
    verify(
            "--attestation",
            attestation,
            "--builder",
            "https://ci.example.com/release",
            results() + "program")
        .hasStatus(0);
    verify("--attestation", attestation, "--commit", commit, results() + "program")
        .hasStatus(83)
        .tells(
            "error[ATTESTATION_MISMATCH]: the commit is not '"
                + commit
                + "' but 'that commit with changes that are not in it'");
  }

  @Test
  void sigstoreSignsThroughCosignAndItsAbsenceIsToldBeforeAnythingIsBuilt() throws IOException {
    var path = pathWithoutCosign();
    crate
        .jcross()
        .with("PATH", path)
        .run("build", "--target", TRIPLE, "--attest", "--attest-keyless")
        .hasStatus(74)
        .tells("error[SIGSTORE]: '--attest-keyless' needs the program 'cosign', and there is none");
    assertThat(crate.file("target")).doesNotExist();
    // Sigstore itself is out of reach of a test: this notes what cosign is asked for.
    var cosign = Files.createDirectories(bench.root().resolve("bin")).resolve("cosign");
    Files.writeString(
        cosign,
        """
        #!/bin/sh
        [ "$1 $2 $3 $5" = "attest-blob --yes --statement --bundle" ] || exit 9
        cp "$4" "$6"
        """);
    Files.setPosixFilePermissions(
        cosign, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));

    crate
        .jcross()
        .with("PATH", cosign.getParent() + ":" + path)
        .succeed("build", "--target", TRIPLE, "--attest", "--attest-keyless");

    var bundle = crate.file(results() + TRIPLE + ".provenance.sigstore.json");
    assertThat(new ObjectMapper().readTree(bundle.toFile()).path("predicateType").textValue())
        .isEqualTo("https://slsa.dev/provenance/v1");
  }

  private static String pathWithoutCosign() {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .filter(folder -> !Files.exists(Path.of(folder).resolve("cosign")))
        .collect(Collectors.joining(":"));
  }
}
