package dev.jcross.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jcross.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtraCertificatesTest {
  /** Self-signed, for this test alone; nobody keeps its key. */
  static final String COMPANY =
      """
      -----BEGIN CERTIFICATE-----
      MIIBkTCCATegAwIBAgIUF94Ir9YAkkkp/hKjEAHAp34i3TswCgYIKoZIzj0EAwIw
      HTEbMBkGA1UEAwwSRXhhbXBsZSBDb21wYW55IENBMCAXDTI2MTEyMTA4NTYxM1oY
      DzIxMjYxMDI4MDg1NjEzWjAdMRswGQYDVQQDDBJFeGFtcGxlIENvbXBhbnkgQ0Ew
      WTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQ1fbWDghpY4sLAbXZUG3E2NB9GcwJF
      xo+iuYrr5wZp7wNEtXsUR/z1SnmRRgiAtzayPGcQ43vRtkFyQ4SxbzQVo1MwUTAd
      BgNVHQ4EFgQUpX7bo/1NBCiyIKdHPIfir7zEW9gwHwYDVR0jBBgwFoAUpX7bo/1N
      BCiyIKdHPIfir7zEW9gwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBF
      AiBWOwhiNhxf8IB61tva0+4ZoaBRkK5VTeacUXe7lxxkywIhALtJUNC1UQBpr+R3
      cRkrFeaPW2dKSFmxzCtSsVdrlA7+
      -----END CERTIFICATE-----
      """;

  @TempDir Path directory;

  private Path bundle(String text) throws IOException {
    return Files.writeString(directory.resolve("ca.pem"), text);
  }

  /** Certificates of this Java's that are on the list. */
  private static String wellKnown(int count) throws Exception {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    var known =
        Arrays.stream(factory.getTrustManagers())
            .filter(manager -> manager instanceof X509TrustManager)
            .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
            .filter(certificate -> listed(certificate))
            .limit(count)
            .toList();
    assertThat(known).hasSize(count);
    var pem = new StringBuilder();
    for (var certificate : known) {
      pem.append("-----BEGIN CERTIFICATE-----\n")
          .append(Base64.getMimeEncoder().encodeToString(certificate.getEncoded()))
          .append("\n-----END CERTIFICATE-----\n");
    }
    return pem.toString();
  }

  private static boolean listed(X509Certificate certificate) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return Scripts.read("well-known-certificates.txt").contains(HexFormat.of().formatHex(digest));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String unpacked(String argument) throws IOException {
    try (var text =
        new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(argument)))) {
      return new String(text.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void takesOnlyTheCertificatesThatNotEverybodyKnows() throws Exception {
    var argument =
        ExtraCertificates.of(bundle("# a comment\n" + wellKnown(5) + COMPANY + wellKnown(7)));

    assertThat(unpacked(argument.orElseThrow())).isEqualTo(COMPANY);
  }

  @Test
  void isEmptyForABundleOfWellKnownOnes() throws Exception {
    assertThat(ExtraCertificates.of(bundle(wellKnown(3)))).isEmpty();
  }

  @Test
  void isTheSameForTheSameCertificates() throws Exception {
    assertThat(ExtraCertificates.of(bundle(COMPANY)))
        .isEqualTo(ExtraCertificates.of(bundle(wellKnown(1) + COMPANY)));
  }

  @Test
  void tellsWhichBundleCannotBeRead() throws IOException {
    for (var bundle :
        List.of(directory.resolve("gone.pem"), bundle("-----BEGIN CERTIFICATE-----\nx"))) {
      var problem =
          catchThrowableOfType(ProblemException.class, () -> ExtraCertificates.of(bundle));

      assertThat(problem.problems().getFirst().lines())
          .hasSize(2)
          .contains("  --> " + bundle)
          .first()
          .asString()
          .startsWith("error[CA_BUNDLE]: the CA bundle cannot be read: ");
    }
  }
}
