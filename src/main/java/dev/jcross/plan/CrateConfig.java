package dev.jcross.plan;

import static java.util.stream.Collectors.joining;

import dev.jcross.project.CrateSources;
import dev.jcross.project.CrateSources.Content;
import dev.jcross.project.CrateSources.Value;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The configuration file of cargo that a container has above all directories, as {@code
 * /.cargo/config.toml}: what says where crates come from, and nothing that says how they are
 * compiled.
 *
 * @param paths what the container sees of the host anyway
 */
record CrateConfig(CrateSources sources, PathMap paths) {
  static final String DIRECTORY = "/.cargo";
  static final String FILE = DIRECTORY + "/config.toml";

  /** Say how cargo lets itself in, which is jcross's affair. */
  private static final Set<String> ACCESS =
      Set.of("token", "secret-key", "secret-key-subject", "credential-provider");

  /**
   * For the fetch, which sees no other configuration: a project's could make cargo and rustc run
   * programs of the project.
   */
  Optional<String> whole() {
    var lines = new TreeMap<String, String>();
    merge(
        sources.values().stream()
            .filter(
                value ->
                    saysWhere(value)
                        || saysHow(value)
                        || (isSeen(value) && (value.isBelow("unstable") || isRustflags(value))))
            .toList(),
        lines);
    return text(lines);
  }

  /** For other steps: what stands in files that the container does not see. */
  Optional<String> beyond() {
    var lines = new TreeMap<String, String>();
    merge(
        sources.values().stream().filter(value -> saysWhere(value) && !isSeen(value)).toList(),
        lines);
    return text(lines);
  }

  /** For tools, which have nothing to do with a project: what the caller's cargo home says. */
  static CrateConfig ofHome(CrateSources sources) {
    return new CrateConfig(sources.ofHome(), new PathMap(List.of()));
  }

  /** What directories of crates the container has to see besides; read-only. */
  List<MountPlan> mounts() {
    var mounts = new LinkedHashMap<String, MountPlan>();
    for (var value : sources.values()) {
      if (isDirectory(value) && value.content() instanceof Content.Text(var text)) {
        onHost(value, text)
            .filter(path -> paths.toContainer(path).isEmpty())
            .ifPresent(
                path -> mounts.put(outside(path), new MountPlan.Bind(path, outside(path), true)));
      }
    }
    return List.copyOf(mounts.values());
  }

  /** The directories of configuration that the container sees and cargo would read, for hiding. */
  List<MountPlan> masks() {
    return sources.values().stream()
        .map(value -> value.file().getParent())
        .filter(directory -> directory != null && isAbove(directory))
        .flatMap(directory -> paths.toContainer(directory).stream())
        .distinct()
        .<MountPlan>map(MountPlan.Memory::new)
        .toList();
  }

  private boolean isAbove(Path directory) {
    var parent = directory.getParent();
    return directory.endsWith(".cargo") && parent != null && sources.start().startsWith(parent);
  }

  private boolean isSeen(Value value) {
    return paths.toContainer(value.file()).isPresent();
  }

  private static boolean saysWhere(Value value) {
    return switch (value.key().getFirst()) {
      case "registries" -> value.key().size() > 2 && !ACCESS.contains(value.key().get(2));
      case "registry" -> value.isBelow("registry", "default");
      case "source", "patch", "paths", "resolver" -> true;
      default -> false;
    };
  }

  private static boolean saysHow(Value value) {
    return switch (value.key().getFirst()) {
      case "net" -> !value.isBelow("net", "offline");
      case "http" -> !value.isBelow("http", "cainfo");
      default -> false;
    };
  }

  private static boolean isRustflags(Value value) {
    return value.key().getLast().equals("rustflags")
        && (value.isBelow("build") || value.isBelow("target"));
  }

  private static boolean isDirectory(Value value) {
    var last = value.key().getLast();
    return value.isBelow("source") && (last.equals("directory") || last.equals("local-registry"));
  }

  private static boolean isPath(Value value) {
    return isDirectory(value)
        || value.isBelow("paths")
        || (value.isBelow("patch") && value.key().getLast().equals("path"));
  }

  /** As cargo does: of single values the strongest counts, lists are joined, the strongest last. */
  private void merge(List<Value> values, Map<String, String> lines) {
    var lists = new LinkedHashMap<String, List<String>>();
    for (var value : values) {
      var key = value.key().stream().map(CrateConfig::keyPart).collect(joining("."));
      if (isRustflags(value)) {
        lists.computeIfAbsent(key, name -> new ArrayList<>()).addAll(0, Rustflags.harmless(value));
        continue;
      }
      switch (value.content()) {
        case Content.Text(var text) -> lines.putIfAbsent(key, quoted(inside(value, text)));
        case Content.Literal(var toml) -> lines.putIfAbsent(key, toml);
        case Content.Texts(var texts) ->
            lists
                .computeIfAbsent(key, name -> new ArrayList<>())
                .addAll(0, texts.stream().map(text -> inside(value, text)).toList());
      }
    }
    lists.forEach(
        (key, texts) ->
            lines.putIfAbsent(
                key, texts.stream().map(CrateConfig::quoted).collect(joining(", ", "[", "]"))));
  }

  private String inside(Value value, String text) {
    return isPath(value)
        ? onHost(value, text)
            .map(path -> paths.toContainer(path).orElseGet(() -> outside(path)))
            .orElse(text)
        : text;
  }

  /** Where nothing of the image lies. */
  private static String outside(Path path) {
    return "/outside" + path;
  }

  private static Optional<Path> onHost(Value value, String text) {
    try {
      return Optional.of(value.base().resolve(text).normalize());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(Map<String, String> lines) {
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(
            lines.entrySet().stream()
                .map(line -> line.getKey() + " = " + line.getValue() + "\n")
                .collect(joining()));
  }

  private static String keyPart(String name) {
    return name.matches("[A-Za-z0-9_-]+") ? name : quoted(name);
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
              } else if (c < ' ' || c == 0x7f) {
                quoted.append(String.format("\\u%04x", c));
              } else {
                quoted.appendCodePoint(c);
              }
            });
    return quoted.append('"').toString();
  }
}
