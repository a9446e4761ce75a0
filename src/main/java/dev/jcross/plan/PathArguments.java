package dev.jcross.plan;

import dev.jcross.invocation.Argument;
import dev.jcross.invocation.Invocation;
import dev.jcross.target.Target;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The paths among cargo's arguments, as the container sees them. What it does not see of itself is
 * mounted for them.
 *
 * @param paths what the container sees anyway
 * @param directory of the host, that relative paths start from
 * @param configFiles the files that {@code --config} names
 */
record PathArguments(PathMap paths, Path directory, Set<Path> configFiles) {
  /** Results go there: mounted also where the project is seen, as that may be read-only. */
  private static final Map<String, String> RESULTS =
      Map.of("--root", "/install", "--artifact-dir", "/artifacts", "--out-dir", "/artifacts");

  PathArguments {
    configFiles = Set.copyOf(configFiles);
  }

  /** The arguments with the container's paths in them. */
  List<Argument> inside(List<Argument> arguments) {
    return arguments.stream().map(this::inside).toList();
  }

  private Argument inside(Argument argument) {
    var value = argument.value().flatMap(this::onHost);
    if (value.isEmpty()) {
      return argument;
    }
    var results = RESULTS.get(argument.flag());
    if (results != null) {
      return argument.with(results);
    }
    return switch (argument.flag()) {
      case "--lockfile-path" -> argument.with(seen(value.get()));
      case "--config" ->
          configFiles.contains(value.get()) ? argument.with(seen(value.get())) : argument;
      default -> argument;
    };
  }

  /** What cargo is told of a target: its name, or where its specification lies. */
  String target(Target target) {
    return target
        .specification()
        .flatMap(this::onHost)
        .map(this::seen)
        .orElse(target.triple().name());
  }

  /**
   * What has to be mounted on top for a command line.
   *
   * @param arguments behind the subcommand
   */
  List<MountPlan> mounts(Invocation invocation, List<Argument> arguments, Target target) {
    var all = new ArrayList<>(invocation.leading());
    if (invocation.isCargos()) {
      all.addAll(arguments);
    }
    var mounts = new TreeMap<String, MountPlan>();
    for (var argument : all) {
      argument
          .value()
          .flatMap(this::onHost)
          .flatMap(path -> mount(argument.flag(), path))
          .ifPresent(mount -> mounts.putIfAbsent(mount.target(), mount));
    }
    target
        .specification()
        .flatMap(this::onHost)
        .filter(path -> paths.toContainer(path).isEmpty())
        .ifPresent(path -> mounts.put(seen(path), new MountPlan.Bind(path, seen(path), true)));
    return List.copyOf(mounts.values());
  }

  /** Of these, what a download needs: no places for results. */
  static List<MountPlan> forDownloads(List<MountPlan> mounts) {
    return mounts.stream().filter(mount -> !RESULTS.containsValue(mount.target())).toList();
  }

  private Optional<MountPlan> mount(String flag, Path path) {
    var results = RESULTS.get(flag);
    if (results != null) {
      return Optional.of(new MountPlan.Bind(path, results, false));
    }
    boolean config = flag.equals("--config") && configFiles.contains(path);
    if (!(config || flag.equals("--lockfile-path")) || paths.toContainer(path).isPresent()) {
      return Optional.empty();
    }
    var parent = path.getParent();
    return config || parent == null
        ? Optional.of(new MountPlan.Bind(path, seen(path), true))
        : Optional.of(new MountPlan.Bind(parent, outside(parent), false));
  }

  private String seen(Path path) {
    return paths.toContainer(path).orElseGet(() -> outside(path));
  }

  /** Where nothing of the image lies. */
  private static String outside(Path path) {
    return "/outside" + path;
  }

  private Optional<Path> onHost(String typed) {
    try {
      return Optional.of(directory.resolve(typed).normalize());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
