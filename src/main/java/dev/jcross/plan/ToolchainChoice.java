package dev.jcross.plan;

import dev.jcross.config.Setting;
import dev.jcross.config.Settings.ToolchainSource;
import dev.jcross.host.HostFacts;
import dev.jcross.image.ImageSource;
import dev.jcross.invocation.Invocation;
import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import dev.jcross.project.Project;
import dev.jcross.target.TargetTriple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which toolchain to use: what {@code +channel}, {@code RUSTUP_TOOLCHAIN} or rust-toolchain.toml
 * ask for, in this order, else the image's own.
 */
final class ToolchainChoice {
  static final String STABLE = "stable";

  private static final Pattern CHANNEL =
      Pattern.compile(
          "(stable|beta|nightly|[0-9]+\\.[0-9]+(\\.[0-9]+)?(-beta(\\.[0-9]+)?)?)"
              + "(-[0-9]{4}-[0-9]{2}-[0-9]{2})?");

  /** What every image of jcross has, and what no build needs. */
  private static final Set<String> AT_HAND =
      Set.of(
          "cargo",
          "rustc",
          "rust-std",
          "rustfmt",
          "clippy",
          "rustfmt-preview",
          "clippy-preview",
          "rust-docs",
          "rust-analyzer",
          "rust-analyzer-preview");

  /** Mounted, they would hide the image's own. */
  private static final Set<String> SYSTEM = Set.of("/", "/usr", "/usr/local");

  private final Optional<Project> project;
  private final TargetInput input;
  private final HostFacts host;
  private final boolean buildStd;
  private final Optional<Wish> wish;

  private ToolchainChoice(
      Invocation invocation, Optional<Project> project, TargetInput input, HostFacts host) {
    this.project = project;
    this.input = input;
    this.host = host;
    this.buildStd = BuildStd.wanted(invocation, input.settings());
    this.wish =
        invocation
            .toolchain()
            .map(word -> new Wish(word, Place.of("+" + word)))
            .or(
                () ->
                    host.variable("RUSTUP_TOOLCHAIN")
                        .map(word -> new Wish(word, Place.of("RUSTUP_TOOLCHAIN"))))
            .or(
                () ->
                    project
                        .flatMap(Project::toolchainFile)
                        .map(file -> new Wish(file.value(), file.place())));
  }

  /** What somebody asked for. */
  private record Wish(String word, Place place) {}

  /**
   * The toolchain for one target.
   *
   * @throws dev.jcross.problem.ProblemException TOOLCHAIN_UNAVAILABLE if no toolchain is what was
   *     asked for
   */
  static Toolchain of(
      Invocation invocation, Optional<Project> project, TargetInput input, HostFacts host) {
    return new ToolchainChoice(invocation, project, input, host).choose();
  }

  /** What was asked for, as rustup would be told; a path stays a path. */
  static Optional<String> wish(
      Invocation invocation, Optional<Project> project, TargetInput input, HostFacts host) {
    return new ToolchainChoice(invocation, project, input, host).wish.map(Wish::word);
  }

  private Toolchain choose() {
    var said = input.settings().toolchain();
    if (said.isPresent()) {
      var origin = said.get().origin().toString();
      return switch (said.get().value()) {
        case IMAGE ->
            wish.filter(known -> known.place().source().startsWith("+"))
                .filter(known -> !known.word().equals(STABLE))
                .map(this::rustup)
                .orElseGet(() -> image(origin));
        case RUSTUP -> wish.map(this::rustup).orElseGet(() -> rustup(STABLE, origin));
        case HOST -> host(origin);
      };
    }
    if (host.variable("CROSS_CUSTOM_TOOLCHAIN").filter(word -> !isOff(word)).isPresent()) {
      return host("CROSS_CUSTOM_TOOLCHAIN");
    }
    if (wish.isPresent() && isPath(wish.get().word())) {
      return host(wish.get().place().toString());
    }
    var channel = wish.map(known -> withoutHost(known.word()));
    if (channel.isPresent() && (!channel.get().equals(STABLE) || !missing().isEmpty())) {
      return rustup(wish.get());
    }
    return image(wish.map(known -> known.place().toString()).orElse("default"));
  }

  private static boolean isOff(String word) {
    return word.equals("0") || word.equals("false");
  }

  private static boolean isPath(String word) {
    return word.contains("/");
  }

