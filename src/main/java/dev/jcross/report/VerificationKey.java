package dev.jcross.report;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** A public key: ECDSA on P-256, Ed25519 or RSA. */
public final class VerificationKey {
  private static final String EXTRACT =
      "take it out of the private one: openssl pkey -in FILE -pubout -out FILE.pub";

  private final Algorithm algorithm;
  private final PublicKey key;

  private VerificationKey(Algorithm algorithm, PublicKey key) {
    this.algorithm = algorithm;
    this.key = key;
  }

  /**
   * Reads one.
   *
   * @param text a PEM file: {@code PUBLIC KEY}
   * @throws KeyException if it is something else
   */
  public static VerificationKey parse(String text) throws KeyException {
    var pem = Pem.first(text);
    if (pem.isEmpty()) {
      throw new KeyException(
          Pem.isMeant(text) ? "it is damaged, or not whole" : "it is no key in PEM format", "");
    }
    var label = pem.get().label();
    if (label.endsWith("PRIVATE KEY")) {
      throw new KeyException("it is a private key", EXTRACT);
    }
    if (label.equals("CERTIFICATE")) {
      throw new KeyException(
          "it is a certificate", "take the key out of it: openssl x509 -in FILE -pubkey -noout");
    }
    if (!label.equals("PUBLIC KEY")) {
      throw new KeyException("it is no public key but '" + label + "'", "");
    }
    for (var algorithm : Algorithm.values()) {
      try {
        var key = algorithm.keys().generatePublic(new X509EncodedKeySpec(pem.get().bytes()));
        var objection = algorithm.objection(key);
        if (objection.isPresent()) {
          throw new KeyException("it is " + objection.get(), "");
        }
        return new VerificationKey(algorithm, key);
      } catch (GeneralSecurityException e) {
        // Of another kind.
      }
    }
    throw new KeyException("it is no key of ECDSA P-256, Ed25519 or RSA", "");
  }

  boolean verifies(byte[] bytes, byte[] signature) {
    try {
      var verification = algorithm.signature();
      verification.initVerify(key);
      verification.update(bytes);
      return verification.verify(signature);
    } catch (GeneralSecurityException e) {
      // Bytes that are no signature at all.
      return false;
    }
  }

  /** As told to people: {@code ECDSA P-256 sha256:…}, the hash over the key's DER form. */
  public String shown() {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
      return algorithm.word() + " sha256:" + HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
