package dev.jcross.report;

import java.nio.charset.StandardCharsets;

/** How package URLs write their parts. */
final class PackageUrl {
  private static final String PLAIN = "-._~";

  private PackageUrl() {}

  static String encoded(String part) {
    var text = new StringBuilder();
    for (byte octet : part.getBytes(StandardCharsets.UTF_8)) {
      char letter = (char) (octet & 0xff);
      boolean plain =
          (letter >= 'a' && letter <= 'z')
              || (letter >= 'A' && letter <= 'Z')
              || (letter >= '0' && letter <= '9')
              || PLAIN.indexOf(letter) >= 0;
      text.append(plain ? String.valueOf(letter) : String.format("%%%02X", (int) letter));
    }
    return text.toString();
  }
}
