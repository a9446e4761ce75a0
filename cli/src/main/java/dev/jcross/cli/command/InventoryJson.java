package dev.jcross.cli.command;

import dev.jcross.housekeeping.Home;
import dev.jcross.housekeeping.OwnContainer;
import dev.jcross.housekeeping.OwnImage;
import dev.jcross.housekeeping.OwnVolume;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is there, for programs. */
final class InventoryJson {
  private InventoryJson() {}

  static Map<String, @Nullable Object> images(List<OwnImage> images, Set<String> superseded) {
    var document = Json.document();
    document.put("images", images.stream().map(image -> image(image, superseded)).toList());
    document.put("size", images.stream().mapToLong(OwnImage::ownBytes).sum());
    return document;
  }

  private static Map<String, @Nullable Object> image(OwnImage image, Set<String> superseded) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("names", image.names());
    json.put("id", image.id());
    json.put("kind", image.kind().name().toLowerCase(Locale.ROOT));
    json.put("target", Json.orNull(image.target()));
    home(image.home(), json);
    json.put("base", Json.orNull(image.base()));
    json.put("size", image.sizeBytes());
    json.put("ownSize", image.ownBytes());
    json.put("created", image.created().toString());
    json.put("superseded", superseded.contains(image.id()));
    json.put("containers", image.containers());
    json.put("builtOn", image.builtOn());
    return json;
  }

  static Map<String, @Nullable Object> volumes(List<OwnVolume> volumes) {
    var document = Json.document();
    document.put("volumes", volumes.stream().map(InventoryJson::volume).toList());
    document.put("size", volumes.stream().mapToLong(volume -> volume.sizeBytes().orElse(0)).sum());
    return document;
  }

  private static Map<String, @Nullable Object> volume(OwnVolume volume) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("name", volume.name());
    json.put("purpose", volume.purpose());
    json.put("target", Json.orNull(volume.target()));
    home(volume.home(), json);
    json.put("image", Json.orNull(volume.image()));
    json.put("size", volume.sizeBytes().isPresent() ? volume.sizeBytes().getAsLong() : null);
    json.put("created", volume.created().toString());
    json.put("inUse", volume.mounted());
    json.put("containers", volume.containers());
    return json;
  }

  /**
   * @param key {@code containers} or {@code sessions}
   */
  static Map<String, @Nullable Object> containers(String key, List<OwnContainer> containers) {
    var document = Json.document();
    document.put(key, containers.stream().map(InventoryJson::container).toList());
    return document;
  }

  private static Map<String, @Nullable Object> container(OwnContainer container) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("name", container.name());
    json.put("id", container.id());
    json.put("kind", container.session() ? "session" : "helper");
    json.put("state", container.state().name().toLowerCase(Locale.ROOT));
    json.put("purpose", container.purpose());
    json.put("target", Json.orNull(container.target()));
    home(container.home(), json);
    json.put("created", container.created().toString());
    json.put("commands", Json.orNull(container.use().map(OwnContainer.Use::commands)));
    json.put("idleSeconds", Json.orNull(container.use().map(OwnContainer.Use::idleSeconds)));
    return json;
  }

  private static void home(Optional<Home> home, Map<String, @Nullable Object> json) {
    json.put("project", Json.orNull(home.map(Home::path)));
    json.put("projectGone", home.filter(Home::gone).isPresent());
  }
}
