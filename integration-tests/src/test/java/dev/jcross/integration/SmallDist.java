package dev.jcross.integration;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A channel as rust-lang.org serves it, of programs that only say their name: what rustup does with
 * them is the same, and takes no time. Formats: those of {@code rustup/pack-dist}.
 */
final class SmallDist {
  static final String HOST = Workbench.NATIVE;
  static final String VERSION = "1.99.0";

  private final Path dist;
  private final StringBuilder packages = new StringBuilder();
  private final StringBuilder extensions = new StringBuilder();

  private SmallDist(Path dist) {
    this.dist = dist;
  }

  /**
   * Writes a channel with rustc, cargo, rust-src, clippy and the host's standard library.
   *
   * @param root the directory to serve
   * @param channel where its manifest is below {@code dist/}: {@code channel-rust-stable}
   * @param targets the other targets that have a standard library
   * @param listed targets whose standard library the manifest has, but not the server
   * @param unavailable targets whose standard library did not compile that day
   */
  static void write(
      Path root,
      String channel,
      Iterable<String> targets,
      Iterable<String> listed,
      Iterable<String> unavailable)
      throws IOException {
    var small = new SmallDist(root.resolve("dist"));
    Files.createDirectories(small.dist);
    small.component("rustc", HOST, "rustc", Map.of("bin/rustc", say("rustc " + VERSION)));
    small.component("cargo", HOST, "cargo", Map.of("bin/cargo", say("cargo " + VERSION)));
    small.component(
        "clippy-preview", HOST, "clippy-preview", Map.of("bin/cargo-clippy", say("clippy")));
    small.component("rust-src", "*", "rust-src", Map.of("lib/rustlib/src/rust/library/a", ""));
    small.standardLibrary(HOST);
    for (var target : targets) {
      small.standardLibrary(target);
    }
    for (var target : listed) {
      small.standardLibrary(target);
      Files.delete(small.dist.resolve(small.archive("rust-std", target)));
    }
    for (var target : unavailable) {
      small.extension("rust-std", target);
      small
          .packages
          .append("\n[pkg.rust-std.target.")
          .append(target)
          .append("]\navailable = false\n");
    }
    small.manifest(channel);
  }

  private void standardLibrary(String target) throws IOException {
    component(
        "rust-std",
        target,
        "rust-std-" + target,
        Map.of("lib/rustlib/" + target + "/lib/libstd.rlib", ""));
  }

  private static String say(String text) {
    return "#!/bin/sh\necho '" + text + "'\n";
  }

  private String archive(String name, String target) {
    return name + "-" + VERSION + (target.equals("*") ? "" : "-" + target) + ".tar.gz";
  }

  private void component(String name, String target, String folder, Map<String, String> files)
      throws IOException {
    var archive = archive(name, target);
    var top = archive.substring(0, archive.length() - ".tar.gz".length()) + "/";
    var all = new TreeMap<String, String>();
    all.put(top + "rust-installer-version", "3\n");
    all.put(top + "components", folder + "\n");
    var contents = new StringBuilder();
    new TreeMap<>(files)
        .forEach(
            (path, text) -> {
              contents.append("file:").append(path).append('\n');
              all.put(top + folder + "/" + path, text);
            });
    all.put(top + folder + "/manifest.in", contents.toString());
    var bytes = tarGz(all);
    Files.write(dist.resolve(archive), bytes);
    extension(name, target);
    packages
        .append("\n[pkg.%s.target.\"%s\"]\navailable = true\n".formatted(name, target))
        .append("url = \"https://static.rust-lang.org/dist/%s\"\n".formatted(archive))
        .append("hash = \"%s\"\n".formatted(sha256(bytes)));
  }

  private void extension(String name, String target) {
    if (!name.matches("rustc|cargo") && !(name.equals("rust-std") && target.equals(HOST))) {
      extensions.append("  { pkg = \"%s\", target = \"%s\" },\n".formatted(name, target));
    }
  }

  private void manifest(String channel) throws IOException {
    var text = new StringBuilder("manifest-version = \"2\"\ndate = \"2026-01-01\"\n");
    text.append("\n[renames.clippy]\nto = \"clippy-preview\"\n");
    text.append("\n[profiles]\nminimal = [\"rustc\", \"cargo\", \"rust-std\"]\n");
    text.append("\n[pkg.rust]\nversion = \"%s (small)\"\n".formatted(VERSION));
    text.append("\n[pkg.rust.target.%s]\navailable = true\n".formatted(HOST));
    text.append("url = \"https://static.rust-lang.org/dist/none.tar.gz\"\n");
    text.append("hash = \"%s\"\ncomponents = [\n".formatted("0".repeat(64)));
    for (var name : new String[] {"rustc", "cargo", "rust-std"}) {
      text.append("  { pkg = \"%s\", target = \"%s\" },\n".formatted(name, HOST));
    }
    text.append("]\nextensions = [\n").append(extensions).append("]\n");
    for (var name : new String[] {"rustc", "cargo", "clippy-preview", "rust-src", "rust-std"}) {
      text.append("\n[pkg.%s]\nversion = \"%s\"\n".formatted(name, VERSION));
    }
    text.append(packages);
    var file = dist.resolve(channel + ".toml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.writeString(
        file.resolveSibling(file.getFileName() + ".sha256"),
        sha256(Files.readAllBytes(file)) + "  " + file.getFileName() + "\n");
  }

  private static byte[] tarGz(Map<String, String> files) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (var file : files.entrySet()) {
        var content = file.getValue().getBytes(StandardCharsets.UTF_8);
        var entry = new TarArchiveEntry(file.getKey());
        entry.setMode(file.getValue().startsWith("#!") ? 0755 : 0644);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
