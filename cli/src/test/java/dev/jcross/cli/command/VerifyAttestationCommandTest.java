package dev.jcross.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jcross.artifact.FileHash;
import dev.jcross.report.Envelope;
import dev.jcross.report.SigningKey;
import dev.jcross.report.Statement;
import dev.jcross.report.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyAttestationCommandTest {
  private static final String COMMIT = "c".repeat(40);
  private static final String IMAGE = "1".repeat(64);
  private static final String NAME = "T.provenance.intoto.jsonl";
  private static final String FETCH =
      "  help: get it anew from where the file is from; or make one: jcross build --attest"
          + " --attest-key KEY\n";

  @TempDir Path directory = Path.of("/");
  private KeyPair keys = pair();
  private String hash = "";

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String pem(String label, byte[] bytes) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, Base64.getMimeEncoder().encodeToString(bytes), label);
  }

  @BeforeEach
  void buildAndAttest() throws Exception {
    write("key.pub", pem("PUBLIC KEY", keys.getPublic().getEncoded()));
    write("hello", "program");
    hash = FileHash.of(directory.resolve("hello"));
    attest(provenance(COMMIT, false));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private String attestation() throws IOException {
    return Files.readString(directory.resolve(NAME));
  }

  private void attest(Statement statement) throws Exception {
    var key = SigningKey.parse(pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
    Files.write(directory.resolve(NAME), Envelope.sign(statement, key).line());
  }

  /** As the page in docs/reference has it. */
  private Statement provenance(String commit, boolean dirty) {
    return new Statement(
        List.of(new Subject("hello", hash)),
        "https://slsa.dev/provenance/v1",
        Map.of(
            "buildDefinition",
            Map.of(
                "buildType",
                "https://jcross.dev/build/v1",
                "externalParameters",
                Map.of("subcommand", "build", "target", "T", "arguments", List.of("--release")),
                "resolvedDependencies",
                List.of(
                    Map.of(
                        "name",
                        "source",
                        "uri",
                        "git+https://example.com/a.git",
                        "digest",
                        Map.of("gitCommit", commit),
                        "annotations",
                        Map.of("dirty", dirty)),
                    Map.of("name", "Cargo.lock", "digest", Map.of("sha256", "d".repeat(64))),
                    Map.of(
                        "name",
                        "image",
                        "digest",
                        Map.of("sha256", IMAGE),
                        "annotations",
                        Map.of("reference", "example/image:1")))),
            "runDetails",
            Map.of(
                "builder",
                Map.of(
                    "id", "https://jcross.dev/builder/local", "version", Map.of("jcross", "0.1.0")),
                "metadata",
                Map.of(
                    "startedOn", "2026-11-21T10:00:00Z", "finishedOn", "2026-11-21T10:01:00Z"))));
  }

  private Terminal.Screen verify(String... more) {
    var words = new java.util.ArrayList<>(List.of("verify-attestation", "--key", "key.pub"));
    words.addAll(List.of(more));
    words.add("hello");
    return new Terminal().in(directory).type(words.toArray(String[]::new));
  }

  private void refuses(String errors, String... more) {
    var screen = verify(more);
    assertThat(screen.errors()).isEqualTo(errors);
    assertThat(screen.output()).isEmpty();
    assertThat(screen.status()).isEqualTo(83);
  }

  @Test
  void tellsWhatIsProven() {
    var screen =
        verify(
            "--commit",
            COMMIT,
            "--source",
            "https://example.com/a.git",
            "--image",
            "sha256:" + IMAGE,
            "--builder",
            "https://jcross.dev/builder/local");

    assertThat(screen.errors()).isEmpty();
    assertThat(screen.status()).isZero();
    assertThat(screen.output().replaceAll("Ed25519 sha256:[0-9a-f]{64}", "KEY"))
        .isEqualTo(
            """
            hello
              bytes       sha256:%s
              signed by   KEY
              builder     https://jcross.dev/builder/local, jcross 0.1.0
              source      git+https://example.com/a.git, commit %s
              command     build --target T --release
              image       example/image:1
                          sha256:%s
              Cargo.lock  sha256:%s
              built       2026-11-21T10:00:00Z to 2026-11-21T10:01:00Z
            """
                .formatted(hash, COMMIT, IMAGE, "d".repeat(64)));
  }

  @Test
  void refusesAFileThatWasChanged() throws Exception {
    write("hello", "malware");

    refuses(
        """
        error[ATTESTATION_MISMATCH]: 'hello' has other bytes than attested
          --> T.provenance.intoto.jsonl
          | attested: sha256:%s
          | the file: sha256:%s
          help: do not use it: get it anew, or build and attest it anew
        """
            .formatted(hash, FileHash.of(directory.resolve("hello"))));
  }

  @Test
  void refusesAnEnvelopeThatWasChanged() throws Exception {
    var line = attestation();
    var payload = line.replaceFirst(".*\"payload\":\"([^\"]*)\".*\n", "$1");
    var other =
        new String(Base64.getDecoder().decode(payload), java.nio.charset.StandardCharsets.UTF_8)
            .replace(COMMIT, "d".repeat(40));
    write(
        NAME,
        line.replace(
            payload,
            Base64.getEncoder()
                .encodeToString(other.getBytes(java.nio.charset.StandardCharsets.UTF_8))));

    assertThat(other).contains("d".repeat(40));
    var screen = verify();
    assertThat(screen.errors())
        .startsWith(
            "error[ATTESTATION_SIGNATURE]: 'T.provenance.intoto.jsonl' is not signed with this key,"
                + " or was changed since\n  --> T.provenance.intoto.jsonl\n");
    assertThat(screen.status()).isEqualTo(83);
  }

  @Test
  void refusesWhatSomebodyElseSigned() throws Exception {
    keys = pair();
    attest(provenance(COMMIT, false));

    assertThat(verify().errors()).startsWith("error[ATTESTATION_SIGNATURE]: ");
    assertThat(verify().status()).isEqualTo(83);
  }

  @Test
  void refusesWhatIsNotWhole() throws Exception {
    write(NAME, attestation().substring(0, 200));

    refuses(
        "error[ATTESTATION_UNREADABLE]: 'T.provenance.intoto.jsonl' is no attestation: it is no"
            + " JSON object, or not whole\n  --> T.provenance.intoto.jsonl\n"
            + FETCH);
  }

  @Test
  void refusesWhatNobodySigned() throws Exception {
    write(NAME, attestation().replaceFirst("\"signatures\":\\[.*]", "\"signatures\":[]"));

    refuses(
        "error[ATTESTATION_UNREADABLE]: 'T.provenance.intoto.jsonl' is no attestation: nobody has"
            + " signed it\n  --> T.provenance.intoto.jsonl\n"
            + FETCH);
  }

  @Test
  void refusesWhatIsSignedAsSomethingElse() throws Exception {
    write(NAME, attestation().replace("vnd.in-toto+json", "vnd.other+json"));

    refuses(
        "error[ATTESTATION_UNREADABLE]: 'T.provenance.intoto.jsonl' is no attestation: what is"
            + " signed is 'application/vnd.other+json' and not an in-toto statement\n"
            + "  --> T.provenance.intoto.jsonl\n"
            + FETCH);
  }

  @ParameterizedTest
  @CsvSource({
    "--commit, dddddddddddddddddddddddddddddddddddddddd, cccccccccccccccccccccccccccccccccccccccc",
    "--source, https://example.com/b.git, git+https://example.com/a.git",
    "--builder, https://ci.example.com, https://jcross.dev/builder/local",
    "--image, sha256:2222222222222222222222222222222222222222222222222222222222222222,"
        + " sha256:1111111111111111111111111111111111111111111111111111111111111111",
  })
  void refusesWhatWasBuiltOfSomethingElse(String flag, String wanted, String found) {
    refuses(
        """
        error[ATTESTATION_MISMATCH]: the %s is not '%s' but '%s'
          --> T.provenance.intoto.jsonl
          help: do not use the file, or leave out %s if it may be another
        """
            .formatted(flag.substring(2), wanted, found, flag),
        flag,
        wanted);
  }

  @Test
  void takesACommitWithChangesForNoCommit() throws Exception {
    attest(provenance(COMMIT, true));

    assertThat(verify().output()).contains(COMMIT + ", with changes that are not in it\n");
    assertThat(verify("--commit", COMMIT).errors())
        .startsWith(
            "error[ATTESTATION_MISMATCH]: the commit is not '"
                + COMMIT
                + "' but 'that commit with changes that are not in it'\n");
  }

  @Test
  void refusesWhatIsAboutTheFileAndSaysNotHowItWasBuilt() throws Exception {
    attest(
        new Statement(
            List.of(new Subject("hello", hash)), "https://cyclonedx.org/bom", Map.of("a", "b")));

    refuses(
        """
        error[ATTESTATION_MISMATCH]: nothing says how 'hello' was built
          --> T.provenance.intoto.jsonl
          | T.provenance.intoto.jsonl is https://cyclonedx.org/bom
          help: name the one that is https://slsa.dev/provenance/v1: --attestation FILE
        """);
  }

  @Test
  void findsOneThatLiesElsewhereAndSaysWhereItLooked() throws Exception {
    Files.move(
        directory.resolve(NAME),
        Files.createDirectory(directory.resolve("elsewhere")).resolve(NAME));

    refuses(
        """
        error[ATTESTATION_MISSING]: there is no attestation beside 'hello', no file *.intoto.jsonl
          --> hello
          help: name it: --attestation FILE
                or make one: jcross build --attest --attest-key KEY
        """);
    assertThat(verify("--attestation", "elsewhere/" + NAME).status()).isZero();
    write("T.provenance.sigstore.json", "{}");
    assertThat(verify().errors())
        .contains("cosign verify-blob-attestation --bundle T.provenance.sigstore.json ");
  }

  @Test
  void readsWhatCosignWrapsOnlyIfAKeyHasSignedIt() throws Exception {
    var line = attestation().strip();
    write(
        NAME,
        "{\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\",\"verificationMaterial\":"
            + "{\"publicKey\":{\"hint\":\"a\"}},\"dsseEnvelope\":"
            + line
            + "}");
    assertThat(verify().status()).isZero();

    write(NAME, attestation().replace("publicKey", "certificate"));
    assertThat(verify().errors())
        .startsWith(
            "error[ATTESTATION_UNREADABLE]: 'T.provenance.intoto.jsonl' is no attestation: sigstore"
                + " has signed it, for an identity and with no key\n")
        .contains("  help: cosign verify-blob-attestation --bundle T.provenance.intoto.jsonl");
  }

  @Test
  void tellsTheUserWhatToFixInFlags() {
    assertThat(verify("--commit", "abc").errors())
        .isEqualTo(
            """
            error[FLAG_VALUE]: 'abc' is not the whole id of a commit
              --> --commit
              help: --commit $(git rev-parse abc)
            """);
    var screen = new Terminal().in(directory).type("verify-attestation", "--key", "no", "hello");
    assertThat(screen.errors())
        .startsWith("error[SIGNING_KEY]: 'no' cannot be read: there is no such file\n");
    assertThat(screen.status()).isEqualTo(78);
  }
}
