package dev.jcross.engine.docker;

import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.jspecify.annotations.Nullable;

/**
 * The files that TLS needs, as Docker's client names them.
 *
 * @param authority whom to trust; empty: whom this machine trusts
 * @param certificate of the caller, with its key; empty: it shows none
 * @param verify whether the engine has to prove who it is
 */
record TlsMaterial(
    Optional<Path> authority, Optional<Path> certificate, Optional<Path> key, boolean verify) {

  static TlsMaterial of() {
    return new TlsMaterial(Optional.empty(), Optional.empty(), Optional.empty(), true);
  }

  /** Those of {@code ca.pem}, {@code cert.pem} and {@code key.pem} that the directory has. */
  static TlsMaterial in(Path directory, boolean verify) {
    return new TlsMaterial(
        existing(directory.resolve("ca.pem")),
        existing(directory.resolve("cert.pem")),
        existing(directory.resolve("key.pem")),
        verify);
  }

  boolean empty() {
    return authority.isEmpty() && certificate.isEmpty() && key.isEmpty();
  }

  private static Optional<Path> existing(Path file) {
    return Optional.of(file).filter(Files::exists);
  }

  /**
   * What they come to.
   *
   * @throws dev.jcross.problem.ProblemException FILE if one cannot be read or is none
   */
  SSLContext context() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(keys(), trust(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  private KeyManager @Nullable [] keys() {
    if (certificate.isEmpty() && key.isEmpty()) {
      return null;
    }
    var chain = certificate.orElseThrow(() -> missing(key.orElseThrow(), "cert.pem"));
    var secret = key.orElseThrow(() -> missing(chain, "key.pem"));
    var certificates = certificates(chain);
    try {
      var store = emptyStore();
      store.setKeyEntry(
          "client", privateKey(secret), noPassword(), certificates.toArray(Certificate[]::new));
      var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, noPassword());
      return factory.getKeyManagers();
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw broken(secret, "the TLS key or its certificate cannot be used", e);
    }
  }

  private TrustManager @Nullable [] trust() {
    if (!verify) {
      return new TrustManager[] {new TrustAnybody()};
    }
    if (authority.isEmpty()) {
      return null;
    }
    var file = authority.get();
    var certificates = certificates(file);
    try {
      var store = emptyStore();
      for (var one : certificates) {
        store.setCertificateEntry("authority-" + store.size(), one);
      }
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw broken(file, "the certificates cannot be used", e);
    }
  }

  /** Of a store that is never written. */
  private static char[] noPassword() {
    return new char[0];
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, noPassword());
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file) {
    try (var input = Files.newInputStream(file)) {
      var all = CertificateFactory.getInstance("X.509").generateCertificates(input);
      if (all.isEmpty()) {
        throw new IOException("it holds no certificate");
      }
      return all;
    } catch (IOException | GeneralSecurityException e) {
      throw broken(file, "the certificates cannot be used", e);
    }
  }

  /** The JDK itself reads one of the three forms that OpenSSL writes. */
  private static PrivateKey privateKey(Path file) throws IOException {
    try (var parser = new PEMParser(Files.newBufferedReader(file))) {
      for (var object = parser.readObject(); object != null; object = parser.readObject()) {
        switch (object) {
          case PEMKeyPair pair -> {
            return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
          }
          case PrivateKeyInfo key -> {
            return new JcaPEMKeyConverter().getPrivateKey(key);
          }
          // The parameters of a curve may stand in front.
          default -> {}
        }
      }
      throw new IOException("it holds no key without a password");
    }
  }

  private static RuntimeException missing(Path beside, String name) {
    var file = beside.resolveSibling(name);
    return Problem.error(
            ProblemCode.FILE, "a client certificate for the engine needs its key, and it its key")
        .at(Place.of(file.toString()))
        .with(java.util.List.of("this file does not exist"))
        .asException();
  }

  private static RuntimeException broken(Path file, String what, Exception cause) {
    return Problem.error(ProblemCode.FILE, what + ": " + Failures.reason(cause))
        .at(Place.of(file.toString()))
        .asException();
  }

  /** As {@code SkipTLSVerify} of a context asks for, in so many words. */
  private static final class TrustAnybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
