package dev.jcross.run;

import dev.jcross.engine.ContainerEngine;
import dev.jcross.engine.ImageFacts;
import dev.jcross.image.ImageSource;
import dev.jcross.plan.Downloads;
import dev.jcross.plan.Pull;
import dev.jcross.trust.RegistryAccess;
import dev.jcross.trust.SignatureCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Lets images of registries be used only if they are signed as the settings want it. */
final class TrustedImages {
  private final ContainerEngine engine;
  private final Downloads downloads;
  private final Path cache;

  /**
   * The images of one target.
   *
   * @param cache where jcross keeps what can be made again
   */
  TrustedImages(ContainerEngine engine, Downloads downloads, Path cache) {
    this.engine = engine;
    this.downloads = downloads;
    this.cache = cache;
  }

  /**
   * The same image, if it may be used.
   *
   * @param reference the name under which its registry knows it
   * @throws dev.jcross.problem.ProblemException see {@link SignatureCheck#check}
   */
  ImageFacts check(String reference, ImageFacts image) {
    downloads
        .trust()
        .ruleFor(reference)
        .ifPresent(
            rule ->
                new SignatureCheck(() -> access(reference), cache)
                    .check(rule, reference, digests(reference, image)));
    return image;
  }

  /** Whether anything is said about images of that name. */
  boolean cares(String reference) {
    return downloads.trust().ruleFor(reference).isPresent();
  }

  /** The same, of an image that may have been made here: then it has no signature. */
  ImageFacts checkIfPulled(String reference, ImageFacts image) {
    return digests(reference, image).isEmpty() ? image : check(reference, image);
  }

  /** Those by which the registry knows it. */
  private static List<String> digests(String reference, ImageFacts image) {
    var repository = new ImageSource.Pulled(reference, Optional.empty()).repository();
    return image.digestsOf(repository).stream()
        .map(digest -> digest.substring(digest.indexOf('@') + 1))
        .toList();
  }

  private RegistryAccess access(String reference) {
    if (downloads.pull() == Pull.OFFLINE) {
      throw Offline.signature(reference).asException();
    }
    return new RegistryAccess(
        downloads.arguments(),
        downloads.caBundle(),
        engine
            .registryLogin(reference)
            .map(login -> new RegistryAccess.Login(login.user(), login.secret())));
  }
}
