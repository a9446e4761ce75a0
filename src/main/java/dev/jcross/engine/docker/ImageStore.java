package dev.jcross.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.jcross.engine.ImageFacts;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The images that an engine holds. */
final class ImageStore {
  private static final String NAMELESS = "<none>:<none>";

  private final DockerClient client;
  private final boolean podman;

  ImageStore(LiveEngine engine) {
    this.client = engine.client();
    this.podman = engine.handshake().podman();
  }

  Optional<ImageFacts> find(String reference) {
    try {
      return Optional.of(facts(client.inspectImageCmd(reference).exec()));
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }

  /** A list tells neither platform nor environment, so each is asked for. */
  List<ImageFacts> withLabel(String label) {
    return client.listImagesCmd().withFilter("label", List.of(label)).exec().stream()
        .map(image -> find(image.getId()))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  void tag(String reference, String name) {
    int colon = name.lastIndexOf(':');
    client.tagImageCmd(reference, name.substring(0, colon), name.substring(colon + 1)).exec();
  }

  void remove(String reference, boolean force) {
    if (podman && force) {
      refuseWhatRuns(reference);
    }
    try {
      client.removeImageCmd(reference).withForce(force).exec();
    } catch (NotFoundException e) {
      // Gone already.
    }
  }

  /** Forced, Podman removes the containers of an image first, those that run as well. */
  private void refuseWhatRuns(String reference) {
    var id = find(reference).map(ImageFacts::id).orElse("");
    for (var container : client.listContainersCmd().exec()) {
      if (!id.isEmpty() && id.equals(container.getImageId())) {
        throw new ConflictException(
            "the image is in use by the running container " + container.getId());
      }
    }
  }

  private static ImageFacts facts(InspectImageResponse image) {
    var config = Optional.ofNullable(image.getConfig());
    return new ImageFacts(
        Text.of(image.getId()),
        list(image.getRepoTags()).stream().filter(name -> !name.equals(NAMELESS)).toList(),
        list(image.getRepoDigests()),
        config.flatMap(known -> Optional.ofNullable(known.getLabels())).orElse(Map.of()),
        config
            .flatMap(known -> Optional.ofNullable(known.getEnv()))
            .map(environment -> Arrays.asList(environment))
            .orElse(List.of()),
        Text.of(image.getArch()),
        Optional.ofNullable(image.getSize()).orElse(0L),
        created(image.getCreated()));
  }

  /** An imported image may have no time. */
  private static Instant created(@Nullable String time) {
    return time == null || time.isEmpty() ? Instant.EPOCH : OffsetDateTime.parse(time).toInstant();
  }

  private static List<String> list(@Nullable List<String> values) {
    return values == null ? List.of() : values;
  }
}
