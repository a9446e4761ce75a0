package dev.jcross.target;

import java.util.List;
import java.util.Set;

/** What stands behind the architecture in a triple's name. */
record TripleParts(String operatingSystem, String environment) {
  /** Systems that follow the architecture at once, without a vendor. */
  private static final Set<String> WITHOUT_VENDOR =
      Set.of("none", "nuttx", "rtems", "wasip1", "wasip2", "wasip3");

  static TripleParts of(String name) {
    var parts = List.of(name.split("-", -1));
    var last = parts.getLast();
    if (parts.size() == 1) {
      return new TripleParts("", "");
    }
    if (last.startsWith("android")) {
      return new TripleParts("android", last.substring("android".length()));
    }
    int system = parts.size() == 2 || WITHOUT_VENDOR.contains(parts.get(1)) ? 1 : 2;
    var word = parts.get(system);
    return new TripleParts(
        word.equals("darwin") ? "macos" : word.startsWith("wasip") ? "wasi" : word,
        String.join("-", parts.subList(system + 1, parts.size())));
  }
}
