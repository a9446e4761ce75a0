package dev.jcross.trust;

import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Supplier;

/**
 * Lets no image pass that nobody has signed as its rule wants. What passed once is remembered on
 * this machine by digest and signer, as neither can change.
 */
public final class SignatureCheck {
  private final Supplier<RegistryAccess> access;
  private final Path memory;

  /**
   * A check.
   *
   * @param access asked for where a registry is
   * @param cache where jcross keeps what can be made again
   */
  public SignatureCheck(Supplier<RegistryAccess> access, Path cache) {
    this.access = access;
    this.memory = cache.resolve("trust");
  }

  /**
   * Checks an image.
   *
   * @param reference its name
   * @param digests {@code sha256:…} by which its registry knows it; of several any will do
   * @throws ProblemException IMAGE_UNTRUSTED, IMAGE_UNSIGNED, IMAGE_SIGNATURE, TRUST_KEY,
   *     TRUST_UNREACHABLE, SIGSTORE
   */
  public void check(TrustRule rule, String reference, Collection<String> digests) {
    switch (rule.signer()) {
      case Signer.Anyone anyone -> {}
      case Signer.Nobody nobody -> throw refused(rule, reference);
      case Signer.Key key -> {
        var keys = keys(rule, key);
        check(rule, reference, digests, keys.hash(), target -> flaws(rule, target, keys));
      }
      case Signer.Identity identity ->
          check(
              rule,
              reference,
              digests,
              identity.issuer() + " " + identity.identity(),
              target -> new CosignProgram(access.get()).flaws(rule, identity, target));
    }
  }

  /** An image by its digest. */
  record Target(Repository repository, String digest) {
    @Override
    public String toString() {
      return repository + "@" + digest;
    }
  }

  private interface Look {
    /** What is wrong with the signatures; empty if one is right. */
    Verdict at(Target target);
  }

  /**
   * What came of looking.
   *
   * @param signed whether there is any signature
   * @param flaws of each; empty where one is right
   */
  record Verdict(boolean signed, List<String> flaws) {
    boolean isGood() {
      return signed && flaws.isEmpty();
    }
  }

  private void check(
      TrustRule rule, String reference, Collection<String> digests, String signer, Look look) {
    if (digests.isEmpty()) {
      throw Problem.error(
              ProblemCode.IMAGE_UNTRUSTED,
              "the image '"
                  + reference
                  + "' did not come from its registry, where its signature is")
          .at(Place.of(rule.origin()))
          .with(List.of("it " + rule.signer().text()))
          .help("get it from there: docker pull " + reference)
          .asException();
    }
    var repository = Repository.of(reference);
    var flaws = new LinkedHashSet<String>();
    boolean signed = false;
    for (var digest : digests) {
      var known = memory.resolve(name(repository + "@" + digest, signer));
      if (Files.exists(known)) {
        return;
      }
      var verdict = look.at(new Target(repository, digest));
      if (verdict.isGood()) {
        remember(known, repository + "@" + digest + "\n" + signer + "\n");
        return;
      }
      signed |= verdict.signed();
      flaws.addAll(verdict.flaws());
    }
    throw unsigned(rule, repository + "@" + digests.iterator().next(), signed, flaws);
  }

  private static ProblemException unsigned(
      TrustRule rule, String image, boolean signed, Collection<String> flaws) {
    var details = new ArrayList<>(List.of("it " + rule.signer().text()));
    details.addAll(flaws);
    return Problem.error(
            signed ? ProblemCode.IMAGE_SIGNATURE : ProblemCode.IMAGE_UNSIGNED,
            "the image '" + image + "' is not signed" + (signed ? " as it must be" : ""))
        .at(Place.of(rule.origin()))
        .with(details)
        .help(
            "if you trust it, sign it: cosign sign "
                + (rule.signer() instanceof Signer.Key ? "--key cosign.key " : "")
                + image)
        .asException();
  }

  private static ProblemException refused(TrustRule rule, String reference) {
    return Problem.error(
            ProblemCode.IMAGE_UNTRUSTED,
            "the image '" + reference + "' must not be used: nobody is trusted to have made it")
        .at(Place.of(rule.origin()))
        .with(
            List.of("'" + rule.images() + "' is the longest name under [build.trust] that it has"))
        .help(
            "say who signs it, or \"anyone\":\n[build.trust]\n\""
                + Repository.of(reference)
                + "\" = \"keys/team.pub\"")
        .asException();
  }

  private static PublicKeys keys(TrustRule rule, Signer.Key key) {
    try {
      return PublicKeys.read(key.file());
    } catch (PublicKeys.Unusable e) {
      throw Problem.error(ProblemCode.TRUST_KEY, "the key '" + key.written() + "' " + e.why())
          .at(Place.of(rule.origin()))
          .help("write the public key there: cosign public-key --key cosign.key >" + key.file())
          .asException();
    }
  }

  private Verdict flaws(TrustRule rule, Target target, PublicKeys keys) {
    List<ImageSignature> found;
    try (var registry = new RegistryClient(target.repository(), access.get())) {
      found = new SignatureStore(registry).of(target.digest());
    } catch (IOException e) {
      throw unreachable(rule, target, e);
    }
    var flaws = new ArrayList<String>();
    for (var signature : found) {
      var flaw = signature.flaw(keys, target.digest(), target.repository());
      if (flaw.isEmpty()) {
        return new Verdict(true, List.of());
      }
      flaws.add(flaw.get());
    }
    return new Verdict(!found.isEmpty(), flaws);
  }

  private static ProblemException unreachable(TrustRule rule, Target target, IOException e) {
    var registry = target.repository().registry();
    var reason =
        e.getMessage() == null
            ? e.getClass().getSimpleName()
            : e instanceof java.net.UnknownHostException
                ? "its name is not known here"
                : e.getMessage();
    return Problem.error(
            ProblemCode.TRUST_UNREACHABLE,
            "the signatures of '" + target + "' cannot be read from " + registry + ": " + reason)
        .at(Place.of(rule.origin()))
        .with(List.of("it " + rule.signer().text()))
        .help(
            reason.contains("login")
                ? "docker login" + (registry.equals("docker.io") ? "" : " " + registry)
                : "does this machine reach it?  curl https://"
                    + target.repository().server()
                    + "/v2/")
        .asException();
  }

  private static String name(String image, String signer) {
    try {
      var text = (image + "\n" + signer).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private static void remember(Path known, String text) {
    try {
      Files.createDirectories(known.getParent());
      Files.writeString(known, text);
    } catch (IOException e) {
      // Then the next command asks again.
    }
  }
}
