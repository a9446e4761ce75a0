package dev.jcross.report;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A block of a PEM file.
 *
 * @param label such as {@code PRIVATE KEY}
 * @param base64 its contents, without line breaks
 */
record Pem(String label, String base64) {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,60})-----(.*?)-----END \\1-----", Pattern.DOTALL);

  /**
   * The first block that is whole and not of parameters, which openssl writes in front of a key.
   */
  static Optional<Pem> first(String text) {
    var matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      var label = matcher.group(1);
      if (label.endsWith("PARAMETERS")) {
        continue;
      }
      try {
        // In the old formats a key with a password has headers: Proc-Type, DEK-Info.
        var body = matcher.group(2).replaceAll("(?m)^[A-Za-z-]+: .*$|\\s", "");
        var pem = new Pem(label, body);
        return pem.bytes().length == 0 ? Optional.empty() : Optional.of(pem);
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  byte[] bytes() {
    return Base64.getDecoder().decode(base64);
  }

  /** Whether it was meant to be a PEM file. */
  static boolean isMeant(String text) {
    return text.contains("-----BEGIN ");
  }
}