  private Toolchain image(String origin) {
    // What is not known to hold Rust may get it from a volume.
    var name = isOurs(input.image()) ? Optional.<String>empty() : Optional.of(named(STABLE));
    return new Toolchain(
        ToolchainSource.IMAGE,
        name.isEmpty() ? input.settings().rust().value().word() : STABLE,
        name,
        name.isEmpty() ? List.of() : List.of("clippy", "rustfmt"),
        origin);
  }

  private Toolchain host(String origin) {
    var found = input.hostToolchain().get();
    if (SYSTEM.contains(found.sysroot().toString())) {
      throw unusable(
          "this machine's Rust is part of its system, in " + found.sysroot(),
          "take one of rustup's: toolchain = \"rustup\" under [build] in Cross.toml",
          origin);
    }
    var triple = input.target().triple().name();
    if (!buildStd && !found.targets().contains(triple)) {
      throw unusable(
          "this machine's Rust " + found.version() + " has no standard library for " + triple,
          "rustup target add " + triple + " --toolchain " + found.sysroot().getFileName(),
          origin);
    }
    return new Toolchain(
        ToolchainSource.HOST, found.version(), Optional.empty(), List.of(), origin);
  }

  private static ProblemException unusable(String summary, String help, String origin) {
    return Problem.error(ProblemCode.TOOLCHAIN_UNAVAILABLE, summary)
        .at(Place.of(origin))
        .help(help)
        .asException();
  }

  private Toolchain rustup(Wish known) {
    var channel = withoutHost(known.word());
    if (!CHANNEL.matcher(channel).matches()) {
      throw Problem.error(
              ProblemCode.TOOLCHAIN_UNAVAILABLE, "'" + known.word() + "' is no toolchain of Rust's")
          .at(known.place())
          .help("if this machine has it, write toolchain = \"host\" under [build] in Cross.toml")
          .asException();
    }
    return rustup(channel, known.place().toString());
  }

  private Toolchain rustup(String channel, String origin) {
    var components = new ArrayList<>(List.of("clippy", "rustfmt"));
    missing().stream().filter(word -> !components.contains(word)).forEach(components::add);
    // Only nightly can use it, and then for little more than the asking.
    if (channel.startsWith("nightly") && !components.contains("rust-src")) {
      components.add("rust-src");
    }
    return new Toolchain(
        ToolchainSource.RUSTUP, channel, Optional.of(named(channel)), components, origin);
  }

  private String named(String channel) {
    return channel + "-" + input.platform();
  }

  /** What rust-toolchain.toml wants and the image lacks. */
  private List<String> missing() {
    return project.map(Project::toolchainComponents).orElse(List.of()).stream()
        .filter(word -> !AT_HAND.contains(word))
        .toList();
  }

  /** Rustup's own proxies set {@code RUSTUP_TOOLCHAIN} with the machine's triple behind it. */
  private static String withoutHost(String word) {
    return TargetTriple.known().stream()
        .map(triple -> "-" + triple.name())
        .filter(word::endsWith)
        .findFirst()
        .map(end -> word.substring(0, word.length() - end.length()))
        .orElse(word);
  }

  private static boolean isOurs(Optional<ImageSource> image) {
    return image.isPresent()
        && image.get() instanceof ImageSource.Built
        && PlanJson.layers(image.get()).stream()
            .allMatch(
                layer ->
                    layer.kind() == ImageSource.Kind.BUILTIN
                        || layer.kind() == ImageSource.Kind.PRE_BUILD)
        && !(PlanJson.layers(image.get()).getLast().base().orElse(null)
            instanceof ImageSource.Pulled);
  }

  /**
   * What is wrong with the choice.
   *
   * @param buildStd asked for, if at all
   * @param bootstrap whether the container is told to let a stable toolchain do what only nightly
   *     may, by {@code RUSTC_BOOTSTRAP}
   */
  static Optional<Problem> withoutNightly(
      Toolchain toolchain, Optional<? extends Setting<?>> buildStd, boolean bootstrap) {
    boolean nightly = toolchain.channel().startsWith("nightly");
    boolean known = toolchain.source() != ToolchainSource.HOST;
    return buildStd
        .filter(asked -> known && !nightly && !bootstrap)
        .map(
            asked ->
                Problem.error(
                        ProblemCode.TOOLCHAIN_UNAVAILABLE,
                        "build-std needs a nightly toolchain, not '" + toolchain.channel() + "'")
                    .at(asked.origin().place())
                    .help(
                        "add +nightly behind jcross, or channel = \"nightly\" to"
                            + " rust-toolchain.toml"));
  }
}
