package dev.jcross.project;

import dev.jcross.host.HostFacts;
import dev.jcross.problem.Checked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Real files below a directory, and a caller who works there. */
record Disk(Path top) {
  Disk {
    try {
      top = top.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path(String name) {
    return top.resolve(name);
  }

  Disk write(String name, String content) {
    try {
      Files.createDirectories(path(name).getParent());
      Files.writeString(path(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** A package that depends on these, each {@code name = path} or a whole line of TOML. */
  Disk crate(String directory, String... dependencies) {
    return write(
        directory + "/Cargo.toml",
        "[package]\nname = \"%s\"\nversion = \"0.1.0\"\n\n[dependencies]\n%s\n"
            .formatted(path(directory).getFileName(), String.join("\n", dependencies)));
  }

  static String by(String name, String path) {
    return "%s = { path = \"%s\" }".formatted(name, path);
  }

  HostFacts host(String workingDirectory, Map<String, String> environment) {
    return new HostFacts(
        path(workingDirectory),
        path("home"),
        path("home/.cache/jcross"),
        environment,
        new HostFacts.User(1000, 1000, "me"),
        new HostFacts.Terminal(false, false, false, 80),
        "linux",
        "x86_64");
  }

  Checked<Project> read(String workingDirectory, Map<String, String> environment) {
    return ProjectReader.read(host(workingDirectory, environment), Optional.empty(), List.of());
  }

  /** Without complaints. */
  Project project(String workingDirectory) {
    return project(workingDirectory, Map.of());
  }

  Project project(String workingDirectory, Map<String, String> environment) {
    var checked = read(workingDirectory, environment);
    if (!checked.problems().isEmpty()) {
      throw new AssertionError(checked.problems());
    }
    return checked.value();
  }

  /** With what {@code --config} says. */
  Project typed(String workingDirectory, Map<String, String> environment, String... configs) {
    var checked =
        ProjectReader.read(host(workingDirectory, environment), Optional.empty(), List.of(configs));
    if (!checked.problems().isEmpty()) {
      throw new AssertionError(checked.problems());
    }
    return checked.value();
  }

  Checked<Project> named(String workingDirectory, String manifestPath) {
    return ProjectReader.read(
        host(workingDirectory, Map.of()), Optional.of(manifestPath), List.of());
  }
}
