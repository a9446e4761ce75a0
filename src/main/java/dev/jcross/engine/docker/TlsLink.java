package dev.jcross.engine.docker;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * To a port, through TLS. docker-java's transport could do that too, but always insists on the
 * host's name, which {@code SkipTLSVerify} is there to pass over; and what fails reaches the caller
 * in the same words on every connection.
 */
final class TlsLink implements EngineLink {
  private final String host;
  private final int port;
  private final SSLContext tls;
  private final boolean verify;
  private final String place;
  private final PrivateDirectory directory;
  private final LocalRelay relay;

  private TlsLink(
      String host,
      int port,
      SSLContext tls,
      boolean verify,
      String place,
      PrivateDirectory directory)
      throws IOException {
    this.host = host;
    this.port = port;
    this.tls = tls;
    this.verify = verify;
    this.place = place;
    this.directory = directory;
    this.relay =
        LocalRelay.listen(
            directory.file("engine.sock"),
            () -> EngineConnection.throughTls(host, port, tls, verify));
  }

  static TlsLink open(String host, int port, TlsMaterial material, String place)
      throws IOException {
    var tls = material.context();
    var directory = PrivateDirectory.make();
    try {
      return new TlsLink(host, port, tls, material.verify(), place, directory);
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  @Override
  public EngineConnection connect() throws IOException {
    return EngineConnection.throughTls(host, port, tls, verify);
  }

  @Override
  public URI address() {
    return EngineLink.socketAddress(relay.socket());
  }

  @Override
  public String place() {
    return place;
  }

  @Override
  public Optional<String> trouble() {
    return relay.trouble();
  }

  @Override
  public void close() {
    relay.close();
    directory.close();
  }
}
