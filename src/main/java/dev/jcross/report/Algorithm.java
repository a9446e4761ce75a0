package dev.jcross.report;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.Optional;

/**
 * What a key signs with. It follows from the key alone, as an attacker could write anything into an
 * envelope; these are cosign's choices.
 */
enum Algorithm {
  ECDSA_P256("EC", "SHA256withECDSA"),
  ED25519("Ed25519", "Ed25519"),
  RSA("RSA", "SHA256withRSA");

  private static final int LEAST_RSA = 2048;

  private final String family;
  private final String signature;

  Algorithm(String family, String signature) {
    this.family = family;
    this.signature = signature;
  }

  KeyFactory keys() throws GeneralSecurityException {
    return KeyFactory.getInstance(family);
  }

  Signature signature() throws GeneralSecurityException {
    return Signature.getInstance(signature);
  }

  /** Why a key of this family is none that is taken; empty if it is. */
  Optional<String> objection(Key key) {
    return switch (key) {
      case RSAKey rsa when rsa.getModulus().bitLength() < LEAST_RSA ->
          Optional.of("an RSA key of less than " + LEAST_RSA + " bits");
      case ECKey curve when !isP256(curve) -> Optional.of("a key on another curve than P-256");
      case EdECKey edwards when !edwards.getParams().getName().equals("Ed25519") ->
          Optional.of("an Ed448 key");
      default -> Optional.empty();
    };
  }

  private static boolean isP256(ECKey key) {
    try {
      var parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      var p256 = parameters.getParameterSpec(ECParameterSpec.class);
      return key.getParams().getCurve().equals(p256.getCurve())
          && key.getParams().getGenerator().equals(p256.getGenerator());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }

  /** As told to people. */
  String word() {
    return switch (this) {
      case ECDSA_P256 -> "ECDSA P-256";
      case ED25519 -> "Ed25519";
      case RSA -> "RSA";
    };
  }
}
