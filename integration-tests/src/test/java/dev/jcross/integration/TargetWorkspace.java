package dev.jcross.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The examples as members of one workspace, so that what they need of crates.io is compiled once,
 * and one session serves them all.
 *
 * @param firmware the example that has profiles and a linker script of its own
 */
record TargetWorkspace(Project project, Project firmware) {
  /** Folders below examples/. */
  private static final List<String> EXAMPLES = List.of("hello", "cpp", "cmake", "bindgen");

  private static final Path OWN =
      Workbench.checkout().resolve("integration-tests/src/test/resources/targets/workspace");

  static TargetWorkspace make(Workbench bench) {
    var project = bench.at(bench.root().resolve("targets"));
    for (var example : EXAMPLES) {
      Workbench.copy(Workbench.checkout().resolve("examples"), example, project.directory());
      joinWorkspace(project, example);
    }
    Workbench.copy(OWN, "no-std", project.directory());
    project.write(
        "Cargo.toml",
        """
        [workspace]
        resolver = "3"
        members = ["%s", "no-std"]
        """
            .formatted(String.join("\", \"", EXAMPLES)));
    project.write("Cargo.lock", read(OWN.resolve("Cargo.lock")));
    return new TargetWorkspace(project, firmware(bench));
  }

  private static Project firmware(Workbench bench) {
    boolean there = Files.isDirectory(Workbench.checkout().resolve("examples/firmware"));
    return there ? bench.example("firmware") : bench.nowhere();
  }

  /** An example is a workspace of its own, and has its own lock file. */
  private static void joinWorkspace(Project project, String example) {
    var manifest = read(project.file(example + "/Cargo.toml"));
    project.write(
        example + "/Cargo.toml", manifest.substring(0, manifest.indexOf("# A project of its own")));
    try {
      Files.deleteIfExists(project.file(example + "/Cargo.lock"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
