package dev.jcross.run;

import dev.jcross.plan.Network;
import dev.jcross.plan.Phase;
import dev.jcross.plan.Provision;
import dev.jcross.plan.Step;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.util.List;
import java.util.regex.Pattern;

/** What jcross can add to a failure that cargo has already told. */
final class Diagnosis {
  private static final Pattern NETWORK =
      Pattern.compile(
          "(?i)Temporary failure in name resolution|Could not resolve host|Couldn't resolve host"
              + "|failed to lookup address information|Network is unreachable|dns error"
              + "|Name or service not known|ENETUNREACH|EAI_AGAIN");

  private static final Pattern STALE_LOCK =
      Pattern.compile(
          "lock file .* needs to be updated but --(locked|frozen)"
              + "|cannot (?:update|create) the lock file .* because --(locked|frozen)");

  private static final Pattern CERTIFICATE =
      Pattern.compile(
          "SSL certificate problem|unable to get local issuer certificate"
              + "|self[- ]signed certificate|certificate verify failed");

  /** Said by the shell that is to become the program: dash, bash or busybox. */
  private static final Pattern NO_PROGRAM =
      Pattern.compile("jcross-exec: (?:exec: )?(?:line )?[0-9]+: (?:exec: )?([^/]+): not found");

  private Diagnosis() {}

  static List<Problem> of(int status, Step step, String printed) {
    if (status == 0) {
      return List.of();
    }
    if (printed.contains("No space left on device")) {
      return List.of(
          Problem.error(ProblemCode.DISK_FULL, "the disk is full")
              .help("see what takes the room with: df -h; docker system df"));
    }
    if (STALE_LOCK.matcher(printed).find()) {
      return List.of(
          Problem.error(
                  ProblemCode.LOCKFILE_STALE, "Cargo.lock does not match the manifests any more")
              .at(Place.of("Cargo.lock"))
              .help("bring it up to date with: jcross fetch   (without --locked)"));
    }
    if (step.phase() == Phase.FETCH) {
      return fetch(status, step, printed);
    }
    if (status == 127 && printed.contains("cargo: not found")) {
      return List.of(
          Problem.error(ProblemCode.TOOLCHAIN_UNAVAILABLE, "the image holds no cargo")
              .help("base your image on one of jcross's, which hold Rust"));
    }
    var program = NO_PROGRAM.matcher(printed);
    if (status == 127 && program.find()) {
      return List.of(
          Problem.error(
                  ProblemCode.PROGRAM_MISSING,
                  "the image holds no program '" + program.group(1) + "'")
              .help(
                  "add its package in Cross.toml:\n[build]\n"
                      + "pre-build = [\"apt-get update && apt-get install -y …\"]"));
    }
    if (step.container().network() == Network.NONE && NETWORK.matcher(printed).find()) {
      return List.of(
          Problem.error(
                  ProblemCode.NETWORK_SEALED,
                  "the build reached for the network, which is closed while code is compiled")
              .help("if it has to, open it in Cross.toml:\n[build]\nnetwork = true"));
    }
    return List.of();
  }

  private static List<Problem> fetch(int status, Step step, String printed) {
    var refused = AccessDiagnosis.of(step, printed);
    if (refused.isPresent()) {
      return List.of(refused.get());
    }
    if (CERTIFICATE.matcher(printed).find()) {
      return List.of(
          Problem.error(
                  ProblemCode.CA_BUNDLE, "a server's certificate is not trusted in the container")
              .help(
                  "name your company's certificates in Cross.toml:\n"
                      + "[build]\nca-bundle = \"/etc/ssl/certs/ca-certificates.crt\""));
    }
    var provision = Provision.of(step);
    if (provision.isPresent()) {
      return ProvisionDiagnosis.of(provision.get(), status, step).stream().toList();
    }
    if (NETWORK.matcher(printed).find()) {
      return List.of(
          Problem.error(ProblemCode.CRATES_DOWNLOAD, "crates could not be downloaded")
              .help("look at proxy and certificates with: jcross doctor"));
    }
    return List.of();
  }
}
