package dev.jcross.config;

import dev.jcross.trust.TrustPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One target's settings, merged. Paths are absolute: what a file says is relative to that file's
 * directory, what a variable says to the working directory.
 *
 * @param sdk a vendor's development kit
 * @param passthrough variables for the container, the ones of [build.env] first
 * @param volumes directories for the container
 * @param buildStd set if the standard library is to be compiled
 * @param zig set if zig is to link
 * @param toolchain empty if nobody said: then what else is asked for decides
 * @param tools crates to install, {@code name} or {@code name@version}
 * @param maxGlibc the newest glibc that results may need, such as {@code 2.28}
 * @param registry in front of the names of jcross's own images, without a slash at the end
 * @param aptSources where jcross's images take Debian's packages from, as lines of sources.list(5);
 *     empty: what Debian's image says
 * @param limits what commands may take of the engine's machine
 * @param trust who must have signed images of registries
 * @param sshAgent whether downloads may use the caller's SSH agent
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
    Optional<Setting<Sdk>> sdk,
    List<Setting<Passthrough>> passthrough,
    List<Setting<Volume>> volumes,
    Optional<Setting<BuildStd>> buildStd,
    Optional<Setting<Zig>> zig,
    Optional<Setting<ToolchainSource>> toolchain,
    List<Setting<String>> tools,
    Setting<PathStyle> paths,
    Optional<Setting<String>> maxGlibc,
    Optional<Setting<String>> registry,
    List<Setting<String>> aptSources,
    Setting<PullPolicy> pull,
    Limits limits,
    TrustPolicy trust,
    Setting<Boolean> sshAgent,
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
   * What commands may take of the engine's machine.
   *
   * @param memory bytes; empty: all there is
   * @param cpus how many processors, such as {@code 1.5}; empty: all there are
   * @param processes how many at once
   * @param freeDisk bytes that stay free; 0: none
   */
  public record Limits(
      Optional<Setting<Long>> memory,
      Optional<Setting<String>> cpus,
      Setting<Integer> processes,
      Setting<Long> freeDisk) {
    public Limits {
      Objects.requireNonNull(memory);
      Objects.requireNonNull(cpus);
      Objects.requireNonNull(processes);
      Objects.requireNonNull(freeDisk);
    }

    /** Where nobody says anything. */
    public static Limits byDefault() {
      return new Limits(
          Optional.empty(),
          Optional.empty(),
          Setting.byDefault(Integer.parseInt(Key.LIMITS_PROCESSES.fallback())),
          Setting.byDefault(bytes(Key.LIMITS_FREE_DISK.fallback().replace("\"", ""))));
    }

    /** Of a text that is a size. */
    static long bytes(String text) {
      return Size.parse(text).orElseThrow();
    }
  }

  /**
   * A vendor's development kit.
   *
   * @param folder absolute
   * @param fault why it cannot be the one for the target, as the end of a sentence
   * @param lastResort whether only a variable of other tools names it, which counts where a kit is
   *     looked for
   */
  public record Sdk(Path folder, Optional<String> fault, boolean lastResort) {
    public Sdk {
      Objects.requireNonNull(folder);
      Objects.requireNonNull(fault);
    }
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

  /**
   * A standard library of the project's own.
   *
   * @param crates empty: those that cargo takes by itself
   */
  public record BuildStd(List<String> crates) {
    public BuildStd {
      crates = List.copyOf(crates);
    }
  }

  /**
   * Linking by zig.
   *
   * @param glibc the version to link against, if one was chosen
   * @param image instead of jcross's own
   */
  public record Zig(Optional<Setting<String>> glibc, Optional<Setting<Image>> image) {
    public Zig {
      Objects.requireNonNull(glibc);
      Objects.requireNonNull(image);
    }
  }

  /** Where cargo and rustc come from. */
  public enum ToolchainSource {
    IMAGE,
    RUSTUP,
    HOST;

    /** As written in Cross.toml. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** How the project's directories are called in a container. */
  public enum PathStyle {
    /** The same on every machine, below {@code /project}. */
    PROJECT,
    /** As on the host. */
    HOST
  }

  /** When images of registries are pulled. */
  public enum PullPolicy {
    /** Where there is none of the name. */
    MISSING,
    /** Before every command. */
    ALWAYS,
    NEVER
  }

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
    Objects.requireNonNull(sdk);
    passthrough = List.copyOf(passthrough);
    volumes = List.copyOf(volumes);
    Objects.requireNonNull(buildStd);
    Objects.requireNonNull(zig);
    Objects.requireNonNull(toolchain);
    tools = List.copyOf(tools);
    Objects.requireNonNull(paths);
    Objects.requireNonNull(maxGlibc);
    Objects.requireNonNull(registry);
    Objects.requireNonNull(pull);
    Objects.requireNonNull(trust);
    Objects.requireNonNull(sshAgent);
    Objects.requireNonNull(network);
    Objects.requireNonNull(rust);
    Objects.requireNonNull(caBundle);
    Objects.requireNonNull(sessionTimeout);
  }
}
