package dev.jcross.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One target's settings, merged. Paths are absolute: what a file says is relative to that file's
 * directory, what a variable says to the working directory.
 *
 * @param passthrough variables for the container, the ones of [build.env] first
 * @param volumes directories for the container
 * @param network whether the compile phase may reach the network
 * @param rust where the toolchain of a built-in image comes from
 * @param caBundle PEM certificates for downloads; from the key {@code ca-bundle}, else from the
 *     first of {@code SSL_CERT_FILE}, {@code CARGO_HTTP_CAINFO}, {@code CURL_CA_BUNDLE} that is set
 * @param sessionTimeout seconds that an idle session lives
 */
public record Settings(
    Optional<Setting<Image>> image,
    Optional<Setting<Dockerfile>> dockerfile,
    Optional<Setting<PreBuild>> preBuild,
    Optional<Setting<String>> runner,
    List<Setting<Passthrough>> passthrough,
    List<Setting<Volume>> volumes,
    Setting<Boolean> network,
    Setting<RustSource> rust,
    Optional<Setting<Path>> caBundle,
    Setting<Integer> sessionTimeout) {

  /**
   * An image as the user wrote it.
   *
   * @param name a reference as written; may be only {@code :tag} or {@code @sha256:…}
   * @param toolchains the platforms that the table form lists; may be empty
   */
  public record Image(String name, List<String> toolchains) {
    public Image {
      toolchains = List.copyOf(toolchains);
    }
  }

  /**
   * A Dockerfile to build the image from.
   *
   * @param file absolute
   * @param context absolute; the workspace root unless said otherwise
   * @param buildArguments sorted by name, those of the target over those of [build]
   */
  public record Dockerfile(Path file, Path context, Map<String, String> buildArguments) {
    public Dockerfile {
      buildArguments =
          java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(buildArguments));
    }
  }

  /** What runs on top of the image, once. */
  public sealed interface PreBuild {
    /** Lines for one shell that stops at the first failure. */
    record Commands(List<String> lines) implements PreBuild {
      public Commands {
        lines = List.copyOf(lines);
      }
    }

    /** A script of the project, absolute; it is given the triple. */
    record Script(Path file) implements PreBuild {}
  }

  /**
   * A variable for the container.
   *
   * @param value fixed by {@code NAME=value}; empty: the host's value, if it has one
   */
  public record Passthrough(String name, Optional<String> value) {}

  /**
   * A directory or file of the host, mounted under its own path.
   *
   * @param name the variable that will hold the path
   * @param path absolute, as it exists on the host; empty if the variable named no path
   */
  public record Volume(String name, Optional<Path> path) {}

  /** Where the Rust of a built-in image comes from; part of the recipe. */
  public enum RustSource {
    /** The official toolchain where its server answers, else Debian's. */
    AUTO,
    RUSTUP,
    DEBIAN;

    /** As written in Cross.toml. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public Settings {
    Objects.requireNonNull(image);
    Objects.requireNonNull(dockerfile);
    Objects.requireNonNull(preBuild);
    Objects.requireNonNull(runner);
    passthrough = List.copyOf(passthrough);
    volumes = List.copyOf(volumes);
    Objects.requireNonNull(network);
    Objects.requireNonNull(rust);
    Objects.requireNonNull(caBundle);
    Objects.requireNonNull(sessionTimeout);
  }
}
