package dev.jcross.config;

import dev.jcross.target.SdkKind;
import dev.jcross.target.TargetTriple;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at a folder that is said to be a vendor's development kit. */
final class SdkFolder {
  /** Microsoft's names of an architecture, and those that {@code xwin splat} gives by default. */
  private static final Map<String, List<String>> MSVC =
      Map.of(
          "x86_64", List.of("x86_64", "x64"),
          "aarch64", List.of("aarch64", "arm64"),
          "i686", List.of("x86"));

  private SdkFolder() {}

  /** Why it cannot be the kit for the target, as the end of a sentence; empty if it can. */
  static Optional<String> fault(Path folder, TargetTriple triple) {
    if (!Files.isDirectory(folder)) {
      return Optional.of(Files.exists(folder) ? "is no folder" : "does not exist");
    }
    return SdkKind.of(triple)
        .flatMap(
            kind ->
                switch (kind) {
                  case APPLE ->
                      lacks(folder, "usr/lib")
                          .map(path -> "is no SDK of Apple's: it has no " + path);
                  case ANDROID_NDK -> ndk(folder);
                  case MSVC -> msvc(folder, triple.architecture());
                });
  }

  private static Optional<String> ndk(Path folder) {
    var hosts = folder.resolve("toolchains/llvm/prebuilt");
    if (has(hosts, "sysroot")) {
      return Optional.empty();
    }
    return Optional.of(
        "is no NDK of Android's: it has no toolchains/llvm/prebuilt/linux-x86_64/sysroot");
  }

  private static boolean has(Path parent, String name) {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent)) {
      for (var folder : folders) {
        if (Files.isDirectory(folder.resolve(name))) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<String> msvc(Path folder, String architecture) {
    return Stream.of("crt/include", "crt/lib", "sdk/include", "sdk/lib")
        .flatMap(path -> lacks(folder, path).stream())
        .findFirst()
        .map(path -> "was not made by 'xwin splat': it has no " + path)
        .or(
            () -> {
              var names = MSVC.getOrDefault(architecture, List.of(architecture));
              return names.stream()
                      .anyMatch(name -> Files.isDirectory(folder.resolve("crt/lib").resolve(name)))
                  ? Optional.empty()
                  : Optional.of(
                      "has nothing for " + architecture + ": no crt/lib/" + names.getFirst());
            });
  }

  private static Optional<String> lacks(Path folder, String path) {
    return Files.isDirectory(folder.resolve(path)) ? Optional.empty() : Optional.of(path);
  }
}
