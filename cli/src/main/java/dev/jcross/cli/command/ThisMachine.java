package dev.jcross.cli.command;

import dev.jcross.host.HostFacts;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The machine that jcross runs on. */
final class ThisMachine implements Machine {
  private final HostFacts host;

  ThisMachine(HostFacts host) {
    this.host = host;
  }

  @Override
  public Disk disk(Path directory) throws IOException {
    var existing = directory;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    var store = Files.getFileStore(existing);
    return new Disk(store.toString(), store.getUsableSpace());
  }

  @Override
  public boolean isDirectory(Path directory) {
    return Files.isDirectory(directory);
  }

  @Override
  public boolean hasProgram(String name) {
    return host.program(name).isPresent();
  }

  @Override
  public int certificates(Path bundle) throws IOException {
    return read(bundle).size();
  }

  private static Collection<X509Certificate> read(Path bundle) throws IOException {
    var certificates = new ArrayList<X509Certificate>();
    try (var stream = Files.newInputStream(bundle)) {
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(stream)) {
        certificates.add((X509Certificate) certificate);
      }
    } catch (CertificateException e) {
      throw new IOException("no PEM certificates: " + e.getMessage(), e);
    }
    return certificates;
  }

  @Override
  public int ask(URI address, Optional<Path> caBundle, Duration limit) throws IOException {
    var proxy = Proxies.of(host).forAddress(address);
    var connection =
        (HttpURLConnection)
            address.toURL().openConnection(proxy.map(ThisMachine::proxy).orElse(Proxy.NO_PROXY));
    connection.setRequestMethod("HEAD");
    connection.setConnectTimeout((int) limit.toMillis());
    connection.setReadTimeout((int) limit.toMillis());
    proxy
        .flatMap(uri -> Optional.ofNullable(uri.getUserInfo()))
        .ifPresent(
            user ->
                connection.setRequestProperty(
                    "Proxy-Authorization",
                    "Basic "
                        + Base64.getEncoder()
                            .encodeToString(user.getBytes(StandardCharsets.UTF_8))));
    if (connection instanceof HttpsURLConnection secure && caBundle.isPresent()) {
      secure.setSSLSocketFactory(trusting(caBundle.get()).getSocketFactory());
    }
    try {
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }

  private static Proxy proxy(URI address) {
    int port = address.getPort() < 0 ? 80 : address.getPort();
    var type =
        String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT).startsWith("socks")
            ? Proxy.Type.SOCKS
            : Proxy.Type.HTTP;
    return new Proxy(type, new InetSocketAddress(address.getHost(), port));
  }

  /** Trusts everybody's certificates and those of the bundle, as a build does. */
  private static SSLContext trusting(Path bundle) throws IOException {
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (var certificate : read(bundle)) {
        store.setCertificateEntry("bundle-" + number++, certificate);
      }
      var known = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      known.init((KeyStore) null);
      for (var manager : known.getTrustManagers()) {
        if (manager instanceof X509TrustManager trust) {
          for (var certificate : trust.getAcceptedIssuers()) {
            store.setCertificateEntry("known-" + number++, certificate);
          }
        }
      }
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }
}
