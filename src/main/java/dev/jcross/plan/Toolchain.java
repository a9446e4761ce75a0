package dev.jcross.plan;

import dev.jcross.config.Settings;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which cargo and rustc.
 *
 * @param source where they come from; an image that is not jcross's own may turn out to hold none,
 *     and then the toolchain that {@code name} tells is installed
 * @param channel such as {@code nightly-2026-01-01}; for jcross's own images, what their recipe was
 *     told to take, such as {@code auto}
 * @param name with the platform that it runs on; empty if only the image's can be meant
 * @param components what it has besides the minimal profile
 * @param origin who asked for it
 */
public record Toolchain(
    Settings.ToolchainSource source,
    String channel,
    Optional<String> name,
    List<String> components,
    String origin) {
  public Toolchain {
    Objects.requireNonNull(source);
    Objects.requireNonNull(channel);
    Objects.requireNonNull(name);
    components = List.copyOf(components);
    Objects.requireNonNull(origin);
  }

  /** Whether it is that of this machine, which containers see where it lies. */
  public boolean isHosts() {
    return source == Settings.ToolchainSource.HOST;
  }
}
