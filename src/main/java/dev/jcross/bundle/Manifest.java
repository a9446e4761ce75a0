package dev.jcross.bundle;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is in a bundle.
 *
 * @param entries all, but for what says what the file is; in their order
 */
public record Manifest(About about, List<Entry> entries) {
  /** The version of the form; a reader knows those up to its own. */
  public static final int SCHEMA = 1;

  /** What the engine takes in. */
  public static final String IMAGES = "images";

  /** What goes to cargo's home. */
  public static final String CARGO = "cargo";

  /** What goes to the volume of rustup's toolchains. */
  public static final String RUSTUP = "rustup";

  /** What goes to the volume of tools. */
  public static final String TOOLS = "tools";

  /**
   * What it was made of.
   *
   * @param jcross its version
   * @param host the platform that builds, such as {@code linux/amd64}
   * @param engine what the images were taken from, such as {@code Docker 29.1.0}
   * @param locks by the names of the files: {@code sha256:…} of their bytes
   */
  public record About(
      String jcross,
      String host,
      String engine,
      Map<String, String> locks,
      List<Target> targets,
      List<Image> images) {
    public About {
      Objects.requireNonNull(jcross);
      Objects.requireNonNull(host);
      Objects.requireNonNull(engine);
      locks = java.util.Collections.unmodifiableMap(new TreeMap<>(locks));
      targets = List.copyOf(targets);
      images = List.copyOf(images);
    }
  }

  /**
   * A target that can be built for.
   *
   * @param image its name
   * @param toolchain the one of rustup's; empty: that of the image
   */
  public record Target(String name, String image, Optional<String> toolchain) {
    public Target {
      Objects.requireNonNull(name);
      Objects.requireNonNull(image);
      Objects.requireNonNull(toolchain);
    }
  }

  /**
   * An image.
   *
   * @param name as the settings have it; that of a recipe ends with its hash
   * @param id in the engine that it was taken from
   * @param sizeBytes unpacked, all layers
   */
  public record Image(String name, String id, long sizeBytes) {
    public Image {
      Objects.requireNonNull(name);
      Objects.requireNonNull(id);
    }
  }

  public Manifest {
    Objects.requireNonNull(about);
    entries = List.copyOf(entries);
  }

  /** The entries below one of the folders, with their paths from there. */
  public List<Entry> below(String folder) {
    return entries.stream()
        .filter(entry -> entry.path().startsWith(folder + "/"))
        .map(entry -> entry.at(entry.path().substring(folder.length() + 1)))
        .toList();
  }

  /** How many bytes the files below one of the folders have. */
  public long sizeBytes(String folder) {
    return entries.stream()
        .filter(entry -> entry.path().startsWith(folder + "/"))
        .mapToLong(entry -> entry instanceof Entry.Content file ? file.sizeBytes() : 0)
        .sum();
  }
}
