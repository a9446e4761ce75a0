package dev.jcross.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A signature of cosign's. */
final class ImageSignature {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STATEMENT = "application/vnd.in-toto+json";
  private static final String SIGNED = "https://sigstore.dev/cosign/sign/v1";

  /** How the payload is written. */
  enum Form {
    /** Of cosign 1 and 2 (containers/image, docs/containers-signature.5.md). */
    SIMPLE,
    /** Of cosign 3: a statement of in-toto in an envelope (secure-systems-lab/dsse). */
    ENVELOPE
  }

  private final Form form;
  private final byte[] payload;
  private final List<byte[]> signatures;

  /**
   * @param form what the payload is
   * @param payload what it says
   * @param signatures over that, each by another key
   */
  private ImageSignature(Form form, byte[] payload, List<byte[]> signatures) {
    this.form = form;
    this.payload = payload;
    this.signatures = List.copyOf(signatures);
  }

  static ImageSignature simple(byte[] payload, byte[] signature) {
    return new ImageSignature(Form.SIMPLE, payload, List.of(signature));
  }

  /**
   * Of a sigstore bundle.
   *
   * @return empty if it is one of something else
   */
  static Optional<ImageSignature> ofBundle(byte[] bundle) throws IOException {
    var envelope = JSON.readTree(bundle).path("dsseEnvelope");
    if (!envelope.path("payloadType").asText().equals(STATEMENT)) {
      return Optional.empty();
    }
    var signatures = new ArrayList<byte[]>();
    for (var signature : envelope.path("signatures")) {
      signatures.add(decoded(signature.path("sig").asText()));
    }
    return Optional.of(
        new ImageSignature(Form.ENVELOPE, decoded(envelope.path("payload").asText()), signatures));
  }

  static byte[] decoded(String base64) throws IOException {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IOException("a signature is no base64", e);
    }
  }

  /** What says that it is no signature by these keys of that image; empty if it is one. */
  Optional<String> flaw(PublicKeys keys, String digest, Repository repository) {
    var signed = signed();
    if (signatures.stream().noneMatch(signature -> keys.haveSigned(signed, signature))) {
      return Optional.of("a signature is by another key");
    }
    try {
      var claim = JSON.readTree(payload);
      return form == Form.SIMPLE
          ? simpleFlaw(claim.path("critical"), digest, repository)
          : statementFlaw(claim, digest);
    } catch (IOException e) {
      return Optional.of("a signature is of something that is no JSON");
    }
  }

  /** The bytes that were signed. */
  private byte[] signed() {
    if (form == Form.SIMPLE) {
      return payload;
    }
    var signed = new ByteArrayOutputStream();
    var head = "DSSEv1 " + STATEMENT.length() + " " + STATEMENT + " " + payload.length + " ";
    signed.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    signed.writeBytes(payload);
    return signed.toByteArray();
  }

  private static Optional<String> simpleFlaw(
      JsonNode critical, String digest, Repository repository) {
    if (!critical.path("type").asText().equals("cosign container image signature")) {
      return Optional.of("a signature is not one of an image");
    }
    var other = critical.path("image").path("docker-manifest-digest").asText();
    if (!other.equals(digest)) {
      return Optional.of("a signature is of another image, " + other);
    }
    var reference = critical.path("identity").path("docker-reference").asText();
    return Repository.of(reference).equals(repository)
        ? Optional.empty()
        : Optional.of("a signature is of the name " + reference);
  }

  private static Optional<String> statementFlaw(JsonNode statement, String digest) {
    // The same key may sign what an image is made of, which does not say that it may be used.
    if (!statement.path("predicateType").asText().equals(SIGNED)) {
      return Optional.of(
          "a signature is of a statement, " + statement.path("predicateType").asText());
    }
    return StreamSupport.stream(statement.path("subject").spliterator(), false)
            .anyMatch(
                subject ->
                    digest.equals("sha256:" + subject.path("digest").path("sha256").asText()))
        ? Optional.empty()
        : Optional.of("a signature is of another image");
  }
}
