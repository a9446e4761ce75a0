package dev.jcross.host;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A Rust toolchain of this machine.
 *
 * @param sysroot absolute; programs lie in {@code bin} below it
 * @param version such as {@code 1.99.1}
 * @param hostTriple what its programs run on
 * @param store where Nix keeps what the programs are linked against, if it is there
 * @param targets the triples that it has a standard library for, sorted
 */
public record HostToolchain(
    Path sysroot, String version, String hostTriple, Optional<Path> store, Set<String> targets) {
  public HostToolchain {
    Objects.requireNonNull(sysroot);
    Objects.requireNonNull(version);
    Objects.requireNonNull(hostTriple);
    Objects.requireNonNull(store);
    targets = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(targets));
  }
}
