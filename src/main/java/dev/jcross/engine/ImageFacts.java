package dev.jcross.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A local image.
 *
 * @param id {@code sha256:…}, of its configuration
 * @param names {@code name:tag} of each of its names; empty if it has none
 * @param digests {@code name@sha256:…} of the registries it came from
 * @param environment {@code NAME=value}
 * @param sizeBytes as the engine counts it, all layers
 */
public record ImageFacts(
    String id,
    List<String> names,
    List<String> digests,
    Map<String, String> labels,
    List<String> environment,
    String architecture,
    long sizeBytes,
    Instant created) {
  public ImageFacts {
    names = List.copyOf(names);
    digests = List.copyOf(digests);
    labels = Map.copyOf(labels);
    environment = List.copyOf(environment);
  }

  /** Those of {@link #digests} that are of one repository. */
  public List<String> digestsOf(String repository) {
    return ofRepository(digests, repository);
  }

  /**
   * Those that are of one repository.
   *
   * @param digests {@code name@sha256:…}
   * @param repository may be a short name: Podman writes out where it leads
   */
  public static List<String> ofRepository(List<String> digests, String repository) {
    return digests.stream()
        .filter(digest -> ("/" + digest).contains("/" + repository + "@"))
        .toList();
  }
}
