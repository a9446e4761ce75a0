package dev.jcross.engine;

import dev.jcross.engine.ContainerFacts.State;
import dev.jcross.event.EventSink;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * An engine in memory. It keeps images, volumes and containers as a real one would, and plays the
 * scripts that jcross sends into containers: a new volume belongs to root until it is handed over,
 * and what has been fetched is noted in the volume of the downloads. All else is scripted: what is
 * built, pulled and run, and what goes wrong in between.
 *
 * <p>Each call is noted in {@link #calls}, in words that a test can compare.
 */
public final class ScriptedEngine implements ContainerEngine {
  /** Runs in place of a command. */
  @FunctionalInterface
  public interface Program {
    /** Returns the exit status. */
    int run(Command command) throws IOException, ContainerGone;
  }

  /**
   * A command that got through to a container.
   *
   * @param words without the script in front of them
   */
  public record Command(ContainerSpec container, ExecSpec spec, List<String> words) {
    public Command {
      words = List.copyOf(words);
    }

    /** Prints on standard output. */
    public void print(String text) throws IOException {
      spec.output().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Prints on standard error. */
    public void complain(String text) throws IOException {
      spec.errors().write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Something that goes wrong, or that another process does, just before a call. */
  @FunctionalInterface
  public interface Incident {
    void happen() throws ContainerGone;
  }

  private record Kept(ContainerSpec spec, ContainerFacts facts) {
    Kept in(State state) {
      return new Kept(
          spec,
          new ContainerFacts(
              facts.id(),
              facts.name(),
              state,
              facts.created(),
              facts.labels(),
              facts.image(),
              facts.mounts(),
              facts.rootDirectory()));
    }
  }

  private final List<String> calls = new ArrayList<>();
  private final Map<String, ImageFacts> images = new HashMap<>();
  private final Map<String, ImageFacts> remoteImages = new HashMap<>();
  private final Map<String, Deque<ImageBuildFailed>> failures = new HashMap<>();
  private final List<ImageBuild> builds = new ArrayList<>();
  private final Set<String> ownedVolumes = new HashSet<>();
  private final Map<String, VolumeFacts> volumes = new LinkedHashMap<>();
  private final Map<String, byte[]> files = new HashMap<>();
  private final Set<String> stamps = new HashSet<>();
  private final Set<String> programs = new HashSet<>(Set.of("cargo"));
  private final Map<String, Kept> containers = new LinkedHashMap<>();
  private final Map<String, Deque<Incident>> incidents = new HashMap<>();
  private final List<String> leashWords = new ArrayList<>();
  private Program program = command -> 0;
  private final List<ContainerSpec> created = new ArrayList<>();
  private boolean rootless;
  private boolean podman;
  private boolean handsOver = true;
  private int ids;

  /** What was asked of the engine, in order; without questions that change nothing. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** Forgets the calls so far. */
  public synchronized void forgetCalls() {
    calls.clear();
  }

  /** What commands do that get through. */
  public synchronized ScriptedEngine program(Program next) {
    program = next;
    return this;
  }

  /** Lets something happen just before the next call of that name; several come in turn. */
  public synchronized ScriptedEngine before(String call, Incident incident) {
    incidents.computeIfAbsent(call, name -> new ArrayDeque<>()).add(incident);
    return this;
  }

  /** A local image of that id. */
  public synchronized ScriptedEngine image(String reference, String id) {
    return image(reference, id, Map.of());
  }

  /** A local image of that id with labels. */
  public synchronized ScriptedEngine image(
      String reference, String id, Map<String, String> labels) {
    images.put(reference, facts(reference, id, labels, "x86_64"));
    return this;
  }

  /** A local image, which may have several names or none. */
  public synchronized ScriptedEngine image(ImageFacts facts) {
    images.put(facts.names().isEmpty() ? facts.id() : facts.names().getFirst(), facts);
    return this;
  }

  /** An image that can be pulled. */
  public synchronized ScriptedEngine remoteImage(String reference, String id) {
    return remoteImage(reference, id, Map.of());
  }

  /** An image with labels that can be pulled. */
  public synchronized ScriptedEngine remoteImage(
      String reference, String id, Map<String, String> labels) {
    return remoteImage(reference, id, labels, "amd64");
  }

  /** An image with labels that can be pulled, as a registry calls its architecture. */
  public synchronized ScriptedEngine remoteImage(
      String reference, String id, Map<String, String> labels, String architecture) {
    remoteImages.put(reference, facts(reference, id, labels, architecture));
    return this;
  }

  private static ImageFacts facts(
      String reference, String id, Map<String, String> labels, String architecture) {
    return new ImageFacts(
        id,
        List.of(reference),
        List.of(),
        labels,
        List.of(),
        architecture,
        1_000_000L,
        Instant.EPOCH);
  }

  /** Lets the next build of that name fail. */
  public synchronized ScriptedEngine failingBuild(String tag, ImageBuildFailed failure) {
    failures.computeIfAbsent(tag, name -> new ArrayDeque<>()).add(failure);
    return this;
  }

  /** A volume that its user can write. */
  public synchronized ScriptedEngine ownedVolume(String name) {
    addVolume(name, Map.of());
    ownedVolumes.add(name);
    return this;
  }

  /** As if no image held a toolchain. */
  public synchronized ScriptedEngine withoutCargo() {
    programs.clear();
    return this;
  }

  /** What was fetched by an earlier run. */
  public synchronized ScriptedEngine fetched(String stamp) {
    stamps.add(stamp);
    return this;
  }

  public synchronized ScriptedEngine podman() {
    podman = true;
    return this;
  }

  public synchronized ScriptedEngine rootless() {
    rootless = true;
    return this;
  }

  /** The builds that were asked for. */
  public synchronized List<ImageBuild> builds() {
    return List.copyOf(builds);
  }

  /** The containers that are there, in whatever state, in the order they came. */
  public synchronized List<ContainerFacts> containers() {
    return containers.values().stream().map(Kept::facts).toList();
  }

  /** How every container was asked for, those that are gone as well, in the order they came. */
  public synchronized List<ContainerSpec> created() {
    return List.copyOf(created);
  }

  /** Hands {@code chown} to the program, and leaves volumes with root. */
  public synchronized ScriptedEngine keepingVolumesWithRoot() {
    handsOver = false;
    return this;
  }

  /** What was fetched, by this run or an earlier one. */
  public synchronized Set<String> fetched() {
    return Set.copyOf(stamps);
  }

  /** What was said to the holders of leashes. */
  public List<String> leashWords() {
    synchronized (leashWords) {
      return List.copyOf(leashWords);
    }
  }

  /** Puts every container into a state, as if time had passed. */
  public synchronized ScriptedEngine allContainers(State state) {
    containers.replaceAll((id, kept) -> kept.in(state));
    return this;
  }

  private void happening(String call) throws ContainerGone {
    Incident next;
    synchronized (this) {
      var waiting = incidents.get(call);
      next = waiting == null ? null : waiting.poll();
    }
    if (next != null) {
      next.happen();
    }
  }

  private void happeningTo(String call) {
    try {
      happening(call);
    } catch (ContainerGone e) {
      throw new IllegalStateException("only an exec can find a container gone", e);
    }
  }

  private String newId(String kind) {
    return kind + ++ids;
  }

  private Optional<Kept> kept(String nameOrId) {
    return containers.values().stream()
        .filter(kept -> kept.facts.id().equals(nameOrId) || kept.facts.name().equals(nameOrId))
        .findFirst();
  }

  @Override
  public EngineFacts facts() {
    return new EngineFacts(
        podman ? "Podman" : "Docker",
        "1",
        "1.41",
        "memory://",
        "linux",
        "x86_64",
        rootless,
        false,
        "/nowhere");
  }

  @Override
  public Optional<ImageFacts> findImage(String reference) {
    happeningTo("findImage");
    synchronized (this) {
      return Optional.ofNullable(images.get(reference));
    }
  }

  @Override
  public synchronized List<ImageFacts> imagesWithLabel(String label) {
    return images.values().stream().filter(image -> carries(image.labels(), label)).toList();
  }

  @Override
  public void removeImage(String reference, boolean force) {
    happeningTo("removeImage");
    synchronized (this) {
      var image = images.get(reference);
      if (image == null) {
        image =
            images.values().stream()
                .filter(one -> one.id().equals(reference))
                .findFirst()
                .orElse(null);
      }
      if (image == null) {
        return;
      }
      var id = image.id();
      if (containers.values().stream()
          .anyMatch(
              kept ->
                  kept.spec.image().equals(id)
                      && (!force || kept.facts.state() == State.RUNNING))) {
        throw refused("image is in use");
      }
      calls.add("remove image " + reference);
      images.values().removeIf(one -> one.id().equals(id));
    }
  }

  @Override
  public void pullImage(
      String reference, Optional<String> platform, String work, EventSink events) {
    happeningTo("pullImage");
    synchronized (this) {
      calls.add("pull " + reference + platform.map(name -> " for " + name).orElse(""));
      var image = remoteImages.get(reference);
      if (image == null) {
        throw Problem.error(
                ProblemCode.IMAGE_PULL, "the image '" + reference + "' cannot be pulled: not found")
            .asException();
      }
      images.put(reference, image);
    }
  }

  @Override
  public Optional<RegistryLogin> registryLogin(String reference) {
    return Optional.empty();
  }

  @Override
  public synchronized void tagImage(String image, String further) {
    calls.add("tag " + image + " as " + further);
    var known = java.util.Objects.requireNonNull(images.get(image), image);
    image(further, known.id(), known.labels());
  }

  @Override
  public void saveImages(List<String> references, TarSink sink) throws IOException {
    byte[] tar;
    synchronized (this) {
      calls.add("save " + String.join(" ", references));
      tar = java.util.Objects.requireNonNull(files.get("images"));
    }
    sink.accept(new ByteArrayInputStream(tar));
  }

  @Override
  public void loadImages(InputStream tar) throws IOException {
    var bytes = tar.readAllBytes();
    synchronized (this) {
      calls.add("load");
      files.put("images", bytes);
    }
  }

  @Override
  public String buildImage(ImageBuild build, String work, EventSink events)
      throws ImageBuildFailed {
    happeningTo("buildImage");
    synchronized (this) {
      calls.add("build " + build.tag());
      builds.add(build);
      var waiting = failures.get(build.tag());
      var failure = waiting == null ? null : waiting.poll();
      if (failure != null) {
        throw failure;
      }
      var id = newId("sha256:built");
      image(build.tag(), id, build.labels());
      return id;
    }
  }

  @Override
  public boolean ensureVolume(String name, Map<String, String> labels) {
    happeningTo("ensureVolume");
    synchronized (this) {
      if (!volumes.containsKey(name)) {
        addVolume(name, labels);
        calls.add("volume " + name + " " + labels.get("dev.jcross"));
        return true;
      }
      return false;
    }
  }

  private void addVolume(String name, Map<String, String> labels) {
    volumes.put(
        name, new VolumeFacts(name, labels, Instant.EPOCH, OptionalLong.of(1_000_000L), false));
  }

  /** A volume with labels. */
  public synchronized ScriptedEngine volume(String name, Map<String, String> labels) {
    addVolume(name, labels);
    return this;
  }

  @Override
  public synchronized List<VolumeFacts> volumesWithLabel(String label) {
    return volumes.values().stream()
        .filter(volume -> carries(volume.labels(), label))
        .map(
            volume ->
                new VolumeFacts(
                    volume.name(),
                    volume.labels(),
                    volume.created(),
                    volume.sizeBytes(),
                    mounted(volume.name())))
        .toList();
  }

  private boolean mounted(String volume) {
    return containers.values().stream()
        .flatMap(kept -> kept.facts.mounts().stream())
        .anyMatch(mount -> mount.name().equals(volume));
  }

  @Override
  public void removeVolume(String name, boolean force) {
    happeningTo("removeVolume");
    synchronized (this) {
      if (mounted(name)) {
        throw refused("volume is in use");
      }
      calls.add("remove volume " + name);
      volumes.remove(name);
      ownedVolumes.remove(name);
    }
  }

  private static RuntimeException refused(String reason) {
    return Problem.error(ProblemCode.ENGINE_REFUSED, "the container engine refused: " + reason)
        .asException();
  }

  /** As engines filter: a name, or a name with its value. */
  private static boolean carries(Map<String, String> labels, String label) {
    int equals = label.indexOf('=');
    return equals < 0
        ? labels.containsKey(label)
        : label.substring(equals + 1).equals(labels.get(label.substring(0, equals)));
  }

  @Override
  public Optional<ContainerFacts> findContainer(String name) {
    happeningTo("findContainer");
    synchronized (this) {
      return kept(name).map(Kept::facts);
    }
  }

  @Override
  public synchronized List<ContainerFacts> containersWithLabel(String label) {
    return containers().stream().filter(facts -> carries(facts.labels(), label)).toList();
  }

  @Override
  public Optional<String> createContainer(ContainerSpec spec) {
    happeningTo("createContainer");
    synchronized (this) {
      if (kept(spec.name()).isPresent()) {
        calls.add("create " + spec.name() + ": taken");
        return Optional.empty();
      }
      calls.add("create " + spec.name());
      created.add(spec);
      return Optional.of(add(spec, State.CREATED));
    }
  }

  /** A container that is there already, whoever made it. */
  public synchronized String add(ContainerSpec spec, State state) {
    var id = newId("container");
    containers.put(
        id,
        new Kept(
            spec,
            new ContainerFacts(
                id,
                spec.name(),
                state,
                Instant.EPOCH,
                spec.labels(),
                spec.image(),
                spec.mounts().stream().map(ScriptedEngine::mount).toList(),
                Optional.empty())));
    return id;
  }

  private static ContainerFacts.Mount mount(ContainerSpec.Mount mount) {
    return switch (mount) {
      case ContainerSpec.Mount.Bind(var source, var target, var readOnly) ->
          new ContainerFacts.Mount("bind", "", source, target, readOnly);
      case ContainerSpec.Mount.Volume(var name, var target, var readOnly) ->
          new ContainerFacts.Mount("volume", name, "/nowhere/" + name, target, readOnly);
      case ContainerSpec.Mount.Memory(var target) ->
          new ContainerFacts.Mount("tmpfs", "", "", target, false);
    };
  }

  @Override
  public void startContainer(String id) {
    happeningTo("startContainer");
    synchronized (this) {
      var kept = kept(id).orElseThrow();
      calls.add("start " + kept.facts.name());
      containers.put(kept.facts.id(), kept.in(State.RUNNING));
    }
  }

  @Override
  public synchronized void removeContainer(String id) {
    var kept = kept(id);
    calls.add("remove " + kept.map(found -> found.facts.name()).orElse(id));
    kept.ifPresent(found -> containers.remove(found.facts.id()));
  }

  @Override
  public int exec(String container, ExecSpec spec) throws ContainerGone {
    var words = spec.command();
    if (words.contains("jcross-leash")) {
      return leash(spec.input().orElseThrow());
    }
    happening("exec");
    Optional<Command> through;
    Program next;
    synchronized (this) {
      through = decide(container, spec);
      next = program;
    }
    // Not under the lock: a program may well ask the engine for something.
    return through.isPresent() ? run(next, through.get()) : 0;
  }

  /** What is left to run once jcross's own commands and scripts have had their say. */
  private Optional<Command> decide(String container, ExecSpec spec) throws ContainerGone {
    var kept = kept(container).orElse(null);
    if (kept == null || kept.facts.state() != State.RUNNING) {
      calls.add("exec: gone");
      throw new ContainerGone(container);
    }
    var words = spec.command();
    if (words.contains("jcross-stamp")) {
      calls.add("stamp " + words.getLast());
      stamps.add(words.getLast());
      return Optional.empty();
    }
    if (words.getFirst().equals("chown") && handsOver) {
      calls.add(String.join(" ", words));
      kept.spec.mounts().stream()
          .filter(mount -> mount instanceof ContainerSpec.Mount.Volume)
          .map(mount -> (ContainerSpec.Mount.Volume) mount)
          .filter(volume -> words.contains(volume.target()))
          .forEach(volume -> ownedVolumes.add(volume.name()));
      return Optional.empty();
    }
    int script = words.indexOf("jcross-exec");
    var command = script < 0 ? words : words.subList(script + 6, words.size());
    if (script >= 0) {
      var gate = gate(kept.spec, words.get(script + 2), words.get(script + 3));
      if (gate.isPresent()) {
        calls.add(gate.get().replaceFirst(" .*", "") + ": " + String.join(" ", command));
        print(spec, "jcross-gate " + words.get(script + 1) + " " + gate.get() + "\n");
        return Optional.empty();
      }
    }
    calls.add("exec " + String.join(" ", command));
    // The question whether a command would be let through.
    return command.equals(List.of("true"))
        ? Optional.empty()
        : Optional.of(new Command(kept.spec, spec, command));
  }

  private static int run(Program program, Command command) throws ContainerGone {
    try {
      return program.run(command);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void print(ExecSpec spec, String line) {
    try {
      spec.output().write(line.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As exec.sh decides. */
  private Optional<String> gate(ContainerSpec container, String needed, String writable) {
    for (var path : writable.split(":", -1)) {
      for (var mount : container.mounts()) {
        if (mount instanceof ContainerSpec.Mount.Volume(var name, var target, var readOnly)
            && target.equals(path)
            && (readOnly || !ownedVolumes.contains(name))) {
          return Optional.of("unprepared");
        }
      }
    }
    return Arrays.stream(needed.split(":", -1))
        .filter(mark -> !mark.isEmpty())
        .filter(mark -> mark.indexOf('=') < 0 || !programs.contains(mark.replaceFirst("=.*", "")))
        .map(mark -> mark.replaceFirst(".*=", ""))
        .filter(mark -> !stamps.contains(mark))
        .findFirst()
        .map(mark -> "missing " + mark);
  }

  private int leash(InputStream input) {
    try (var lines =
        new java.io.BufferedReader(
            new java.io.InputStreamReader(input, StandardCharsets.US_ASCII))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (leashWords) {
          leashWords.add(line);
          leashWords.notifyAll();
        }
      }
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until so many words were said to leashes; a test that waits for ever has failed. */
  public void awaitLeashWords(int count) throws InterruptedException {
    synchronized (leashWords) {
      while (leashWords.size() < count) {
        leashWords.wait();
      }
    }
  }

  /** What an archive of that path in a container holds. */
  public synchronized ScriptedEngine archive(String path, byte[] tar) {
    files.put(path, tar.clone());
    return this;
  }

  @Override
  public void copyInto(String container, String directory, InputStream tar)
      throws IOException, ContainerGone {
    happening("copyInto");
    var bytes = tar.readAllBytes();
    synchronized (this) {
      var kept = kept(container).orElseThrow(() -> new ContainerGone(container));
      calls.add("copy into " + kept.facts.name() + " " + directory);
      files.put(directory, bytes);
    }
  }

  @Override
  public boolean copyFrom(String container, String path, TarSink sink)
      throws IOException, ContainerGone {
    happening("copyFrom");
    byte[] tar;
    synchronized (this) {
      var kept = kept(container).orElseThrow(() -> new ContainerGone(container));
      calls.add("copy from " + kept.facts.name() + " " + path);
      tar = files.get(path);
    }
    if (tar == null) {
      return false;
    }
    sink.accept(new ByteArrayInputStream(tar));
    return true;
  }

  @Override
  public synchronized void close() {
    calls.add("close");
  }
}
