package dev.jcross.trust;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Asks web servers, through the caller's proxies and trusting the caller's certificates. */
final class WebClient implements AutoCloseable {
  private static final Timeout CONNECT = Timeout.ofSeconds(10);
  private static final Timeout ANSWER = Timeout.ofSeconds(30);

  /** Of an answer; signatures are small, and an endless one must not fill the memory. */
  private static final int LIMIT = 4 << 20;

  private final CloseableHttpClient client;

  /** An answer, whatever its status. */
  static final class Reply {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private Reply(int status, Map<String, String> headers, byte[] body) {
      this.status = status;
      this.headers = headers;
      this.body = body;
    }

    int status() {
      return status;
    }

    /** By its name in lower case. */
    Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }

    byte[] body() {
      return body.clone();
    }
  }

  WebClient(RegistryAccess access) throws IOException {
    var proxies = new ProxyVariables(access.variables());
    var credentials = new BasicCredentialsProvider();
    for (var scheme : new String[] {"http", "https"}) {
      proxies.forHost(scheme, "").ifPresent(proxy -> add(credentials, proxy));
    }
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(CONNECT)
                    .setSocketTimeout(ANSWER)
                    .build());
    if (access.caBundle().isPresent()) {
      connections.setTlsSocketStrategy(
          new DefaultClientTlsStrategy(trusting(access.caBundle().get())));
    }
    client =
        HttpClients.custom()
            .setConnectionManager(connections.build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setResponseTimeout(ANSWER)
                    .setProtocolUpgradeEnabled(false)
                    .build())
            .setDefaultCredentialsProvider(credentials)
            .setRoutePlanner(new Routes(proxies))
            // What is told to one host is not told to another.
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .build();
  }

  private static void add(BasicCredentialsProvider credentials, URI proxy) {
    if (proxy.getUserInfo() != null) {
      var pair = proxy.getUserInfo().split(":", 2);
      credentials.setCredentials(
          new AuthScope(Routes.host(proxy)),
          new UsernamePasswordCredentials(pair[0], (pair.length > 1 ? pair[1] : "").toCharArray()));
    }
  }

  private static final class Routes extends DefaultRoutePlanner {
    private final ProxyVariables proxies;

    Routes(ProxyVariables proxies) {
      super(null);
      this.proxies = proxies;
    }

    @Override
    protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
      return proxies
          .forHost(target.getSchemeName(), target.getHostName())
          .map(Routes::host)
          .orElse(null);
    }

    static HttpHost host(URI proxy) {
      boolean tls = "https".equals(proxy.getScheme());
      int port = proxy.getPort() >= 0 ? proxy.getPort() : tls ? 443 : 80;
      return new HttpHost(tls ? "https" : "http", proxy.getHost(), port);
    }
  }

  Reply get(URI address, String accept, Optional<String> authorization) throws IOException {
    var request = new HttpGet(address);
    request.setHeader("Accept", accept);
    authorization.ifPresent(value -> request.setHeader("Authorization", value));
    return send(request);
  }

  Reply post(URI address, String form) throws IOException {
    var request = new HttpPost(address);
    request.setEntity(
        new StringEntity(
            form, ContentType.APPLICATION_FORM_URLENCODED.withCharset(StandardCharsets.UTF_8)));
    return send(request);
  }

  private Reply send(HttpUriRequestBase request) throws IOException {
    return client.execute(
        request,
        response -> {
          var headers = new TreeMap<String, String>();
          for (var header : response.getHeaders()) {
            headers.put(header.getName().toLowerCase(java.util.Locale.ROOT), header.getValue());
          }
          var entity = response.getEntity();
          var body = entity == null ? new byte[0] : EntityUtils.toByteArray(entity, LIMIT);
          return new Reply(response.getCode(), headers, body == null ? new byte[0] : body);
        });
  }

  private static SSLContext trusting(Path bundle) throws IOException {
    try (var stream = Files.newInputStream(bundle)) {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(stream)) {
        store.setCertificateEntry("bundle-" + number++, certificate);
      }
      for (var manager : managers(null)) {
        if (manager instanceof X509TrustManager known) {
          for (var certificate : known.getAcceptedIssuers()) {
            store.setCertificateEntry("known-" + number++, certificate);
          }
        }
      }
      var context = SSLContext.getInstance("TLS");
      context.init(null, managers(store), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("the CA bundle '" + bundle + "' cannot be used", e);
    }
  }

  private static javax.net.ssl.TrustManager[] managers(@Nullable KeyStore store)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
