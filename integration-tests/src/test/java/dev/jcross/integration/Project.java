package dev.jcross.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A cargo project that a test may change. */
record Project(Path directory, Jcross jcross) {
  Project write(String path, String text) {
    var file = directory.resolve(path);
    try {
      Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** The manifest, with further lines. */
  Project manifest(String lines) {
    return write(
        "Cargo.toml",
        """
        [package]
        name = "crate-under-test"
        version = "0.1.0"
        edition = "2024"

        [[bin]]
        name = "program"
        path = "src/main.rs"

        """
            + lines);
  }

  Project main(String rust) {
    return write("src/main.rs", rust);
  }

  Project buildScript(String rust) {
    return write("build.rs", rust);
  }

  Project crossToml(String toml) {
    return write("Cross.toml", toml);
  }

  Result run(String... words) {
    return jcross.run(words);
  }

  Result succeed(String... words) {
    return jcross.succeed(words);
  }

  Path file(String path) {
    return directory.resolve(path);
  }
}
