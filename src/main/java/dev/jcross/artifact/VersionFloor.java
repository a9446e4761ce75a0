package dev.jcross.artifact;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The oldest version of a library that a file loads with, and what asks for it.
 *
 * @param symbols for each version that the file asks for, oldest first, the symbols it takes from
 *     it, sorted; never empty. A version may have no symbol: the loader checks it all the same. A
 *     demand of the loader itself stands under its own name, such as {@code GLIBC_ABI_DT_RELR}
 * @param libraries for each of these versions the files that have to have it, such as {@code
 *     libm.so.6}, sorted
 */
public record VersionFloor(
    NavigableMap<Version, List<String>> symbols, NavigableMap<Version, List<String>> libraries) {
  public VersionFloor {
    symbols = copy(symbols);
    libraries = copy(libraries);
    if (symbols.isEmpty()) {
      throw new IllegalArgumentException("a floor needs a version");
    }
  }

  private static NavigableMap<Version, List<String>> copy(
      NavigableMap<Version, List<String>> names) {
    var copy = new TreeMap<Version, List<String>>();
    names.forEach((version, list) -> copy.put(version, List.copyOf(list)));
    return Collections.unmodifiableNavigableMap(copy);
  }

  /** The newest version asked for, hence the oldest that will do. */
  public Version minimum() {
    return symbols.lastKey();
  }

  /** What keeps the file from loading with this version: newer versions and their symbols. */
  public NavigableMap<Version, List<String>> above(Version version) {
    return symbols.tailMap(version, false);
  }
}
