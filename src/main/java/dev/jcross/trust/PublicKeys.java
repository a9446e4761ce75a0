package dev.jcross.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The public keys of a file. */
public final class PublicKeys {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]*)-----END PUBLIC KEY-----");

  /** Those that cosign makes, and those that it can be given. */
  private static final List<String> ALGORITHMS = List.of("EC", "Ed25519", "RSA");

  private final List<PublicKey> keys;

  private PublicKeys(List<PublicKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Reads a file.
   *
   * @throws Unusable if it holds no key, or one that makes no sense
   */
  public static PublicKeys read(Path file) throws Unusable {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new Unusable(Files.isRegularFile(file) ? "cannot be read" : "is no file");
    }
    var keys = new ArrayList<PublicKey>();
    var found = PEM.matcher(text);
    while (found.find()) {
      keys.add(
          key(found.group(1).replaceAll("\\s", ""))
              .orElseThrow(
                  () -> new Unusable("holds a key that is neither of EC nor Ed25519 nor RSA")));
    }
    if (keys.isEmpty()) {
      throw new Unusable(
          text.contains("PRIVATE KEY-----")
              ? "holds a private key, not the public one"
              : "holds no public key in PEM form");
    }
    return new PublicKeys(keys);
  }

  /** Why a file cannot be used, as the end of a sentence. */
  public static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    Unusable(String why) {
      super(why);
    }

    /** The end of the sentence. */
    public String why() {
      return String.valueOf(getMessage());
    }
  }

  private static Optional<PublicKey> key(String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    for (var algorithm : ALGORITHMS) {
      try {
        return Optional.of(
            KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(bytes)));
      } catch (GeneralSecurityException e) {
        // It is of another algorithm.
      }
    }
    return Optional.empty();
  }

  /** Whether one of them has signed these bytes. */
  boolean haveSigned(byte[] signed, byte[] signature) {
    return keys.stream()
        .anyMatch(
            key ->
                algorithms(key).stream()
                    .anyMatch(algorithm -> verifies(algorithm, key, signed, signature)));
  }

  /** Cosign hashes with SHA-256, and since its third version as long as the curve is. */
  private static List<String> algorithms(PublicKey key) {
    return switch (key) {
      case ECPublicKey curve -> {
        int bits = curve.getParams().getCurve().getField().getFieldSize();
        yield bits <= 256
            ? List.of("SHA256withECDSA")
            : List.of("SHA256withECDSA", bits <= 384 ? "SHA384withECDSA" : "SHA512withECDSA");
      }
      case PublicKey other when other.getAlgorithm().equals("RSA") -> List.of("SHA256withRSA");
      default -> List.of("Ed25519");
    };
  }

  private static boolean verifies(
      String algorithm, PublicKey key, byte[] signed, byte[] signature) {
    try {
      var verifier = Signature.getInstance(algorithm);
      verifier.initVerify(key);
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Tells these keys from others; 64 hexadecimal digits. */
  public String hash() {
    try {
      var hash = MessageDigest.getInstance("SHA-256");
      keys.forEach(key -> hash.update(key.getEncoded()));
      return HexFormat.of().formatHex(hash.digest());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
