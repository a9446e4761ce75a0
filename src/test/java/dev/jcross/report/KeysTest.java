package dev.jcross.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
  private static final String PRIVATE =
      """
      -----BEGIN PRIVATE KEY-----
      YQ==
      -----END PRIVATE KEY-----
      """;

  private static final byte[] BYTES = "bytes".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder = Path.of("/");

  @ParameterizedTest
  @ValueSource(strings = {OpenSsl.P256, OpenSsl.ED25519, OpenSsl.RSA})
  void verifiesWhatTheOtherHalfSignedAndNothingElse(String kind) throws Exception {
    var openssl = new OpenSsl(folder);
    var key = openssl.key("key.pem", kind);
    var other = openssl.verification(openssl.key("other.pem", kind));

    var signature = openssl.signing(key).sign(BYTES);

    assertThat(openssl.verification(key).verifies(BYTES, signature)).isTrue();
    assertThat(openssl.verification(key).verifies(new byte[] {1}, signature)).isFalse();
    assertThat(openssl.verification(key).verifies(BYTES, new byte[] {1})).isFalse();
    assertThat(other.verifies(BYTES, signature)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-algorithm EC -pkeyopt ec_paramgen_curve:P-384 | it is a key on another curve than P-256",
        "-algorithm EC -pkeyopt ec_paramgen_curve:secp256k1 | it is a key on another curve"
            + " than P-256",
        "-algorithm RSA -pkeyopt rsa_keygen_bits:1024 | it is an RSA key of less than 2048 bits",
        "-algorithm ed448 | it is no key of ECDSA P-256, Ed25519 or RSA",
        "-algorithm X25519 | it is no key of ECDSA P-256, Ed25519 or RSA",
      })
  void refusesOtherKinds(String kind, String reason) {
    var openssl = new OpenSsl(folder);
    var key = openssl.key("key.pem", kind);

    assertThatThrownBy(() -> openssl.signing(key)).hasMessage(reason);
    assertThatThrownBy(() -> openssl.verification(key)).hasMessage(reason);
  }

  private static KeyException refusal(String text) {
    return catchThrowableOfType(KeyException.class, () -> SigningKey.parse(text));
  }

  @Test
  void saysHowAKeyBecomesAPlainOneAndThatWayWorks() throws Exception {
    var openssl = new OpenSsl(folder);
    var key = openssl.key("key.pem", OpenSsl.P256);
    var old = folder.resolve("old.pem");
    openssl.succeed("ec -in " + key + " -out " + old);
    var locked = folder.resolve("locked.pem");
    openssl.succeed("pkcs8 -topk8 -in " + key + " -passout pass:secret -out " + locked);
    var parameters = folder.resolve("parameters.pem");
    openssl.succeed("ecparam -name prime256v1 -genkey -out " + parameters);

    assertThat(refusal(OpenSsl.text(old))).hasMessage("it is in an older format than PKCS#8");
    assertThat(refusal(OpenSsl.text(parameters)))
        .hasMessage("it is in an older format than PKCS#8");
    assertThat(refusal(OpenSsl.text(locked))).hasMessage("it has a password");
    var help = refusal(OpenSsl.text(old)).help().orElseThrow();
    assertThat(help)
        .isEqualTo(
            "write it as a plain one: openssl pkcs8 -topk8 -nocrypt -in FILE -out FILE.plain");
    openssl.succeed(help.substring(help.indexOf("openssl ") + 8).replace("FILE", old.toString()));
    var plain = openssl.signing(folder.resolve("old.pem.plain"));
    assertThat(openssl.verification(key).verifies(BYTES, plain.sign(BYTES))).isTrue();
  }

  @Test
  void refusesHalvesThatAreForOthersAndWhatIsNoKey() {
    var openssl = new OpenSsl(folder);
    var key = openssl.key("key.pem", OpenSsl.P256);

    assertThat(refusal(OpenSsl.text(openssl.publicKey(key))))
        .hasMessage("it is the public half, which only checks signatures");
    assertThatThrownBy(() -> VerificationKey.parse(OpenSsl.text(key)))
        .hasMessage("it is a private key");
    assertThat(
            refusal(
                """
                -----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----
                YQ==
                -----END ENCRYPTED SIGSTORE PRIVATE KEY-----
                """))
        .hasMessage("it has a password, and is in cosign's own format");
    assertThat(refusal("hello")).hasMessage("it is no key in PEM format");
    assertThat(refusal(OpenSsl.text(key).substring(0, 90)))
        .hasMessage("it is damaged, or not whole");
    assertThat(refusal(PRIVATE)).hasMessage("it is no key of ECDSA P-256, Ed25519 or RSA");
    assertThatThrownBy(() -> VerificationKey.parse(PRIVATE.replace("PRIVATE KEY", "CERTIFICATE")))
        .hasMessage("it is a certificate");
  }
}
