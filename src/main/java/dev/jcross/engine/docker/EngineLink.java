package dev.jcross.engine.docker;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** An open way to an engine. */
interface EngineLink extends AutoCloseable {
  /** One more connection. */
  EngineConnection connect() throws IOException;

  /** Where docker-java finds it, whose transport knows sockets and ports only. */
  URI address();

  /** As the user knows the engine's place, such as {@code ssh://build.example}. */
  String place();

  /** What the way itself has to say of a failure, such as the last words of ssh. */
  default Optional<String> trouble() {
    return Optional.empty();
  }

  @Override
  void close();

  /**
   * Opens the way to an endpoint.
   *
   * @throws dev.jcross.problem.ProblemException if something is missing that it needs here
   * @throws IOException if nothing answers there
   */
  static EngineLink open(DockerEndpoint endpoint) throws IOException {
    return switch (endpoint.address()) {
      case Address.UnixSocket(var path) -> new SocketLink(path, endpoint.text());
      case Address.Tcp(var host, var port, var tls) ->
          tls.isPresent()
              ? TlsLink.open(host, port, tls.get(), endpoint.text())
              : new PortLink(host, port, endpoint.text());
      case Address.Ssh ssh -> SshLink.open(ssh, endpoint.text(), endpoint.machine());
      case Address.PodmanProgram(var program) -> PodmanService.start(program, endpoint.machine());
    };
  }

  /** To a socket of this machine. */
  record SocketLink(java.nio.file.Path path, String place) implements EngineLink {
    @Override
    public EngineConnection connect() throws IOException {
      return EngineConnection.toSocket(path);
    }

    @Override
    public URI address() {
      return socketAddress(path);
    }

    @Override
    public void close() {}
  }

  /** To a port, in the clear. */
  record PortLink(String host, int port, String place) implements EngineLink {
    @Override
    public EngineConnection connect() throws IOException {
      return EngineConnection.toPort(host, port);
    }

    @Override
    public URI address() {
      try {
        return new URI("tcp", null, host, port, null, null, null);
      } catch (java.net.URISyntaxException e) {
        throw new IllegalStateException("host and port make a URI", e);
      }
    }

    @Override
    public void close() {}
  }

  static URI socketAddress(java.nio.file.Path path) {
    try {
      return new URI("unix", "", path.toString(), null);
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException("an absolute path makes a URI", e);
    }
  }
}
