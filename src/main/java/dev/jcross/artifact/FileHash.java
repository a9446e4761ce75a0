package dev.jcross.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What tells a file's content from any other. */
public final class FileHash {
  private static final int PART = 1 << 16;

  private FileHash() {}

  /** Its SHA-256: 64 hexadecimal digits. */
  public static String of(Path file) throws IOException {
    try (var bytes = Files.newInputStream(file)) {
      var digest = MessageDigest.getInstance("SHA-256");
      var part = new byte[PART];
      for (int count = bytes.read(part); count >= 0; count = bytes.read(part)) {
        digest.update(part, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
