package dev.jcross.report;

import java.util.Objects;
import java.util.Optional;

/**
 * The commit that was built from.
 *
 * @param commit the full id
 * @param uri where others find the repository, in SPDX's form: {@code
 *     git+https://example.com/repo.git}; empty if only this machine knows it
 * @param dirty whether there were changes that are not in it
 */
public record Source(String commit, Optional<String> uri, boolean dirty) {
  public Source {
    if (!commit.matches("[0-9a-f]{40}([0-9a-f]{24})?")) {
      throw new IllegalArgumentException("not a commit: '" + commit + "'");
    }
    Objects.requireNonNull(uri);
  }

  /**
   * The form of a remote's address that goes into documents: without user and password.
   *
   * @param remote as git has it: an URL, or {@code host:path}
   * @return empty for a path of this machine
   */
  public static Optional<String> uri(String remote) {
    var ssh = remote.matches("[^/:]+:[^/].*") ? "ssh://" + remote.replaceFirst(":", "/") : remote;
    return ssh.matches("(https?|ssh|git)://.+")
        // The name of ssh's user is the same for all, and a part of the address.
        ? Optional.of(
            "git+"
                + (ssh.startsWith("ssh://")
                    ? ssh.replaceFirst("://([^/@:]+)(:[^/@]*)?@", "://$1@")
                    : ssh.replaceFirst("://[^/@]+@", "://").replaceFirst("[?#].*", "")))
        : Optional.empty();
  }
}
