package dev.jcross.engine.docker;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Where an engine listens, and how one gets there. */
sealed interface Address {
  /** A socket of this machine. */
  record UnixSocket(Path path) implements Address {}

  /**
   * A port.
   *
   * @param tls empty: spoken to in the clear
   */
  record Tcp(String host, int port, Optional<TlsMaterial> tls) implements Address {}

  /**
   * A machine that the {@code ssh} program reaches, and the engine of it.
   *
   * @param socket the engine's socket over there; empty: the usual one
   * @param identity a private key; empty: as ssh is set up
   * @param podman whether it is Podman for sure
   */
  record Ssh(
      Optional<String> user,
      String host,
      OptionalInt port,
      Optional<String> socket,
      Optional<Path> identity,
      boolean podman)
      implements Address {
    /** As ssh takes it. */
    String destination() {
      return user.map(name -> name + "@").orElse("") + host;
    }
  }

  /** No socket yet: a program that serves one for as long as it is needed. */
  record PodmanProgram(Path program) implements Address {}
}
