package dev.jcross.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Tells this machine from others that use the same engine: a path that is not here may well be
 * there. A container is a machine of its own.
 */
public final class MachineName {
  private static final List<String> FILES =
      List.of("etc/machine-id", "var/lib/dbus/machine-id", "proc/sys/kernel/hostname");

  private static final int DIGITS = 16;

  private MachineName() {}

  /** 16 hexadecimal digits, which tell nobody who it is; empty where nothing can be read. */
  public static String read() {
    return below(Path.of("/"));
  }

  static String below(Path root) {
    var all = new StringBuilder();
    for (var name : FILES) {
      try {
        all.append(Files.readString(root.resolve(name), StandardCharsets.UTF_8).strip());
      } catch (IOException e) {
        // Another system.
      }
      all.append('\n');
    }
    return all.toString().isBlank() ? "" : hash(all.toString());
  }

  private static String hash(String text) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
