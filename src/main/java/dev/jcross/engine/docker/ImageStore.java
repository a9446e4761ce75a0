package dev.jcross.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.jcross.engine.ImageFacts;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** The images that an engine holds. */
final class ImageStore {
  private static final String NAMELESS = "<none>:<none>";

  private final LiveEngine engine;
  private final boolean podman;

  ImageStore(LiveEngine engine) {
    this.engine = engine;
    this.podman = engine.handshake().podman();
  }

  Optional<ImageFacts> find(String reference) throws IOException {
    try {
      return Optional.of(
          facts(engine.raw().get("/images/" + RawCalls.encode(reference) + "/json")));
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }

  /** A list tells neither platform nor environment, so each is asked for. */
  List<ImageFacts> withLabel(String label) throws IOException {
    var found = new LinkedHashSet<ImageFacts>();
    for (var image : client().listImagesCmd().withFilter("label", List.of(label)).exec()) {
      find(image.getId()).ifPresent(found::add);
    }
    return List.copyOf(found);
  }

  private DockerClient client() {
    return engine.client();
  }

  void tag(String reference, String name) {
    int colon = name.lastIndexOf(':');
    client().tagImageCmd(reference, name.substring(0, colon), name.substring(colon + 1)).exec();
  }

  void remove(String reference, boolean force) throws IOException {
    if (podman && force) {
      refuseWhatRuns(reference);
    }
    try {
      client().removeImageCmd(reference).withForce(force).exec();
    } catch (NotFoundException e) {
      // Gone already.
    }
  }

  /** Forced, Podman removes the containers of an image first, those that run as well. */
  private void refuseWhatRuns(String reference) throws IOException {
    var id = find(reference).map(ImageFacts::id).orElse("");
    for (var container : client().listContainersCmd().exec()) {
      if (!id.isEmpty() && id.equals(container.getImageId())) {
        throw new ConflictException(
            "the image is in use by the running container " + container.getId());
      }
    }
  }

  private static ImageFacts facts(Json image) {
    var config = image.path("Config");
    return new ImageFacts(
        image.path("Id").asText(),
        texts(image.path("RepoTags")).stream().filter(name -> !name.equals(NAMELESS)).toList(),
        texts(image.path("RepoDigests")),
        config.path("Labels").texts(),
        texts(config.path("Env")),
        image.path("Architecture").asText(),
        image.path("Size").asLong(0),
        created(image.path("Created").asText()));
  }

  /** An imported image may have no time. */
  private static Instant created(String time) {
    return time.isEmpty() ? Instant.EPOCH : OffsetDateTime.parse(time).toInstant();
  }

  private static List<String> texts(Json values) {
    var all = new ArrayList<String>();
    values.forEach(value -> all.add(value.asText()));
    return all;
  }
}
