package dev.jcross.cli.command;

import java.util.Locale;

/** Amounts of bytes in decimal units, as {@code docker images} counts. */
final class Sizes {
  private Sizes() {}

  /** Such as {@code 1.4 GB} or {@code 123 MB}. */
  static String text(long bytes) {
    if (bytes < 999_500_000) {
      return (bytes + 500_000) / 1_000_000 + " MB";
    }
    return bytes < 9_950_000_000L
        ? String.format(Locale.ROOT, "%.1f GB", bytes / 1e9)
        : Math.round(bytes / 1e9) + " GB";
  }
}
