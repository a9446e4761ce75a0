package dev.jcross.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Bytes with signatures on them: DSSE, version 1.0.2.
 *
 * @see <a href="https://github.com/secure-systems-lab/dsse/blob/master/protocol.md">the
 *     protocol</a>
 */
public final class Envelope {
  private final String payloadType;
  private final byte[] payload;
  private final List<byte[]> signatures;

  Envelope(String payloadType, byte[] payload, List<byte[]> signatures) {
    this.payloadType = Objects.requireNonNull(payloadType);
    this.payload = payload.clone();
    this.signatures = signatures.stream().map(byte[]::clone).toList();
  }

  /** An envelope is not what it should be; the message says why. */
  public static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean sigstores;

    Unreadable(String message) {
      this(message, false);
    }

    private Unreadable(String message, boolean sigstores) {
      super(message);
      this.sigstores = sigstores;
    }

    /** Whether cosign could say more. */
    boolean isSigstores() {
      return sigstores;
    }
  }

  /** Puts a statement in an envelope and signs it. */
  public static Envelope sign(Statement statement, SigningKey key) {
    var payload = statement.json();
    var signature = key.sign(signed(Statement.PAYLOAD_TYPE, payload));
    return new Envelope(Statement.PAYLOAD_TYPE, payload, List.of(signature));
  }

  /**
   * What is signed: type and bytes, each with its length, so that no two pairs are alike. DSSE
   * calls it PAE.
   */
  static byte[] signed(String payloadType, byte[] payload) {
    var type = payloadType.getBytes(StandardCharsets.UTF_8);
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(("DSSEv1 " + type.length + " ").getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(type);
    bytes.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(payload);
    return bytes.toByteArray();
  }

  /** One line of JSON, as in a file {@code *.intoto.jsonl}. */
  public byte[] line() {
    var base64 = Base64.getEncoder();
    var document = new LinkedHashMap<String, Object>();
    document.put("payloadType", payloadType);
    document.put("payload", base64.encodeToString(payload));
    document.put(
        "signatures",
        // The id of a key is a hint that nobody may trust; without one there is none to mistrust.
        signatures.stream().map(one -> Map.of("sig", base64.encodeToString(one))).toList());
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(Json.bytes(document));
    bytes.write('\n');
    return bytes.toByteArray();
  }

  /**
   * Reads one, whoever wrote it.
   *
   * @throws Unreadable if it is none, or has no signature; nothing is verified
   */
  public static Envelope read(byte[] bytes) throws Unreadable {
    var document =
        Json.object(bytes).orElseThrow(() -> new Unreadable("it is no JSON object, or not whole"));
    return document.has("dsseEnvelope") ? ofBundle(document) : of(document);
  }

  /**
   * Cosign wraps envelopes. Whom a certificate is of, and a log that knows it, are its business.
   */
  private static Envelope ofBundle(JsonNode bundle) throws Unreadable {
    if (!bundle.path("verificationMaterial").has("publicKey")) {
      throw new Unreadable("sigstore has signed it, for an identity and with no key", true);
    }
    return of(bundle.path("dsseEnvelope"));
  }

  private static Envelope of(JsonNode document) throws Unreadable {
    if (!document.path("payload").isTextual() || !document.path("payloadType").isTextual()) {
      throw new Unreadable("it is no DSSE envelope: payload or payloadType is missing");
    }
    var signatures = new ArrayList<byte[]>();
    for (JsonNode signature : document.path("signatures")) {
      signatures.add(decoded(signature.path("sig"), "a signature"));
    }
    if (signatures.isEmpty()) {
      throw new Unreadable("nobody has signed it");
    }
    return new Envelope(
        document.path("payloadType").textValue(),
        decoded(document.path("payload"), "the payload"),
        signatures);
  }

  /** Readers take both alphabets of base64, as the protocol wants it. */
  private static byte[] decoded(JsonNode text, String what) throws Unreadable {
    try {
      var value = text.textValue();
      if (value == null || value.isEmpty()) {
        throw new Unreadable(what + " is empty");
      }
      return Base64.getDecoder().decode(value.replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException e) {
      throw new Unreadable(what + " is no base64");
    }
  }

  /** Whether one of the signatures was made with that key's other half. */
  boolean isSignedBy(VerificationKey key) {
    var bytes = signed(payloadType, payload);
    return signatures.stream().anyMatch(signature -> key.verifies(bytes, signature));
  }

  String payloadType() {
    return payloadType;
  }

  byte[] payload() {
    return payload.clone();
  }
}
