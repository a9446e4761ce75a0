package dev.jcross.trust;

import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Sigstore's own program, on this machine. Identities need its roots of trust, which change, and
 * its log.
 */
final class CosignProgram {
  private static final int SHOWN = 3;

  private final RegistryAccess access;

  CosignProgram(RegistryAccess access) {
    this.access = access;
  }

  SignatureCheck.Verdict flaws(
      TrustRule rule, Signer.Identity signer, SignatureCheck.Target target) {
    var builder =
        new ProcessBuilder(
                "cosign",
                "verify",
                "--certificate-identity",
                signer.identity(),
                "--certificate-oidc-issuer",
                signer.issuer(),
                target.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectInput(new File("/dev/null"));
    access.caBundle().ifPresent(ca -> builder.environment().put("SSL_CERT_FILE", ca.toString()));
    try {
      var process = builder.start();
      var said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() == 0) {
        return new SignatureCheck.Verdict(true, List.of());
      }
      if (said.contains("no signatures found")) {
        return new SignatureCheck.Verdict(false, List.of());
      }
      if (said.contains("no matching signatures")) {
        return new SignatureCheck.Verdict(true, end(said));
      }
      throw Problem.error(ProblemCode.SIGSTORE, "cosign cannot tell who signed '" + target + "'")
          .at(Place.of(rule.origin()))
          .with(end(said))
          .help("try it by hand: " + String.join(" ", builder.command()))
          .asException();
    } catch (IOException e) {
      throw Problem.error(
              ProblemCode.SIGSTORE,
              "who signed '"
                  + target
                  + "' is for the program cosign to tell, which cannot be started")
          .at(Place.of(rule.origin()))
          .with(List.of("it " + signer.text()))
          .help(
              "install it on this machine, into a directory of PATH:\n"
                  + "https://docs.sigstore.dev/cosign/system_config/installation/\n"
                  + "or name a key, which needs no program: \""
                  + target.repository()
                  + "\" = \"keys/team.pub\"")
          .asException();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.error(ProblemCode.INTERRUPTED, "interrupted").asException();
    }
  }

  /** As a rule the last line says it. */
  private static List<String> end(String said) {
    var lines = said.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    return lines.subList(Math.max(0, lines.size() - SHOWN), lines.size());
  }
}
