package dev.jcross.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which packages of an image shared libraries are of.
 *
 * @param owners what {@code dpkg-query -S} tells: a package and one of its files each
 * @param versions by the packages' names
 */
record DebianPackages(List<Owner> owners, Map<String, String> versions) {
  /** Prints the owners of the libraries that are named, an empty line, and all versions. */
  static final String SCRIPT =
      """
      for name; do dpkg-query -S "*/$name" 2>/dev/null; done
      echo
      dpkg-query -W -f '${binary:Package} ${Version}\\n' 2>/dev/null
      """;

  /** One file. */
  record Owner(String name, String file) {}

  /** A package as others can find it. */
  record Found(String name, String version, String architecture) {
    String purl() {
      return "pkg:deb/debian/"
          + PackageUrl.encoded(name)
          + "@"
          + PackageUrl.encoded(version)
          + "?arch="
          + architecture;
    }
  }

  static DebianPackages read(String output) {
    var owners = new ArrayList<Owner>();
    var versions = new TreeMap<String, String>();
    for (var line : output.lines().toList()) {
      int colon = line.indexOf(": /");
      var words = line.split(" ", -1);
      if (colon > 0 && !line.startsWith("diversion ")) {
        var file = line.substring(colon + 2);
        for (var name : line.substring(0, colon).split(", ", -1)) {
          owners.add(new Owner(name, file));
        }
      } else if (words.length == 2) {
        versions.put(words[0], words[1]);
      }
    }
    return new DebianPackages(owners, versions);
  }

  /**
   * The package that a library was linked from.
   *
   * @param architecture Debian's name of the target's
   */
  Optional<Found> of(String library, String architecture) {
    // GCC for other machines looks first where packages for cross-compiling have theirs.
    return owner(library, "-" + architecture + "-cross")
        .map(name -> found(name, "all"))
        .or(() -> owner(library, ":" + architecture).map(name -> found(name, architecture)))
        .filter(found -> !found.version().isEmpty());
  }

  private Optional<String> owner(String library, String suffix) {
    return owners.stream()
        .filter(owner -> owner.file().endsWith("/" + library) && owner.name().endsWith(suffix))
        .map(Owner::name)
        .sorted()
        .findFirst();
  }

  private Found found(String name, String architecture) {
    return new Found(name.replaceFirst(":.*", ""), versions.getOrDefault(name, ""), architecture);
  }
}
