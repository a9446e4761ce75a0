package dev.jcross.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/**
 * A package of cargo's, as {@code cargo metadata} has it.
 *
 * @param source {@code registry+https://…}, {@code git+https://…#commit}; empty if it lies in a
 *     folder
 * @param needs the ids of the packages that it may use, for whatever but tests
 */
record Crate(
    String id,
    String name,
    String version,
    Optional<String> source,
    Optional<String> license,
    Optional<String> repository,
    SortedSet<String> needs) {
  private static final String CRATES_IO = "registry+https://github.com/rust-lang/crates.io-index";

  /** That of the resolve's node. */
  static Crate of(JsonNode crate, JsonNode node) {
    var needs = new TreeSet<String>();
    for (var dependency : node.path("deps")) {
      boolean used =
          StreamSupport.stream(dependency.path("dep_kinds").spliterator(), false)
              .anyMatch(kind -> !kind.path("kind").asText().equals("dev"));
      if (used) {
        needs.add(dependency.path("pkg").asText());
      }
    }
    return new Crate(
        crate.path("id").asText(),
        crate.path("name").asText(),
        crate.path("version").asText(),
        text(crate, "source"),
        text(crate, "license"),
        text(crate, "repository"),
        needs);
  }

  /** What an id alone tells. */
  static Optional<Crate> of(String id) {
    int hash = id.indexOf('#');
    return CargoUnits.nameAndVersion(id)
        .map(
            name -> {
              int space = name.indexOf(' ');
              return new Crate(
                  id,
                  name.substring(0, space),
                  name.substring(space + 1),
                  Optional.of(id)
                      .filter(text -> text.startsWith("registry+") && hash > 0)
                      .map(text -> text.substring(0, hash)),
                  Optional.empty(),
                  Optional.empty(),
                  new TreeSet<>());
            });
  }

  private static Optional<String> text(JsonNode crate, String name) {
    return Optional.ofNullable(crate.path(name).textValue()).filter(value -> !value.isEmpty());
  }

  boolean isOfCratesIo() {
    return source.filter(CRATES_IO::equals).isPresent()
        || source.filter("sparse+https://index.crates.io/"::equals).isPresent();
  }

  /**
   * Its name in other tools' tables: see github.com/package-url/purl-spec. One that lies in a
   * folder has none, as it would be taken for that of crates.io with the same name.
   */
  Optional<String> purl() {
    var purl = "pkg:cargo/" + name + "@" + PackageUrl.encoded(version);
    return source.map(
        from -> {
          if (isOfCratesIo()) {
            return purl;
          }
          return from.startsWith("git+")
              ? purl + "?vcs_url=" + PackageUrl.encoded(withCommit(from))
              : purl
                  + "?repository_url="
                  + PackageUrl.encoded(from.replaceFirst("^(registry|sparse)\\+", ""));
        });
  }

  /** {@code git+https://host/repo?branch=a#commit} as SPDX has it: {@code git+…@commit}. */
  private static String withCommit(String source) {
    int hash = source.lastIndexOf('#');
    var address = (hash < 0 ? source : source.substring(0, hash)).replaceFirst("\\?.*", "");
    return address.replaceFirst("://[^/@]+@", "://")
        + (hash < 0 ? "" : "@" + source.substring(hash + 1));
  }
}
