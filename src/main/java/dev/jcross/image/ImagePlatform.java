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

  /** One of the listed. */
  private record Entry(String platform, Optional<String> triple) {}

  /**
   * The platform to ask for; empty where the machine's own is among the listed ones, or nothing is
   * listed.
   *
   * @param architecture the machine's, as Rust names it
   */
  public static Optional<String> of(List<String> toolchains, String architecture) {
    return chosen(toolchains, architecture)
        .map(Entry::platform)
        .filter(platform -> !isOwn(platform, architecture));
  }

  /**
   * A machine's own platform: {@code linux/amd64}.
   *
   * @param architecture as Rust names it
   */
  public static String ofMachine(String architecture) {
    return BY_RUST_NAME.getOrDefault(architecture, "linux/" + architecture);
  }

  /**
   * What programs of the image run on: such as {@code x86_64-unknown-linux-gnu}, or {@code -musl}
   * for an image whose list says so.
   *
   * @param architecture the machine's, as Rust names it
   */
  public static String triple(List<String> toolchains, String architecture) {
    return chosen(toolchains, architecture)
        .flatMap(entry -> entry.triple().or(() -> gnu(entry.platform())))
        .orElse(architecture + "-unknown-linux-gnu");
  }

  /** The one for the machine, else the first. */
  private static Optional<Entry> chosen(List<String> toolchains, String architecture) {
    var entries = toolchains.stream().map(ImagePlatform::entry).flatMap(Optional::stream).toList();
    return entries.stream()
        .filter(entry -> isOwn(entry.platform(), architecture))
        .findFirst()
        .or(() -> entries.stream().findFirst());
  }

  private static boolean isOwn(String platform, String architecture) {
    var own = ofMachine(architecture);
    return platform.equals(own) || platform.startsWith(own + "/");
  }

  private static Optional<String> gnu(String platform) {
    return BY_RUST_NAME.entrySet().stream()
        .filter(
            entry ->
                platform.equals(entry.getValue()) || platform.startsWith(entry.getValue() + "/"))
        .map(entry -> entry.getKey() + "-unknown-linux-gnu")
        .findFirst();
  }

  private static Optional<Entry> entry(String text) {
    int equals = text.indexOf('=');
    var left = equals < 0 ? text : text.substring(0, equals);
    var right = equals < 0 ? Optional.<String>empty() : Optional.of(text.substring(equals + 1));
    if (left.contains("/")) {
      return Optional.of(new Entry(left, right));
    }
    int dash = left.indexOf('-');
    return dash < 0
        ? Optional.empty()
        : Optional.ofNullable(BY_RUST_NAME.get(left.substring(0, dash)))
            .map(platform -> new Entry(platform, Optional.of(left)));
  }
}
