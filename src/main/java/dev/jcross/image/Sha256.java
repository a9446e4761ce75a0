package dev.jcross.image;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A hash over a sequence of fields, each with its length, so that no two sequences are alike. */
public final class Sha256 {
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  private final MessageDigest digest;

  private Sha256(MessageDigest digest) {
    this.digest = digest;
  }

  /** Whether a text is {@code sha256:} and 64 hexadecimal digits. */
  public static boolean isDigest(String text) {
    return DIGEST.matcher(text).matches();
  }

  public static Sha256 start() {
    try {
      return new Sha256(MessageDigest.getInstance("SHA-256"));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Adds a text. */
  public Sha256 add(String field) {
    return add(field.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds bytes. */
  public Sha256 add(byte[] field) {
    digest.update((field.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(field);
    return this;
  }

  /** 64 hexadecimal digits; ends the sequence. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
