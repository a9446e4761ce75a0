package dev.jcross.run;

import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/**
 * The certificates of a bundle that are not known to everybody, such as a company's own. Only they
 * travel into image builds, as a build argument: nothing of them stays in an image. Java's own list
 * cannot tell them apart, as distributions let Java trust what the host trusts.
 */
final class ExtraCertificates {
  /** Linux takes at most 128 KiB for one argument (MAX_ARG_STRLEN). */
  private static final int MAX_ARGUMENT_BYTES = 120 * 1024;

  private ExtraCertificates() {}

  /**
   * Base64 of gzipped PEM; empty if the bundle holds only well-known certificates.
   *
   * @throws dev.jcross.problem.ProblemException CA_BUNDLE if it cannot be read or is too large
   */
  static Optional<String> of(Path bundle) {
    try {
      var wellKnown = wellKnown();
      var pem = new StringBuilder();
      for (var certificate : read(bundle)) {
        if (!wellKnown.contains(fingerprint(certificate))) {
          pem.append("-----BEGIN CERTIFICATE-----\n")
              .append(
                  Base64.getMimeEncoder(64, new byte[] {'\n'})
                      .encodeToString(certificate.getEncoded()))
              .append("\n-----END CERTIFICATE-----\n");
        }
      }
      if (pem.isEmpty()) {
        return Optional.empty();
      }
      var text = Base64.getEncoder().encodeToString(gzip(pem.toString()));
      if (text.length() > MAX_ARGUMENT_BYTES) {
        throw problem(bundle, "holds too many certificates for an image build")
            .help("name a file with your own certificates only: [build] ca-bundle = \"…\"")
            .asException();
      }
      return Optional.of(text);
    } catch (IOException | GeneralSecurityException e) {
      throw problem(bundle, "cannot be read: " + e.getMessage()).asException();
    }
  }

  private static Problem problem(Path bundle, String what) {
    return Problem.error(ProblemCode.CA_BUNDLE, "the CA bundle " + what)
        .at(Place.of(bundle.toString()));
  }

  private static Set<X509Certificate> read(Path bundle)
      throws IOException, GeneralSecurityException {
    var certificates = new LinkedHashSet<X509Certificate>();
    try (var stream = Files.newInputStream(bundle)) {
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(stream)) {
        certificates.add((X509Certificate) certificate);
      }
    }
    return certificates;
  }

  /** Fingerprints, as the file lists them. */
  private static Set<String> wellKnown() {
    return Scripts.read("well-known-certificates.txt").lines().collect(Collectors.toSet());
  }

  private static String fingerprint(X509Certificate certificate) throws GeneralSecurityException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }
}
