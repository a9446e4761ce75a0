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
          "aarch64-macos",
          "aarch64-musl",
          "aarch64-zig-static",
          "aarch64.o",
          "answer.dll",
          "answer.obj",
          "armv6-hard",
          "armv6-soft",
          "armv6-with-neon",
          "armv6-with-v7-code",
          "armv7hf-glibc",
          "bare.wasm",
          "emscripten.wasm",
          "libanswer.dylib",
          "libanswer.so",
          "libarm.a",
          "libhalf.rlib",
          "powerpc64-glibc",
          "riscv64-glibc",
          "wasi.wasm",
          "x86_64-console.exe",
          "x86_64-glibc-exec",
          "x86_64-glibc-relr",
          "x86_64-macos",
          "x86_64-netbsd",
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
