package dev.jcross.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A manifest as JSON: the same values give the same bytes. */
final class ManifestJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ManifestJson() {}

  static String text(Manifest manifest) {
    var about = manifest.about();
    var document = new LinkedHashMap<String, Object>();
    document.put("schema", Manifest.SCHEMA);
    document.put("jcross", about.jcross());
    document.put("host", about.host());
    document.put("engine", about.engine());
    document.put("locks", about.locks());
    document.put("targets", about.targets().stream().map(ManifestJson::target).toList());
    document.put("images", about.images().stream().map(ManifestJson::image).toList());
    document.put("entries", manifest.entries().stream().map(ManifestJson::entry).toList());
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps, lists and plain values are JSON", e);
    }
  }

  private static Map<String, Object> target(Manifest.Target target) {
    var row = new LinkedHashMap<String, Object>();
    row.put("name", target.name());
    row.put("image", target.image());
    target.toolchain().ifPresent(name -> row.put("toolchain", name));
    return row;
  }

  private static Map<String, Object> image(Manifest.Image image) {
    var row = new LinkedHashMap<String, Object>();
    row.put("name", image.name());
    row.put("id", image.id());
    row.put("size", image.sizeBytes());
    return row;
  }

  private static Map<String, Object> entry(Entry entry) {
    var row = new LinkedHashMap<String, Object>();
    row.put("path", entry.path());
    switch (entry) {
      case Entry.Content(var _, var executable, var size, var sha256) -> {
        row.put("size", size);
        row.put("sha256", sha256);
        if (executable) {
          row.put("executable", true);
        }
      }
      case Entry.Link(var _, var to) -> row.put("link", to);
      case Entry.Folder folder -> row.put("folder", true);
    }
    return row;
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Manifest read(String text) {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
    var locks = new LinkedHashMap<String, String>();
    json.path("locks")
        .properties()
        .forEach(one -> locks.put(one.getKey(), one.getValue().asText()));
    var targets = new ArrayList<Manifest.Target>();
    for (var row : json.path("targets")) {
      targets.add(
          new Manifest.Target(
              needed(row, "name"),
              needed(row, "image"),
              Optional.ofNullable(row.path("toolchain").textValue())));
    }
    var images = new ArrayList<Manifest.Image>();
    for (var row : json.path("images")) {
      images.add(
          new Manifest.Image(needed(row, "name"), needed(row, "id"), row.path("size").asLong()));
    }
    return new Manifest(
        new Manifest.About(
            needed(json, "jcross"),
            needed(json, "host"),
            needed(json, "engine"),
            locks,
            targets,
            images),
        entries(json.path("entries")));
  }

  private static List<Entry> entries(JsonNode rows) {
    var entries = new ArrayList<Entry>();
    for (var row : rows) {
      var path = needed(row, "path");
      if (row.has("link")) {
        entries.add(new Entry.Link(path, needed(row, "link")));
      } else if (row.has("folder")) {
        entries.add(new Entry.Folder(path));
      } else {
        entries.add(
            new Entry.Content(
                path,
                row.path("executable").asBoolean(),
                row.path("size").asLong(),
                needed(row, "sha256")));
      }
    }
    return entries;
  }

  private static String needed(JsonNode row, String key) {
    var text = row.path(key).textValue();
    if (text == null) {
      throw new IllegalArgumentException("a manifest without '" + key + "'");
    }
    return text;
  }
}
