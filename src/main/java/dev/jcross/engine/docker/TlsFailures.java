package dev.jcross.engine.docker;

import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;

/** What the JDK says when TLS fails, in words of the user's files and variables. */
final class TlsFailures {
  private TlsFailures() {}

  static Problem describe(String text, DockerEndpoint endpoint) {
    if (text.contains("Unsupported or unrecognized SSL message")) {
      return unreachable("the container engine does not speak TLS at that port")
          .help(
              endpoint.origin().equals("DOCKER_HOST")
                  ? "unset DOCKER_TLS_VERIFY   or name the port for TLS, usually 2376"
                  : "name the port for TLS, usually 2376, in " + endpoint.origin());
    }
    if (text.contains("PKIX path") || text.contains("valid certification path")) {
      return unreachable("the container engine's certificate is not to be trusted")
          .with(java.util.List.of(authority(endpoint)))
          .help("put the certificate of the engine's authority there, or mend the address");
    }
    if (text.contains("subject alternative") || text.contains("No name matching")) {
      return unreachable("the container engine's certificate is another host's: " + text)
          .help("use the name that the certificate is made for");
    }
    if (isHangUp(text, endpoint)
        || text.contains("bad_certificate")
        || text.contains("certificate_required")
        || text.contains("certificate_unknown")
        || text.contains("unknown_ca")) {
      return unreachable("the container engine does not accept your certificate")
          .with(java.util.List.of(text))
          .help("it wants cert.pem and key.pem that its own authority signed: " + place(endpoint));
    }
    return unreachable("the container engine and jcross do not agree on TLS: " + text);
  }

  /**
   * Whether the engine hung up on the first request, behind a certificate of this side. With TLS
   * 1.3 it says what it has against the certificate when this side holds the connection for made,
   * and that may be lost in the broken pipe.
   */
  static boolean isHangUp(String text, DockerEndpoint endpoint) {
    return endpoint.address() instanceof Address.Tcp(var _, var _, var tls)
        && tls.flatMap(TlsMaterial::certificate).isPresent()
        && (text.contains("Broken pipe") || text.contains("Connection reset"));
  }

  /** The other way round: in the clear, to a port for TLS. */
  static Problem wanted(DockerEndpoint endpoint) {
    return unreachable("the container engine wants TLS at that port")
        .help(
            endpoint.origin().equals("DOCKER_HOST")
                ? "export DOCKER_TLS_VERIFY=1 DOCKER_CERT_PATH=<the directory of ca.pem, cert.pem"
                    + " and key.pem>"
                : "give " + endpoint.origin() + " its ca.pem, cert.pem and key.pem");
  }

  private static String authority(DockerEndpoint endpoint) {
    if (endpoint.address() instanceof Address.Tcp(var host, var port, var tls)) {
      return tls.flatMap(TlsMaterial::authority)
          .map(file -> "it is not signed by " + file)
          .orElse("none of this machine's authorities has signed it");
    }
    return "";
  }

  private static String place(DockerEndpoint endpoint) {
    return endpoint.origin().equals("DOCKER_HOST") ? "DOCKER_CERT_PATH" : endpoint.origin();
  }

  private static Problem unreachable(String summary) {
    return Problem.error(ProblemCode.ENGINE_UNREACHABLE, summary);
  }
}
