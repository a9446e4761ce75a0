package dev.jcross.config;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** An amount of memory or disk, as Docker writes it: {@code 512m}, {@code 1.5g}, {@code 8GiB}. */
final class Size {
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,3})?) ?([kmgt]?)(?:i?b)?");

  private static final String UNITS = "kmgt";

  private Size() {}

  /**
   * Bytes; a unit is 1024 of the one below.
   *
   * @return empty if the text is no size, or one that no machine has
   */
  static OptionalLong parse(String text) {
    var match = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!match.matches()) {
      return OptionalLong.empty();
    }
    int power = match.group(2).isEmpty() ? 0 : UNITS.indexOf(match.group(2)) + 1;
    var bytes =
        new BigDecimal(match.group(1)).multiply(BigDecimal.valueOf(1024).pow(power)).toBigInteger();
    return bytes.bitLength() < 60 ? OptionalLong.of(bytes.longValue()) : OptionalLong.empty();
  }
}
