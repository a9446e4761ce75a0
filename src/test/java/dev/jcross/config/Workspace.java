package dev.jcross.config;

import dev.jcross.host.HostFacts;
import dev.jcross.problem.Checked;
import dev.jcross.problem.Problem;
import dev.jcross.target.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A workspace on disk, and somebody who stands in its root unless told otherwise. */
final class Workspace {
  /** Of a pair that nobody kept. */
  static final String PUBLIC_KEY =
      """
      -----BEGIN PUBLIC KEY-----
      MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAETYP4zae2fABG8A3EzallUhyxAvzb
      XdluPGSBnsDEZyDr3P1qRhl86Ix0Ayg5F+FbmcnGINNse0pmOEbFP8okJg==
      -----END PUBLIC KEY-----
      """;

  static final Target PI = Target.parse("aarch64-unknown-linux-gnu");
  static final Target PC = Target.parse("x86_64-unknown-linux-gnu");

  final Path root;
  private Path workingDirectory;
  private final Map<String, String> environment = new TreeMap<>();
  private final List<ManifestTable> metadata = new ArrayList<>();

  Workspace(Path root) {
    this.root = root;
    this.workingDirectory = root;
  }

  Workspace file(String name, String text) {
    try {
      var file = root.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Workspace crossToml(String text) {
    return file("Cross.toml", text);
  }

  Workspace metadata(String manifest, String text) {
    metadata.add(new ManifestTable(root.resolve(manifest), text.contains("[workspace.metadata")));
    return file(manifest, text);
  }

  Workspace variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Workspace in(String directory) {
    workingDirectory = root.resolve(directory);
    return this;
  }

  Checked<CrossConfig> read() {
    var host =
        new HostFacts(
            workingDirectory,
            root,
            root,
            environment,
            new HostFacts.User(1000, 1000, "user"),
            new HostFacts.Terminal(false, false, false, 80),
            "linux",
            "x86_64");
    return CrossConfig.read(host, root, metadata, Set.of());
  }

  /** The settings, which must be right. */
  Settings settings(Target target) {
    var checked = read();
    if (!checked.problems().isEmpty()) {
      throw new AssertionError(String.join("\n", printed(checked)));
    }
    return checked.value().forTarget(target);
  }

  /** All problems as a person would read them, with the workspace's path as $W. */
  List<String> printed() {
    return printed(read());
  }

  private List<String> printed(Checked<CrossConfig> checked) {
    return lines(checked.problems());
  }

  List<String> lines(List<Problem> problems) {
    return problems.stream()
        .flatMap(problem -> problem.lines().stream())
        .map(line -> line.replace(root.toString(), "$W"))
        .toList();
  }
}
