package dev.jcross.integration;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * What a server behind TLS shows, signed by nobody but itself.
 *
 * @param certificate to trust, in PEM form
 */
record ServerKey(SSLContext context, Path certificate) {
  private static final String PASSWORD = "changeit";

  /** A new one for an address, in a directory. */
  static ServerKey make(Path directory, InetAddress address)
      throws IOException, GeneralSecurityException {
    var store = directory.resolve("store.p12");
    var certificate = directory.resolve("certificate.pem");
    keytool(
        directory,
        store,
        "-genkeypair -keyalg EC -dname CN=server -ext bc=ca:true -storetype PKCS12 -ext san=ip:"
            + address.getHostAddress());
    keytool(directory, store, "-exportcert -rfc -file certificate.pem");
    return new ServerKey(context(store), certificate);
  }

  private static void keytool(Path directory, Path store, String words) {
    var program = Path.of(System.getProperty("java.home"), "bin/keytool").toString();
    var line =
        program + " " + words + " -alias server -storepass " + PASSWORD + " -keystore " + store;
    Commands.run(directory, Map.of(), List.of(line.split(" ")));
  }

  private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
    var keys = KeyStore.getInstance("PKCS12");
    try (var stream = Files.newInputStream(store)) {
      keys.load(stream, PASSWORD.toCharArray());
    }
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD.toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }
}
