package dev.jcross.artifact;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The binaries that {@code make-samples.sh} made. */
final class Samples {
  static final List<String> ALL =
      List.of(
          "aarch64-glibc",
          "aarch64-macho.o",
          "aarch64-zig-static",
          "aarch64.o",
          "armv6-hard",
          "armv6-soft",
          "armv7hf-glibc",
          "bare.wasm",
          "libanswer.so",
          "libarm.a",
          "powerpc64-glibc",
          "x86_64-glibc-exec",
          "x86_64-glibc-relr",
          "x86_64-static",
          "x86_64-static-pie",
          "x86_64.exe");

  private Samples() {}

  static Path file(String name) {
    try {
      return Path.of(Objects.requireNonNull(Samples.class.getResource(name), name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  static Inspection inspect(String name) {
    return ArtifactReader.inspect(file(name));
  }
}
