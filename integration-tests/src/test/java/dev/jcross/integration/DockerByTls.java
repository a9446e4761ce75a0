package dev.jcross.integration;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The engine of this machine behind a front that speaks TLS and asks for a certificate. */
final class DockerByTls extends EngineWay {
  private static final Path SOCKET = Path.of("/var/run/docker.sock");

  private Path directory = Path.of("/");
  private Optional<ServerSocket> front = Optional.empty();

  /** A certificate with its key. */
  private record Identity(KeyPair keys, X509Certificate certificate) {}

  DockerByTls() {
    super("through TLS");
  }

  @Override
  void start() throws IOException {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Files.exists(SOCKET), "Docker's usual socket is not there");
    directory = Files.createTempDirectory("jcross-it-tls-").toRealPath();
    try {
      var authority = identity("authority", Optional.empty(), "authority");
      var other = identity("other", Optional.empty(), "other");
      var server = identity("server", Optional.of(authority), "localhost");
      write("good", authority, identity("client", Optional.of(authority), "client"));
      write("other-authority", other, identity("client", Optional.of(authority), "client"));
      write("other-client", authority, identity("client", Optional.of(other), "client"));
      var socket =
          (SSLServerSocket)
              context(server, authority)
                  .getServerSocketFactory()
                  .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
      socket.setNeedClientAuth(true);
      front = Optional.of(socket);
      daemon(() -> accept(socket));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IOException(e);
    }
  }

  private static Identity identity(String name, Optional<Identity> issuer, String host)
      throws GeneralSecurityException, OperatorCreationException, CertIOException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    var keys = generator.generateKeyPair();
    var now = Instant.now();
    var builder =
        new JcaX509v3CertificateBuilder(
            new X500Name("CN=" + issuer.map(one -> "jcross-authority").orElse("jcross-" + name)),
            BigInteger.valueOf(now.toEpochMilli() + name.hashCode()),
            Date.from(now.minus(Duration.ofHours(1))),
            Date.from(now.plus(Duration.ofHours(5))),
            new X500Name("CN=jcross-" + name),
            keys.getPublic());
    if (issuer.isEmpty()) {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    } else {
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
    }
    var signer =
        new JcaContentSignerBuilder("SHA256withECDSA")
            .build(issuer.map(one -> one.keys).orElse(keys).getPrivate());
    return new Identity(
        keys, new JcaX509CertificateConverter().getCertificate(builder.build(signer)));
  }

  private void write(String name, Identity authority, Identity client)
      throws IOException, GeneralSecurityException {
    var folder = Files.createDirectory(directory.resolve(name));
    pem(folder.resolve("ca.pem"), "CERTIFICATE", authority.certificate.getEncoded());
    pem(folder.resolve("cert.pem"), "CERTIFICATE", client.certificate.getEncoded());
    pem(folder.resolve("key.pem"), "PRIVATE KEY", client.keys.getPrivate().getEncoded());
  }

  private static void pem(Path file, String kind, byte[] bytes) throws IOException {
    Files.writeString(
        file,
        "-----BEGIN %s-----%n%s%n-----END %s-----%n"
            .formatted(kind, Base64.getMimeEncoder().encodeToString(bytes), kind));
  }

  private static SSLContext context(Identity server, Identity authority)
      throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "server",
        server.keys.getPrivate(),
        new char[0],
        new Certificate[] {server.certificate, authority.certificate});
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("authority", authority.certificate);
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static void daemon(Runnable work) {
    Thread.ofPlatform().daemon().name("jcross-it-tls").start(work);
  }

  private static void accept(ServerSocket server) {
    while (!server.isClosed()) {
      try {
        var client = server.accept();
        daemon(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void serve(Socket client) {
    try (client;
        var engine = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      engine.connect(UnixDomainSocketAddress.of(SOCKET));
      var back =
          Thread.ofPlatform()
              .daemon()
              .start(
                  () -> {
                    try {
                      copy(Channels.newInputStream(engine), client.getOutputStream());
                      client.shutdownOutput();
                    } catch (IOException e) {
                      // The client is gone.
                    }
                  });
      copy(client.getInputStream(), Channels.newOutputStream(engine));
      engine.shutdownOutput();
      back.join();
    } catch (IOException e) {
      // A client that was turned away, or left.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    var buffer = new byte[32 * 1024];
    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      to.write(buffer, 0, read);
      to.flush();
    }
  }

  int port() {
    return front.orElseThrow().getLocalPort();
  }

  /** A directory of certificates: {@code good}, {@code other-authority}, {@code other-client}. */
  Path certificates(String name) {
    return directory.resolve(name);
  }

  @Override
  Map<String, String> environment() {
    return environment("localhost", "good");
  }

  Map<String, String> environment(String host, String certificates) {
    var environment = new HashMap<>(plainEnvironment());
    environment.put("DOCKER_HOST", "tcp://" + host + ":" + port());
    environment.put("DOCKER_TLS_VERIFY", "1");
    environment.put("DOCKER_CERT_PATH", certificates(certificates).toString());
    return environment;
  }

  @Override
  void stop() {
    try {
      if (front.isPresent()) {
        front.get().close();
      }
    } catch (IOException e) {
      // It takes no more connections either way.
    }
    if (!directory.equals(Path.of("/"))) {
      Workbench.deleteAll(directory);
    }
  }
}
