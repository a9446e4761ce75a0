package dev.jcross.integration;

import dev.jcross.target.SdkKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder of the shape of a vendor's development kit, with nothing in it: enough to have an image
 * built that looks for the kit, and for what needs no C library.
 */
final class EmptyKit {
  private EmptyKit() {}

  /** Makes it below a directory, for any architecture. */
  static Path in(Path directory, SdkKind kind) {
    var kit = directory.resolve("empty-" + kind.word());
    try {
      for (var folder : folders(kind)) {
        Files.createDirectories(kit.resolve(folder));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return kit;
  }

  private static List<String> folders(SdkKind kind) {
    return switch (kind) {
      case APPLE -> List.of("usr/lib");
      case ANDROID_NDK -> List.of("toolchains/llvm/prebuilt/linux-x86_64/sysroot");
      case MSVC ->
          List.of(
              "crt/include",
              "crt/lib/aarch64",
              "crt/lib/x86",
              "crt/lib/x86_64",
              "sdk/include",
              "sdk/lib");
    };
  }
}
