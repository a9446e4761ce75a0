package dev.jcross.integration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Container;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/**
 * Projects to work on, and what the engine holds of them. All of it is removed when a test class is
 * done; of the engine's objects only those of these projects.
 */
final class Workbench implements BeforeAllCallback, AfterAllCallback {
  /** What the machine itself runs: the quickest to build for. */
  static final String NATIVE =
      System.getProperty("os.arch", "").equals("aarch64")
          ? "aarch64-unknown-linux-gnu"
          : "x86_64-unknown-linux-gnu";

  private static final Path CHECKOUT =
      Path.of(System.getProperty("jcross.checkout", "..")).toAbsolutePath().normalize();

  private static final Path EXAMPLES = CHECKOUT.resolve("examples");

  private Path root = Path.of("/");
  private int projects;
  private final Map<String, Call> calls = new LinkedHashMap<>();
  private final Map<Call, Set<String>> known = new LinkedHashMap<>();
  private final Set<String> images = new TreeSet<>();
  private final Set<String> volumesToRemove = new TreeSet<>();

  /** A command line whose plan names volumes. */
  private record Call(Jcross jcross, List<String> words) {}

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    root = Files.createTempDirectory("jcross-it-").toRealPath();
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    // Where it could not be made, what lies below is the whole machine, and all that it mounts.
    if (root.getNameCount() == 0) {
      return;
    }
    var volumes = buildVolumes();
    for (var container : containers()) {
      remove(container);
    }
    volumes.addAll(volumesToRemove);
    volumes.addAll(carriedVolumes());
    for (var volume : volumes) {
      ignoringAbsence(() -> client().removeVolumeCmd(volume).exec());
    }
    for (var image : images) {
      ignoringAbsence(() -> client().removeImageCmd(image).exec());
    }
    delete(root);
  }

  /** Volumes that stood in for directories of the bench, where an engine was not to see them. */
  private List<String> carriedVolumes() {
    return client()
        .listVolumesCmd()
        .withFilter("label", List.of("dev.jcross"))
        .exec()
        .getVolumes()
        .stream()
        .filter(
            volume ->
                volume.getLabels() != null
                    && volume
                        .getLabels()
                        .getOrDefault("dev.jcross.purpose", "")
                        .contains(root.toString()))
        .map(volume -> volume.getName())
        .toList();
  }

  /** The directory of all projects. */
  Path root() {
    return root;
  }

  static Path checkout() {
    return CHECKOUT;
  }

  static Path distribution() {
    return CHECKOUT.resolve("cli/target/dist");
  }

  static DockerClient client() {
    return DockerClientFactory.instance().client();
  }

  /** Stands in for a project until there is one. */
  Project nowhere() {
    return project(Path.of("/nonexistent"));
  }

  /** A small crate with a program in it. */
  Project crate() {
    return crateIn("crate-" + ++projects);
  }

  Project crateIn(String directory) {
    return at(root.resolve(directory))
        .manifest("")
        .main("fn main() {\n    println!(\"Hello, world!\");\n}\n");
  }

  /** A copy of one of the examples, with the directories beside it that it needs. */
  Project example(String name, String... beside) {
    var parent = root.resolve("example-" + ++projects);
    copy(EXAMPLES, name, parent);
    for (var other : beside) {
      copy(EXAMPLES, other, parent);
    }
    return at(parent.resolve(name));
  }

  Project at(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return project(directory);
  }

  private Project project(Path directory) {
    var jcross =
        new Jcross(
            distribution(), directory, Map.of(), List.of(), java.util.Optional.empty(), this::note);
    return new Project(directory, jcross);
  }

  private void note(Jcross jcross, List<String> words) {
    int target = words.indexOf("--target") + 1;
    calls.putIfAbsent(
        jcross.directory()
            + " "
            + (target == 0 || target == words.size() ? "" : words.get(target))
            + jcross.environment()
            + jcross.behind(),
        new Call(jcross, words));
  }

  /** The containers, in whatever state, that have to do with the projects. */
  List<Container> containers() {
    return containers(root, buildVolumes());
  }

  /** Those of one project. */
  List<Container> containers(Project project) {
    return containers(project.directory(), volumesOf(project.directory()));
  }

  /** The volumes of intermediate files of a project. */
  Set<String> volumes(Project project) {
    return volumesOf(project.directory());
  }

  private static List<Container> containers(Path below, Set<String> volumes) {
    return client().listContainersCmd().withShowAll(true).exec().stream()
        .filter(container -> hasToDoWith(container, below, volumes))
        .toList();
  }

  private static boolean hasToDoWith(Container container, Path below, Set<String> volumes) {
    return container.getMounts().stream()
        .anyMatch(
            mount ->
                (mount.getSource() != null && Path.of(mount.getSource()).startsWith(below))
                    || (mount.getName() != null && volumes.contains(mount.getName())));
  }

  /** Removes what the engine holds for a project, and no files. */
  void release(Project project) {
    var volumes = volumes(project);
    containers(project).forEach(Workbench::remove);
    volumes.forEach(volume -> ignoringAbsence(() -> client().removeVolumeCmd(volume).exec()));
  }

  static void remove(Container container) {
    ignoringAbsence(() -> client().removeContainerCmd(container.getId()).withForce(true).exec());
  }

  /** An image to remove at the end. */
  void removeLater(String image) {
    images.add(image);
  }

  /** A volume to remove at the end, beside those of the projects. */
  void removeVolumeLater(String volume) {
    volumesToRemove.add(volume);
  }

  private Set<String> buildVolumes() {
    return volumesOf(root);
  }

  /** A volume's name does not say whose it is; the plan of a command line does. */
  private Set<String> volumesOf(Path below) {
    var volumes = new TreeSet<String>();
    for (var call : calls.values()) {
      if (call.jcross.directory().startsWith(below)) {
        volumes.addAll(volumes(call));
      }
    }
    return volumes;
  }

  private Set<String> volumes(Call call) {
    return known.computeIfAbsent(call, Workbench::ask);
  }

  private static Set<String> ask(Call call) {
    if (!Files.isDirectory(call.jcross.directory())) {
      return Set.of();
    }
    var words = new ArrayList<>(List.of("plan", "--json"));
    words.addAll(call.words);
    var silent =
        new Jcross(
            call.jcross.distribution(),
            call.jcross.directory(),
            call.jcross.environment(),
            call.jcross.behind(),
            java.util.Optional.empty(),
            (jcross, noted) -> {});
    var plan = silent.run(words.toArray(String[]::new));
    var volumes = new TreeSet<String>();
    if (plan.output().startsWith("{")) {
      try {
        for (var text : new ObjectMapper().readTree(plan.output()).findValuesAsText("source")) {
          if (text.startsWith("jcross-build-")) {
            volumes.add(text);
          }
        }
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }
    return volumes;
  }

  private static void ignoringAbsence(Runnable work) {
    try {
      work.run();
    } catch (DockerException e) {
      // It is gone, or going.
    }
  }

  /** Copies a folder out of another into a third, without what was built in it. */
  static void copy(Path folder, String name, Path parent) {
    var from = folder.resolve(name);
    try (var files = Files.walk(from)) {
      for (var file : files.toList()) {
        var below = from.relativize(file);
        if (java.util.stream.StreamSupport.stream(below.spliterator(), false)
            .anyMatch(part -> part.toString().equals("target"))) {
          continue;
        }
        var to = parent.resolve(name).resolve(below);
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void deleteAll(Path directory) {
    try {
      delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) throws IOException {
    if (directory.getNameCount() == 0) {
      throw new IllegalArgumentException("not all that there is");
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path left, java.io.@org.jspecify.annotations.Nullable IOException e)
              throws IOException {
            Files.delete(left);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
