package dev.jcross.project;

import dev.jcross.host.HostFacts;
import dev.jcross.problem.Checked;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the project that a command is about. */
public final class ProjectReader {
  private final HostFacts host;
  private final TomlFiles files;
  private final Path workingDirectory;
  private final Path cargoHome;

  ProjectReader(HostFacts host) {
    this.host = host;
    this.workingDirectory = physical(host.workingDirectory());
    this.files = new TomlFiles(workingDirectory);
    this.cargoHome =
        host.variable("CARGO_HOME")
            .flatMap(path -> TomlFile.resolve(workingDirectory, path))
            .orElse(host.home().resolve(".cargo"));
  }

  /**
   * Reads what cargo would read, without cargo. What is broken is told and read as far as it goes;
   * a path dependency that does not exist is left out, as cargo will tell.
   *
   * @param manifestPath as typed behind {@code --manifest-path}; else the Cargo.toml is searched
   *     upwards from the working directory
   * @param configs the values of {@code --config}, in order
   * @return with MANIFEST_INVALID for each broken Cargo.toml, TOML_SYNTAX for other broken files,
   *     and FILE for unreadable ones
   * @throws ProblemException PROJECT_MISSING if there is no Cargo.toml
   */
  public static Checked<Project> read(
      HostFacts host, Optional<String> manifestPath, List<String> configs) {
    return new ProjectReader(host).read(manifestPath, configs);
  }

  Path workingDirectory() {
    return workingDirectory;
  }

  List<Problem> problems() {
    return files.problems();
  }

  Path cargoHome() {
    return cargoHome;
  }

  /** The file that {@code cargo login} writes, if it exists; of both names cargo takes the old. */
  Optional<TomlFile> credentials() {
    return files
        .settings(cargoHome.resolve("credentials"))
        .or(() -> files.settings(cargoHome.resolve("credentials.toml")));
  }

  CargoConfigs configs(Path start, List<String> typed) {
    return CargoConfigs.read(host, files, start, cargoHome, typed);
  }

  private Checked<Project> read(Optional<String> manifestPath, List<String> typed) {
    var path = new ManifestSearch(files, workingDirectory).find(manifestPath);
    var asked = files.manifest(path);
    if (asked.isEmpty()) {
      throw new ProblemException(files.problems());
    }
    var search = new WorkspaceSearch(files, cargoHome);
    var root = search.rootOf(path).orElse(asked.get());
    var start =
        workingDirectory.startsWith(root.directory()) ? workingDirectory : asked.get().directory();
    var configs = configs(start, typed);
    var toolchain = ToolchainFile.read(files, start);
    var packages = new Packages(files, search, root);
    packages.gather(asked.get(), configs.replacements());
    var lockfile = Optional.of(root.directory().resolve("Cargo.lock")).filter(Files::isRegularFile);

    return Checked.of(
            new Project(
                root.directory(),
                path,
                start,
                packages.roots(),
                packages.manifests().stream().map(Manifest::path).toList(),
                metadata(root, packages),
                lockfile,
                configs.paths(),
                configs.typedFiles(),
                configs
                    .targetDirectory(workingDirectory)
                    .orElse(root.directory().resolve("target")),
                configs.defaultTargets(),
                configs.runners(),
                configs.terminal(),
                toolchain.toolchain(),
                toolchain.components(),
                inputsHash(root, packages, lockfile, configs)))
        .and(files.problems());
  }

  private static List<Project.Metadata> metadata(Manifest root, Packages packages) {
    var found = new ArrayList<Project.Metadata>();
    if (root.hasWorkspaceSettings()) {
      found.add(new Project.Metadata(root.path(), true));
    }
    for (var member : packages.members()) {
      if (member.hasPackageSettings()) {
        found.add(new Project.Metadata(member.path(), false));
      }
    }
    return found;
  }

  /** Paths are relative to the workspace, so that two checkouts of one commit agree. */
  private String inputsHash(
      Manifest root, Packages packages, Optional<Path> lockfile, CargoConfigs configs) {
    var text = new StringBuilder();
    for (var manifest : packages.manifests()) {
      text.append(root.directory().relativize(manifest.path()))
          .append('\0')
          .append(manifest.file().digest())
          .append('\n');
    }
    lockfile.ifPresent(path -> text.append("lock\0").append(digest(path)).append('\n'));
    configs.all().forEach(file -> text.append("config\0").append(file.digest()).append('\n'));
    return Digest.of(text.toString());
  }

  private String digest(Path path) {
    try {
      return Digest.of(Files.readAllBytes(path));
    } catch (IOException e) {
      throw Problem.error(
              ProblemCode.FILE, "cannot read '" + files.shown(path) + "': " + e.getMessage())
          .at(Place.of(files.shown(path)))
          .asException();
    }
  }

  /** Cargo asks the system where it is, which knows of no links on the way. */
  private static Path physical(Path directory) {
    try {
      return directory.toRealPath();
    } catch (IOException e) {
      throw Problem.error(ProblemCode.FILE, "the working directory is gone")
          .at(Place.of(directory.toString()))
          .help("cd into a directory that exists")
          .asException();
    }
  }
}
