package dev.jcross.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageSignatureTest {
  private static final String DIGEST = "sha256:" + "ab".repeat(32);
  private static final Repository HERE = Repository.of("registry.example/team/cross");

  @TempDir Path directory;
  private KeyPair team = pair("secp256r1");
  private PublicKeys keys;

  ImageSignatureTest() throws GeneralSecurityException {}

  @BeforeEach
  void writeTheKey() throws IOException, PublicKeys.Unusable {
    keys = read(pem(team));
  }

  private PublicKeys read(String text) throws IOException, PublicKeys.Unusable {
    return PublicKeys.read(Files.writeString(directory.resolve("team.pub"), text));
  }

  private static KeyPair pair(String kind) throws GeneralSecurityException {
    if (kind.startsWith("secp")) {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(kind));
      return generator.generateKeyPair();
    }
    return KeyPairGenerator.getInstance(kind).generateKeyPair();
  }

  private static String pem(KeyPair pair) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static byte[] sign(KeyPair pair, String algorithm, byte[] bytes)
      throws GeneralSecurityException {
    var signature = Signature.getInstance(algorithm);
    signature.initSign(pair.getPrivate());
    signature.update(bytes);
    return signature.sign();
  }

  private static String payload(String name, String digest, String type) {
    return """
    {"critical": {"identity": {"docker-reference": "%s"}, "image": {"docker-manifest-digest": "%s"},\
     "type": "%s"}, "optional": null}\
    """
        .formatted(name, digest, type);
  }

  private static String payload() {
    return payload("registry.example/team/cross", DIGEST, "cosign container image signature");
  }

  private ImageSignature simple(String payload) throws GeneralSecurityException {
    var bytes = payload.getBytes(StandardCharsets.UTF_8);
    return ImageSignature.simple(bytes, sign(team, "SHA256withECDSA", bytes));
  }

  private ImageSignature bundle(String statement) throws GeneralSecurityException, IOException {
    var signed = "DSSEv1 28 application/vnd.in-toto+json " + statement.length() + " " + statement;
    return ImageSignature.ofBundle(
            """
            {"dsseEnvelope": {"payload": "%s", "payloadType": "application/vnd.in-toto+json",
             "signatures": [{"sig": "%s"}]}}\
            """
                .formatted(
                    base64(statement.getBytes(StandardCharsets.UTF_8)),
                    base64(sign(team, "SHA256withECDSA", signed.getBytes(StandardCharsets.UTF_8))))
                .getBytes(StandardCharsets.UTF_8))
        .orElseThrow();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String statement(String digest, String type) {
    return """
    {"_type": "https://in-toto.io/Statement/v1", "subject": [{"digest": {"sha256": "%s"}}],\
     "predicateType": "%s", "predicate": {}}\
    """
        .formatted(digest.replace("sha256:", ""), type);
  }

  @ParameterizedTest
  @CsvSource({
    "secp256r1, SHA256withECDSA",
    "secp384r1, SHA256withECDSA",
    "secp384r1, SHA384withECDSA",
    "secp521r1, SHA512withECDSA",
    "RSA, SHA256withRSA",
    "Ed25519, Ed25519",
  })
  void verifiesWhatKeysOfEachKindHaveSigned(String kind, String algorithm)
      throws GeneralSecurityException, IOException, PublicKeys.Unusable {
    var pair = pair(kind);
    var bytes = payload().getBytes(StandardCharsets.UTF_8);
    var signature = ImageSignature.simple(bytes, sign(pair, algorithm, bytes));

    // Any key of the file will do, so that one can follow another.
    assertThat(signature.flaw(read(pem(team) + pem(pair)), DIGEST, HERE)).isEmpty();
    assertThat(signature.flaw(read(pem(team)), DIGEST, HERE))
        .hasValue("a signature is by another key");
  }

  @Test
  void takesASignatureForWhatItIsOfAlone() throws GeneralSecurityException {
    var other = "sha256:" + "cd".repeat(32);
    assertThat(simple(payload()).flaw(keys, DIGEST, HERE)).isEmpty();
    assertThat(simple(payload()).flaw(keys, other, HERE))
        .hasValue("a signature is of another image, " + DIGEST);
    assertThat(simple(payload()).flaw(keys, DIGEST, Repository.of("registry.example/team/other")))
        .hasValue("a signature is of the name registry.example/team/cross");
    assertThat(
            simple(payload("registry.example/team/cross", DIGEST, "something else"))
                .flaw(keys, DIGEST, HERE))
        .hasValue("a signature is not one of an image");
    assertThat(simple("no JSON").flaw(keys, DIGEST, HERE))
        .hasValue("a signature is of something that is no JSON");
  }

  @Test
  void doesNotMindHowDockerHubIsCalled() throws GeneralSecurityException {
    var payload =
        payload("index.docker.io/library/debian", DIGEST, "cosign container image signature");

    assertThat(simple(payload).flaw(keys, DIGEST, Repository.of("debian:1"))).isEmpty();
  }

  @Test
  void takesNoStatementForASignature() throws GeneralSecurityException, IOException {
    var signed = "https://sigstore.dev/cosign/sign/v1";
    assertThat(bundle(statement(DIGEST, signed)).flaw(keys, DIGEST, HERE)).isEmpty();
    assertThat(bundle(statement("sha256:00", signed)).flaw(keys, DIGEST, HERE))
        .hasValue("a signature is of another image");
    assertThat(bundle(statement(DIGEST, "https://slsa.dev/provenance/v1")).flaw(keys, DIGEST, HERE))
        .hasValue("a signature is of a statement, https://slsa.dev/provenance/v1");
  }

  @Test
  void leavesOtherBundlesAlone() throws IOException {
    assertThat(
            ImageSignature.ofBundle("{\"messageSignature\": {}}".getBytes(StandardCharsets.UTF_8)))
        .isEmpty();
  }

  @Test
  void saysWhyAFileIsNoKey() {
    assertThatThrownBy(() -> PublicKeys.read(directory.resolve("none.pub")))
        .hasMessage("is no file");
    assertThatThrownBy(() -> read("hello")).hasMessage("holds no public key in PEM form");
    assertThatThrownBy(() -> read("-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----"))
        .hasMessage("holds a private key, not the public one");
    assertThatThrownBy(() -> read("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"))
        .hasMessage("holds a key that is neither of EC nor Ed25519 nor RSA");
  }
}
