package dev.jcross.bundle;

import java.util.Objects;
import java.util.Optional;

/**
 * A package of Cargo.lock that comes from elsewhere.
 *
 * @param source as Cargo.lock has it, such as {@code registry+https://…} or {@code git+https://…#…}
 * @param checksum of its archive, hexadecimal; empty for what comes from git
 */
public record Crate(String name, String version, String source, Optional<String> checksum) {
  public Crate {
    Objects.requireNonNull(name);
    Objects.requireNonNull(version);
    Objects.requireNonNull(source);
    Objects.requireNonNull(checksum);
  }

  boolean isGit() {
    return source.startsWith("git+");
  }

  /** The name of its archive. */
  String archive() {
    return name + "-" + version + ".crate";
  }

  /** The commit, for what comes from git. */
  String commit() {
    return source.substring(source.lastIndexOf('#') + 1);
  }

  /** The last part of a repository's address, as the folder is called that cargo keeps it in. */
  String repository() {
    var address = source.replaceFirst("[?#].*", "").replaceFirst("/+$", "");
    return address.substring(address.lastIndexOf('/') + 1).replaceFirst("\\.git$", "");
  }
}
