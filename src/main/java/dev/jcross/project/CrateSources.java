package dev.jcross.project;

import dev.jcross.host.HostFacts;
import dev.jcross.problem.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/**
 * What cargo's configuration files say, value by value; the tokens in them and beside them; and the
 * git servers that a project's crates come from.
 *
 * @param start where cargo begins to look for configuration files; absolute
 * @param cargoHome the caller's; absolute, need not exist
 * @param values the strongest first; no tokens among them
 * @param tokens the strongest first
 * @param gitUrls {@code http://}, {@code https://} and {@code ssh://} addresses, sorted, none with
 *     a password in it
 * @param knownHosts the files that list SSH servers, as far as they exist: the caller's, and the
 *     machine's
 */
public record CrateSources(
    Path start,
    Path cargoHome,
    List<Value> values,
    List<Token> tokens,
    List<String> gitUrls,
    KnownHosts knownHosts) {

  /** See {@link CrateSources#knownHosts}. */
  public record KnownHosts(Optional<Path> own, Optional<Path> machines) {
    /** Of somebody who knows nobody. */
    public static final KnownHosts NONE = new KnownHosts(Optional.empty(), Optional.empty());

    static KnownHosts of(HostFacts host) {
      return new KnownHosts(
          Optional.of(host.home().resolve(".ssh/known_hosts")).filter(Files::isRegularFile),
          Optional.of(Path.of("/etc/ssh/ssh_known_hosts")).filter(Files::isRegularFile));
    }
  }

  /** What stands behind a key. */
  public sealed interface Content {
    record Text(String text) implements Content {}

    record Texts(List<String> texts) implements Content {
      public Texts {
        texts = List.copyOf(texts);
      }
    }

    /** A number or a truth value, as TOML writes it. */
    record Literal(String toml) implements Content {}
  }

  /**
   * A value of a configuration file.
   *
   * @param key with the names of all tables around it
   * @param file that says it; absolute
   * @param base what its relative paths start from
   */
  public record Value(List<String> key, Content content, Path file, Path base, Place place) {
    public Value {
      key = List.copyOf(key);
      Objects.requireNonNull(content);
      Objects.requireNonNull(file);
      Objects.requireNonNull(base);
      Objects.requireNonNull(place);
    }

    /** Whether its key is that one, or begins so. */
    public boolean isBelow(String... start) {
      return key.size() >= start.length && key.subList(0, start.length).equals(List.of(start));
    }
  }

  /**
   * What a registry lets somebody in for.
   *
   * @param registry its name; empty for crates.io
   */
  public record Token(Optional<String> registry, String secret, Place place) {
    public Token {
      Objects.requireNonNull(registry);
      Objects.requireNonNull(secret);
      Objects.requireNonNull(place);
    }

    /** The secret is for nobody's eyes. */
    @Override
    public String toString() {
      return "Token[" + registry.orElse("crates.io") + ", " + place + "]";
    }
  }

  public CrateSources {
    Objects.requireNonNull(start);
    Objects.requireNonNull(cargoHome);
    values = List.copyOf(values);
    tokens = List.copyOf(tokens);
    gitUrls = List.copyOf(gitUrls);
    Objects.requireNonNull(knownHosts);
  }

  /** Of somebody who configured nothing. */
  public static CrateSources none(Path directory) {
    return new CrateSources(directory, directory, List.of(), List.of(), List.of(), KnownHosts.NONE);
  }

  /**
   * Reads them. What is broken is left out: whoever reads the project tells of it.
   *
   * @param project empty if there is none
   */
  public static CrateSources read(HostFacts host, Optional<Project> project) {
    var reader = new ProjectReader(host);
    var start = project.map(Project::directory).orElse(reader.workingDirectory());
    var configs = reader.configs(start, List.of());
    var values = new ArrayList<Value>();
    for (var file : configs.files()) {
      flatten(file, file.content(), List.of(), values);
    }
    var tokens = new ArrayList<Token>();
    reader.credentials().ifPresent(file -> tokens(file, tokens));
    configs.files().forEach(file -> tokens(file, tokens));
    values.removeIf(value -> SECRETS.contains(value.key().getLast()) && isRegistry(value));
    var urls = new TreeSet<String>();
    project.ifPresent(known -> GitUrls.of(known, urls));
    values.forEach(value -> GitUrls.of(value, urls));
    return new CrateSources(
        start, reader.cargoHome(), values, tokens, List.copyOf(urls), KnownHosts.of(host));
  }

  /** What the configuration in cargo's home says by itself. */
  public CrateSources ofHome() {
    return new CrateSources(
        start,
        cargoHome,
        values.stream().filter(value -> value.file().startsWith(cargoHome)).toList(),
        List.of(),
        List.of(),
        KnownHosts.NONE);
  }

  /** The strongest number or truth value behind a key, as TOML writes it. */
  public Optional<String> literal(String... key) {
    return values.stream()
        .filter(value -> value.key().equals(List.of(key)))
        .map(Value::content)
        .filter(Content.Literal.class::isInstance)
        .map(content -> ((Content.Literal) content).toml())
        .findFirst();
  }

  /** With further repositories; those that bring a password along need no other. */
  public CrateSources withGitUrls(List<String> further) {
    var urls = new TreeSet<>(gitUrls);
    further.forEach(url -> GitUrls.withoutPassword(url).ifPresent(urls::add));
    return new CrateSources(start, cargoHome, values, tokens, List.copyOf(urls), knownHosts);
  }

  private static final List<String> SECRETS = List.of("token", "secret-key");

  private static boolean isRegistry(Value value) {
    return value.isBelow("registry") || value.isBelow("registries");
  }

  private static void flatten(
      TomlFile file, TomlTable table, List<String> above, List<Value> found) {
    var base = file.directory().getParent();
    for (var name : table.keySet()) {
      var key = new ArrayList<>(above);
      key.add(name);
      Optional<Content> content =
          switch (table.get(List.of(name))) {
            case TomlTable below -> {
              flatten(file, below, key, found);
              yield Optional.empty();
            }
            case String text -> Optional.of(new Content.Text(text));
            case TomlArray array -> texts(array);
            case Boolean literal -> Optional.of(new Content.Literal(literal.toString()));
            case Number literal -> Optional.of(new Content.Literal(literal.toString()));
            case null, default -> Optional.empty();
          };
      content.ifPresent(
          known ->
              found.add(
                  new Value(
                      key,
                      known,
                      file.path(),
                      base == null ? file.directory() : base,
                      file.place(key.toArray(String[]::new)))));
    }
  }

  private static Optional<Content> texts(TomlArray array) {
    var texts = new ArrayList<String>();
    for (var entry : array.toList()) {
      if (!(entry instanceof String text)) {
        return Optional.empty();
      }
      texts.add(text);
    }
    return Optional.of(new Content.Texts(texts));
  }

  private static void tokens(TomlFile file, List<Token> found) {
    // As the oldest credentials files had it.
    if (file.directory().resolve("credentials").equals(file.path())) {
      TomlFile.string(file.content(), "token")
          .ifPresent(token -> add(Optional.empty(), token, file.place("token"), found));
    }
    file.table("registry")
        .flatMap(table -> TomlFile.string(table, "token"))
        .ifPresent(token -> add(Optional.empty(), token, file.place("registry", "token"), found));
    file.table("registries")
        .ifPresent(
            registries -> {
              for (var name : registries.keySet()) {
                TomlFile.table(registries, name)
                    .flatMap(table -> TomlFile.string(table, "token"))
                    .ifPresent(
                        token ->
                            add(
                                Optional.of(name),
                                token,
                                file.place("registries", name, "token"),
                                found));
              }
            });
  }

  private static void add(
      Optional<String> registry, String secret, Place place, List<Token> found) {
    found.add(new Token(registry, secret, place));
  }
}
