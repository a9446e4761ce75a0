package dev.jcross.engine.docker;

import com.github.dockerjava.api.model.Container;
import dev.jcross.engine.ContainerFacts;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link ContainerFacts} from the engine's words. */
final class ContainerReading {
  private ContainerReading() {}

  /** Of what the engine answers, for docker-java leaves the type of a mount and the root out. */
  static ContainerFacts of(Json container) {
    var mounts = new ArrayList<ContainerFacts.Mount>();
    container.path("Mounts").forEach(mount -> mounts.add(mount(mount)));
    // Only the graph drivers of old tell it; a snapshotter of containerd does not.
    var root = container.path("GraphDriver").path("Data").path("MergedDir").asText();
    return new ContainerFacts(
        container.path("Id").asText(),
        name(container.path("Name").asText()),
        state(container.path("State").path("Status").asText()),
        OffsetDateTime.parse(container.path("Created").asText()).toInstant(),
        container.path("Config").path("Labels").texts(),
        container.path("Image").asText(),
        mounts,
        root.isEmpty() ? Optional.empty() : Optional.of(root));
  }

  private static ContainerFacts.Mount mount(Json mount) {
    return new ContainerFacts.Mount(
        mount.path("Type").asText(),
        mount.path("Name").asText(),
        mount.path("Source").asText(),
        mount.path("Destination").asText(),
        !mount.path("RW").asBoolean(true));
  }

  static ContainerFacts of(Container container) {
    return new ContainerFacts(
        container.getId(),
        container.getNames().length == 0 ? "" : name(container.getNames()[0]),
        state(Text.of(container.getState())),
        Instant.ofEpochSecond(container.getCreated()),
        Optional.ofNullable(container.getLabels()).orElse(Map.of()),
        Text.of(container.getImageId() == null ? container.getImage() : container.getImageId()),
        List.of(),
        Optional.empty());
  }

  private static String name(@Nullable String name) {
    return Text.of(name).replaceFirst("^/", "");
  }

  private static ContainerFacts.State state(String word) {
    return switch (word) {
      case "created", "configured", "initialized" -> ContainerFacts.State.CREATED;
      case "running" -> ContainerFacts.State.RUNNING;
      default -> ContainerFacts.State.ENDED;
    };
  }
}
