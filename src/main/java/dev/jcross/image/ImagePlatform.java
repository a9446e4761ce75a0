package dev.jcross.image;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which platform of an image to take, by cross's {@code toolchain} list: entries are {@code
 * os/architecture[/variant]}, a triple, or both as {@code platform=triple}.
 */
public final class ImagePlatform {
  private static final Map<String, String> BY_RUST_NAME =
      Map.of(
          "x86_64", "linux/amd64",
          "aarch64", "linux/arm64",
          "i686", "linux/386",
          "armv7", "linux/arm/v7",
          "arm", "linux/arm/v6",
          "riscv64gc", "linux/riscv64",
          "powerpc64le", "linux/ppc64le",
          "s390x", "linux/s390x");

  private ImagePlatform() {}

  /**
   * The platform to ask for; empty where the machine's own is among the listed ones, or nothing is
   * listed.
   *
   * @param architecture the machine's, as Rust names it
   */
  public static Optional<String> of(List<String> toolchains, String architecture) {
    var own = BY_RUST_NAME.get(architecture);
    var listed =
        toolchains.stream().map(ImagePlatform::platform).flatMap(Optional::stream).toList();
    if (listed.isEmpty() || listed.stream().anyMatch(platform -> isOwn(platform, own))) {
      return Optional.empty();
    }
    return Optional.of(listed.getFirst());
  }

  private static boolean isOwn(String platform, @org.jspecify.annotations.Nullable String own) {
    return own != null && (platform.equals(own) || platform.startsWith(own + "/"));
  }

  private static Optional<String> platform(String entry) {
    int equals = entry.indexOf('=');
    var text = equals < 0 ? entry : entry.substring(0, equals);
    if (text.contains("/")) {
      return Optional.of(text);
    }
    int dash = text.indexOf('-');
    return dash < 0
        ? Optional.empty()
        : Optional.ofNullable(BY_RUST_NAME.get(text.substring(0, dash)));
  }
}
