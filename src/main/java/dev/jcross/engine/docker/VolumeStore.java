package dev.jcross.engine.docker;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.jcross.engine.VolumeFacts;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** The volumes that an engine holds. */
final class VolumeStore {
  private static final JsonStringEncoder QUOTING = JsonStringEncoder.getInstance();

  private final DockerClient client;
  private final RawCalls raw;
  private final boolean podman;

  VolumeStore(LiveEngine engine) {
    this.client = engine.client();
    this.raw = engine.raw();
    this.podman = engine.handshake().podman();
  }

  boolean ensure(String name, Map<String, String> labels) {
    try {
      client.inspectVolumeCmd(name).exec();
      return false;
    } catch (NotFoundException e) {
      client.createVolumeCmd().withName(name).withLabels(labels).exec();
      return true;
    }
  }

  List<VolumeFacts> withLabel(String label) throws IOException {
    var listed = list("label", label);
    if (listed.isEmpty()) {
      return List.of();
    }
    var idle = idle();
    var sizes = sizes();
    var volumes = new ArrayList<VolumeFacts>();
    for (var volume : listed) {
      var name = volume.path("Name").asText();
      var size = sizes.get(name);
      volumes.add(
          new VolumeFacts(
              name,
              volume.path("Labels").texts(),
              created(volume),
              size == null ? OptionalLong.empty() : OptionalLong.of(size),
              !idle.contains(name)));
    }
    return volumes;
  }

  private Set<String> idle() throws IOException {
    var idle = new HashSet<String>();
    // Alone, for Podman takes volumes that one of several filters fits.
    list("dangling", "true").forEach(volume -> idle.add(volume.path("Name").asText()));
    return idle;
  }

  private List<Json> list(String filter, String value) throws IOException {
    var json = "{\"" + filter + "\":[\"" + new String(QUOTING.quoteAsString(value)) + "\"]}";
    var volumes = new ArrayList<Json>();
    raw.get("/volumes?filters=" + RawCalls.encode(json)).path("Volumes").forEach(volumes::add);
    return volumes;
  }

  private static Instant created(Json volume) {
    var time = volume.path("CreatedAt").asText();
    return time.isEmpty() ? Instant.EPOCH : OffsetDateTime.parse(time).toInstant();
  }

  /** An engine counts for one caller at a time and refuses the others; a size is not worth that. */
  private Map<String, Long> sizes() throws IOException {
    var sizes = new HashMap<String, Long>();
    try {
      for (var volume : raw.get("/system/df?type=volume").path("Volumes")) {
        long size = volume.path("UsageData").path("Size").asLong(-1);
        if (size >= 0) {
          sizes.put(volume.path("Name").asText(), size);
        }
      }
    } catch (DockerException e) {
      return Map.of();
    }
    return sizes;
  }

  void remove(String name, boolean force) throws IOException {
    // Forced, Podman removes the containers that use the volume as well.
    var query = force && !podman ? "?force=true" : "";
    try {
      raw.delete("/volumes/" + RawCalls.encode(name) + query);
    } catch (NotFoundException e) {
      // Gone already.
    }
  }
}
