package dev.jcross.run;

import dev.jcross.engine.ImageFacts;
import java.util.List;
import java.util.Optional;

/**
 * The image that a target's commands ran in.
 *
 * @param id {@code sha256:…}, of its configuration
 * @param digests {@code name@sha256:…} of the registries it came from; empty if it was built here
 */
public record UsedImage(String id, List<String> digests) {
  public UsedImage {
    digests = List.copyOf(digests);
  }

  /**
   * What a registry has it by.
   *
   * @param repository the name that was asked for
   */
  public Optional<String> manifest(String repository) {
    return ImageFacts.ofRepository(digests, repository).stream().sorted().findFirst();
  }
}
