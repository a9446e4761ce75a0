package dev.jcross.report;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;

/** A private key: ECDSA on P-256, Ed25519 or RSA. */
public final class SigningKey {
  private static final String NEW_KEY =
      "make one: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out FILE";
  private static final String PLAIN =
      "write it as a plain one: openssl pkcs8 -topk8 -nocrypt -in FILE -out FILE.plain";

  private final Algorithm algorithm;
  private final PrivateKey key;

  private SigningKey(Algorithm algorithm, PrivateKey key) {
    this.algorithm = algorithm;
    this.key = key;
  }

  /**
   * Reads one.
   *
   * @param text a PEM file, PKCS#8 without a password
   * @throws KeyException if it is something else; the help says what makes it one
   */
  public static SigningKey parse(String text) throws KeyException {
    var pem = Pem.first(text);
    if (pem.isEmpty()) {
      throw Pem.isMeant(text)
          ? new KeyException("it is damaged, or not whole", NEW_KEY)
          : new KeyException("it is no key in PEM format", NEW_KEY);
    }
    return switch (pem.get().label()) {
      case "PRIVATE KEY" -> ofPkcs8(pem.get().bytes());
      case "EC PRIVATE KEY", "RSA PRIVATE KEY" ->
          throw new KeyException("it is in an older format than PKCS#8", PLAIN);
      case "ENCRYPTED PRIVATE KEY" -> throw new KeyException("it has a password", PLAIN);
      case "ENCRYPTED SIGSTORE PRIVATE KEY", "ENCRYPTED COSIGN PRIVATE KEY" ->
          throw new KeyException(
              "it has a password, and is in cosign's own format",
              "openssl makes one that cosign takes as well:\n"
                  + "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out"
                  + " attest.key\n"
                  + "cosign import-key-pair --key attest.key");
      case "PUBLIC KEY" ->
          throw new KeyException("it is the public half, which only checks signatures", "");
      default ->
          throw new KeyException("it is no private key but '" + pem.get().label() + "'", NEW_KEY);
    };
  }

  private static SigningKey ofPkcs8(byte[] bytes) throws KeyException {
    for (var algorithm : Algorithm.values()) {
      try {
        var key = algorithm.keys().generatePrivate(new PKCS8EncodedKeySpec(bytes));
        var objection = algorithm.objection(key);
        if (objection.isPresent()) {
          throw new KeyException("it is " + objection.get(), NEW_KEY);
        }
        return new SigningKey(algorithm, key);
      } catch (GeneralSecurityException e) {
        // Of another kind.
      }
    }
    throw new KeyException("it is no key of ECDSA P-256, Ed25519 or RSA", NEW_KEY);
  }

  byte[] sign(byte[] bytes) {
    try {
      var signature = algorithm.signature();
      signature.initSign(key);
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that was read signs", e);
    }
  }
}
