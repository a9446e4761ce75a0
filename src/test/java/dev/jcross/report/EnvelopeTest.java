package dev.jcross.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
  private static final Statement STATEMENT =
      new Statement(
          List.of(new Subject("hello", "ab".repeat(32))),
          "https://example.com/said/v1",
          Map.of("what", "ümlaut"));

  @TempDir Path folder = Path.of("/");

  @Test
  void signsWhatTheProtocolsOwnExampleSays() {
    var signed =
        Envelope.signed(
            "http://example.com/HelloWorld", "hello world".getBytes(StandardCharsets.UTF_8));

    assertThat(signed)
        .asString()
        .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  }

  @ParameterizedTest
  @ValueSource(strings = {OpenSsl.P256, OpenSsl.RSA, OpenSsl.ED25519})
  void opensslVerifiesWhatWasSigned(String kind) throws Exception {
    var openssl = new OpenSsl(folder);
    var key = openssl.key("key.pem", kind);

    var line = Envelope.sign(STATEMENT, openssl.signing(key)).line();

    assertThat(line).asString().endsWith("}\n").containsOnlyOnce("\n");
    var document = new ObjectMapper().readTree(line);
    assertThat(document.path("payloadType").textValue()).isEqualTo("application/vnd.in-toto+json");
    var payload = Base64.getDecoder().decode(document.path("payload").textValue());
    assertThat(payload).isEqualTo(STATEMENT.json());
    var signed = folder.resolve("signed");
    Files.write(
        signed,
        ("DSSEv1 28 application/vnd.in-toto+json " + payload.length + " ")
            .getBytes(StandardCharsets.UTF_8));
    Files.write(signed, payload, java.nio.file.StandardOpenOption.APPEND);
    var signature = folder.resolve("signature");
    Files.write(
        signature, Base64.getDecoder().decode(document.at("/signatures/0/sig").textValue()));
    var verify =
        (kind.equals(OpenSsl.ED25519)
                ? "pkeyutl -verify -pubin -rawin -inkey %s -sigfile %s -in %s"
                : "dgst -sha256 -verify %s -signature %s %s")
            .formatted(openssl.publicKey(key), signature, signed);
    openssl.succeed(verify);
    Files.writeString(signed, "!", java.nio.file.StandardOpenOption.APPEND);
    assertThat(openssl.run(verify)).isNotZero();
  }

  @Test
  void takesBothAlphabetsOfBase64() throws Exception {
    var openssl = new OpenSsl(folder);
    var key = openssl.key("key.pem", OpenSsl.P256);
    var line =
        new String(Envelope.sign(STATEMENT, openssl.signing(key)).line(), StandardCharsets.UTF_8);
    var document = new ObjectMapper().readTree(line);
    var signature = document.at("/signatures/0/sig").textValue();
    var other = line.replace(signature, signature.replace('+', '-').replace('/', '_'));

    assertThat(
            Envelope.read(other.getBytes(StandardCharsets.UTF_8))
                .isSignedBy(openssl.verification(key)))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"payload\":\"YQ==\" | it is no JSON object, or not whole",
        "[]              | it is no JSON object, or not whole",
        "{} {}           | it is no JSON object, or not whole",
        "{\"payload\":\"YQ==\",\"payload\":\"Yg==\"} | it is no JSON object, or not whole",
        "{}              | it is no DSSE envelope: payload or payloadType is missing",
        "{\"payload\":\"YQ==\",\"payloadType\":\"a\"} | nobody has signed it",
        "{\"payload\":\"YQ==\",\"payloadType\":\"a\",\"signatures\":[]} | nobody has signed it",
        "{\"payload\":\"YQ==\",\"payloadType\":\"a\",\"signatures\":[{\"sig\":\"\"}]} | a signature"
            + " is empty",
        "{\"payload\":\"YQ==\",\"payloadType\":\"a\",\"signatures\":[{\"sig\":\"*\"}]} | a"
            + " signature is no base64",
        "{\"payload\":\"*\",\"payloadType\":\"a\",\"signatures\":[{\"sig\":\"YQ==\"}]} | the"
            + " payload is no base64",
        "{\"dsseEnvelope\":{},\"verificationMaterial\":{\"certificate\":{}}}"
            + " | sigstore has signed it, for an identity and with no key",
      })
  void refusesWhatIsNone(String text, String reason) {
    assertThatThrownBy(() -> Envelope.read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Envelope.Unreadable.class)
        .hasMessage(reason);
  }
}
