package dev.jcross.config;

import dev.jcross.target.ProgramRunner;
import dev.jcross.target.SdkKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The table of keys: the one source of parsing, of {@code jcross explain}, of the reference and of
 * the tests on Cross.toml.example. Cross's own keys mean what they mean there.
 */
enum Key {
  DEFAULT_TARGET(
      "default-target",
      Scope.BUILD,
      Kind.TEXT,
      "TARGET",
      "-",
      "default-target = \"aarch64-unknown-linux-gnu\"",
      "The target to build for when the command line names none, with a glibc version behind it if"
          + " the board's is older: `aarch64-unknown-linux-gnu.2.17`. Without it, `build.target` of"
          + " .cargo/config.toml counts, then the Linux of the machine."),
  IMAGE(
      "image",
      Scope.TARGET,
      Kind.TEXT,
      "IMAGE",
      "-",
      "image = \"registry.example/team/cross-aarch64:llvm19\"",
      "The image to build in, instead of the one that jcross makes. Table form: `image.name`."),
  IMAGE_TOOLCHAIN(
      "image.toolchain",
      Scope.TARGET,
      Kind.COMMA_LIST,
      "IMAGE_TOOLCHAIN",
      "[]",
      "image = { name = \"team/cross\", toolchain = [\"linux/amd64\", \"linux/arm64\"] }",
      "The platforms that the image exists for, each as `os/arch`, as a triple, or as both:"
          + " `linux/arm64=aarch64-unknown-linux-gnu`."),
  DOCKERFILE(
      "dockerfile",
      Scope.BOTH,
      Kind.PATH,
      "DOCKERFILE",
      "-",
      "dockerfile = \"docker/Dockerfile.aarch64\"",
      "The Dockerfile to make the image from. Table form: `dockerfile.file`."),
  DOCKERFILE_CONTEXT(
      "dockerfile.context",
      Scope.BOTH,
      Kind.PATH,
      "DOCKERFILE_CONTEXT",
      "-",
      "dockerfile = { file = \"docker/Dockerfile.aarch64\", context = \"docker\" }",
      "The directory that the Dockerfile can copy from; the workspace root if none is named."),
  DOCKERFILE_BUILD_ARGS(
      "dockerfile.build-args",
      Scope.BOTH,
      Kind.PAIRS,
      "",
      "{}",
      "dockerfile = { file = \"docker/Dockerfile.aarch64\", build-args = { LLVM = \"19\" } }",
      "Build arguments for the Dockerfile. Those of a target go over those of `[build]`."),
  PRE_BUILD(
      "pre-build",
      Scope.BOTH,
      Kind.COMMANDS,
      "PRE_BUILD",
      "[]",
      "pre-build = [\"apt-get update && apt-get install -y libssl-dev:$CROSS_DEB_ARCH\"]",
      "Commands that are run once on top of the image, in one shell that stops at the first"
          + " failure. A string that names a file is a script, which is given the triple; any other"
          + " string is one command. In a variable, one command a line."),
  RUNNER(
      "runner",
      Scope.TARGET,
      Kind.TEXT,
      "RUNNER",
      "-",
      "runner = \"qemu-user\"",
      "What runs the target's programs for `run`, `test` and `bench`. Without it, the machine"
          + " itself where it can, else what the image has for it: `jcross targets` lists that."
          + " `native` where it cannot is for machines whose kernel has an emulator registered.",
      ProgramRunner.words().toArray(String[]::new)),
  SDK(
      "sdk",
      Scope.TARGET,
      Kind.PATH,
      "SDK",
      "-",
      "sdk = \"/opt/android-ndk-r29\"",
      "The folder of a vendor's development kit, which the container sees read-only at `/sdk`:"
          + " Android's NDK, Apple's SDK, or what `xwin splat` made of Microsoft's. Without it,"
          + " where jcross's image looks for one, `ANDROID_NDK_HOME` and `ANDROID_NDK_ROOT` count"
          + " for Android, `SDKROOT` for Apple."),
  PASSTHROUGH(
      "env.passthrough",
      Scope.BOTH,
      Kind.SPACE_LIST,
      "ENV_PASSTHROUGH",
      "[]",
      "env.passthrough = [\"RUST_BACKTRACE\", \"RUST_LOG=debug\"]",
      "Variables that the container gets: `NAME` with its value outside, or `NAME=value`. The list"
          + " of a target is added to the one of `[build]`."),
  VOLUMES(
      "env.volumes",
      Scope.BOTH,
      Kind.SPACE_LIST,
      "ENV_VOLUMES",
      "[]",
      "env.volumes = [\"TEST_DATA=testdata\"]",
      "Directories or files that the container sees under their own path, named by a variable:"
          + " `NAME=path`, or `NAME` whose value is the path. The list of a target replaces the one"
          + " of `[build]`."),
  BUILD_STD(
      "build-std",
      Scope.BOTH,
      Kind.SWITCH_OR_LIST,
      "BUILD_STD",
      "false",
      "build-std = [\"core\", \"alloc\"]",
      "Whether the standard library is compiled with the project (`-Zbuild-std`), as targets need"
          + " it that Rust ships none for; a list names its crates. It needs a nightly toolchain."
          + " For every target the variable is `CROSS_BUILD_STD`."),
  ZIG(
      "zig",
      Scope.BOTH,
      Kind.SWITCH_OR_TEXT,
      "ZIG",
      "false",
      "zig = \"2.17\"",
      "Whether zig links, which can do so for every Linux; a string is the glibc version to link"
          + " against, as `zig.version`. Table form: `zig.enable`."),
  ZIG_VERSION(
      "zig.version",
      Scope.BOTH,
      Kind.TEXT,
      "ZIG_VERSION",
      "-",
      "zig = { enable = true, version = \"2.17\" }",
      "The glibc version that zig links against. A version behind the target's name beats it."),
  ZIG_IMAGE(
      "zig.image",
      Scope.BOTH,
      Kind.TEXT,
      "ZIG_IMAGE",
      "-",
      "zig = { enable = true, image = \"registry.example/team/zig:1\" }",
      "The image to use with zig, instead of the one that jcross makes; it has to hold"
          + " `cargo-zigbuild`. Table form: `zig.image.name`."),
  ZIG_IMAGE_TOOLCHAIN(
      "zig.image.toolchain",
      Scope.BOTH,
      Kind.COMMA_LIST,
      "ZIG_IMAGE_TOOLCHAIN",
      "[]",
      "zig = { enable = true, image = { name = \"team/zig\", toolchain = [\"linux/amd64\"] } }",
      "The platforms that zig's image exists for, written as for `image.toolchain`."),
  TOOLCHAIN(
      "toolchain",
      Scope.BOTH,
      Kind.TEXT,
      "TOOLCHAIN",
      "\"image\"",
      "toolchain = \"rustup\"",
      "Where cargo and rustc come from: `image`, what the image holds; `rustup`, a toolchain that"
          + " jcross installs into a volume; `host`, this machine's rustup toolchain, mounted"
          + " read-only. `+nightly`, `RUSTUP_TOOLCHAIN` and rust-toolchain.toml mean `rustup`"
          + " unless this says `host`.",
      "image",
      "rustup",
      "host"),
  TOOLS(
      "tools",
      Scope.BUILD,
      Kind.SPACE_LIST,
      "TOOLS",
      "[]",
      "tools = [\"cargo-nextest\", \"cargo-deb@3.4.1\"]",
      "Programs from crates.io that the container has besides, each with a version behind `@` where"
          + " it matters. They are compiled once, by `cargo install --locked`."),
  PATHS(
      "paths",
      Scope.BUILD,
      Kind.TEXT,
      "PATHS",
      "\"project\"",
      "paths = \"host\"",
      "How the project's directories are called in the container: `project`, under `/project`, the"
          + " same on every machine; `host`, as on this machine.",
      "project",
      "host"),
  MAX_GLIBC(
      "max-glibc",
      Scope.BOTH,
      Kind.TEXT,
      "MAX_GLIBC",
      "-",
      "max-glibc = \"2.28\"",
      "The newest glibc that what comes out may need; a build whose programs need more fails."),
  REGISTRY(
      "registry",
      Scope.BUILD,
      Kind.TEXT,
      "REGISTRY",
      "-",
      "registry = \"registry.example/team/jcross\"",
      "Where images are pulled from that jcross would else build, as"
          + " `<registry>/<triple>:<recipe>`; and what `image = \":tag\"`, `\"@sha256:…\"` and"
          + " `\"-suffix\"` are parts of."),
  APT_SOURCES(
      "apt-sources",
      Scope.BUILD,
      Kind.LINES,
      "APT_SOURCES",
      "[]",
      "apt-sources = [\"deb http://mirror.example/debian trixie main\"]",
      "Where the images that jcross makes take Debian's packages from, instead of what Debian's"
          + " image says: lines of sources.list(5). A mirror of yours, or a snapshot of a day, from"
          + " which the packages of a Cross.lock can be had again."),
  PULL(
      "pull",
      Scope.BOTH,
      Kind.TEXT,
      "PULL",
      "\"missing\"",
      "pull = \"always\"",
      "When images of registries are pulled: `missing` where none of the name is on this machine,"
          + " `always` before every command, `never` not at all. One that is named by its digest is"
          + " always the same.",
      "missing",
      "always",
      "never"),
  LIMITS_MEMORY(
      "limits.memory",
      Scope.BOTH,
      Kind.AMOUNT,
      "LIMITS_MEMORY",
      "-",
      "limits.memory = \"8g\"",
      "How much memory a command may take, what it keeps in `/tmp` included, in bytes or with `k`,"
          + " `m`, `g` or `t` behind it; there is no swap beyond. Without it, all that the engine"
          + " has."),
  LIMITS_CPUS(
      "limits.cpus",
      Scope.BOTH,
      Kind.AMOUNT,
      "LIMITS_CPUS",
      "-",
      "limits.cpus = 2",
      "How many processors a command may keep busy, also a part of one; cargo starts as many"
          + " compilers. Without it, all that the engine has."),
  LIMITS_PROCESSES(
      "limits.processes",
      Scope.BOTH,
      Kind.COUNT,
      "LIMITS_PROCESSES",
      "4096",
      "limits.processes = 4096",
      "How many processes and threads there may be at once."),
  LIMITS_FREE_DISK(
      "limits.free-disk",
      Scope.BOTH,
      Kind.AMOUNT,
      "LIMITS_FREE_DISK",
      "\"1g\"",
      "limits.free-disk = \"1g\"",
      "How much of a disk stays free: a command is ended when it leaves less of one that had more"
          + " before. 0 lets commands fill it."),
  TRUST(
      "trust",
      Scope.BUILD,
      Kind.SIGNERS,
      "TRUST",
      "{}",
      "trust = { \"registry.example/team/*\" = \"keys/team.pub\" }",
      "Who must have signed images of registries before they are used, by their names: the file of"
          + " a cosign public key in PEM form; `{ identity = \"…\", issuer = \"…\" }` for a"
          + " signature without a key, which the program `cosign` checks; `\"anyone\"`; or"
          + " `\"nobody\"`. A name has no tag, and `*` at its end means all that start so; the"
          + " longest name counts, and images without one are taken as they are."),
  SSH_AGENT(
      "ssh-agent",
      Scope.BUILD,
      Kind.SWITCH,
      "SSH_AGENT",
      "false",
      "ssh-agent = true",
      "Whether downloads may use the SSH agent (`SSH_AUTH_SOCK`), for crates from private git"
          + " servers. Build scripts never see it."),
  NETWORK(
      "network",
      Scope.BOTH,
      Kind.SWITCH,
      "NETWORK",
      "false",
      "network = true",
      "Whether build scripts and procedural macros may reach the network. Crates are downloaded"
          + " before, so few projects need it."),
  RUST(
      "rust",
      Scope.BUILD,
      Kind.TEXT,
      "RUST",
      "\"auto\"",
      "rust = \"auto\"",
      "Where the Rust of the images comes from that jcross makes: `rustup` is the official one,"
          + " `debian` the distribution's, `auto` the official one where its server answers.",
      "auto",
      "rustup",
      "debian"),
  CA_BUNDLE(
      "ca-bundle",
      Scope.BUILD,
      Kind.PATH,
      "CA_BUNDLE",
      "-",
      "ca-bundle = \"certs/company.pem\"",
      "Certificates, in PEM form, that downloads and image builds trust as well. Without it the"
          + " first of `SSL_CERT_FILE`, `CARGO_HTTP_CAINFO` and `CURL_CA_BUNDLE` that is set"
          + " counts."),
  SESSION_TIMEOUT(
      "session-timeout",
      Scope.BUILD,
      Kind.SECONDS,
      "SESSION_TIMEOUT",
      "300",
      "session-timeout = 300",
      "Seconds that a container waits for the next command before it ends itself; 0 for none.");

  /** Where a key may stand. */
  enum Scope {
    BUILD,
    TARGET,
    BOTH;

    boolean allows(boolean target) {
      return this == BOTH || (this == TARGET) == target;
    }
  }

  private final String toml;
  private final Scope scope;
  private final Kind kind;
  private final String suffix;
  private final String fallback;
  private final String example;
  private final String doc;
  private final String words;

  Key(
      String toml,
      Scope scope,
      Kind kind,
      String suffix,
      String fallback,
      String example,
      String doc,
      String... words) {
    this.toml = toml;
    this.scope = scope;
    this.kind = kind;
    this.suffix = suffix;
    this.fallback = fallback;
    this.example = example;
    this.doc = doc;
    this.words = String.join(" ", words);
  }

  /** As it stands under {@code [build]} or {@code [target.T]}, with dots. */
  String toml() {
    return toml;
  }

  /** The same key where the one in front of it is a table: {@code image.name}. */
  Optional<String> tableForm() {
    return switch (this) {
      case IMAGE -> Optional.of("image.name");
      case DOCKERFILE -> Optional.of("dockerfile.file");
      case ZIG -> Optional.of("zig.enable");
      case ZIG_IMAGE -> Optional.of("zig.image.name");
      default -> Optional.empty();
    };
  }

  Scope scope() {
    return scope;
  }

  Kind kind() {
    return kind;
  }

  /** As TOML; {@code -} if there is none. */
  String fallback() {
    return fallback;
  }

  /** A line to write. */
  String example() {
    return example;
  }

  /** Sentences for the reference, in Markdown. */
  String doc() {
    return doc;
  }

  /** The only values that it takes; empty if any will do. */
  List<String> words() {
    return words.isEmpty() ? List.of() : List.of(words.split(" ", -1));
  }

  /** Whether its strings are, or may be, paths of the host. */
  boolean holdsPaths() {
    return kind == Kind.PATH || this == VOLUMES || this == PRE_BUILD;
  }

  /** Whether what {@code [build]} and the target say is joined, not one taken for the other. */
  boolean adds() {
    return this == PASSTHROUGH || this == DOCKERFILE_BUILD_ARGS;
  }

  /** What stands behind {@code CROSS_BUILD_} and {@code CROSS_TARGET_T_}; some have no variable. */
  Optional<String> suffix() {
    return suffix.isEmpty() ? Optional.empty() : Optional.of(suffix);
  }

  /** The variables that say it for every target, the strongest first; all beat the files. */
  List<String> buildVariables() {
    var names = new ArrayList<String>();
    if (this == BUILD_STD) {
      names.add("CROSS_BUILD_STD");
    } else if (scope.allows(false)) {
      suffix().ifPresent(end -> names.add("CROSS_BUILD_" + end));
    }
    if (this == DEFAULT_TARGET) {
      names.add("CARGO_BUILD_TARGET");
    }
    return names;
  }

  /** Variables of other programs that count when nothing else says it, the strongest first. */
  List<String> lastResorts() {
    return switch (this) {
      case CA_BUNDLE -> List.of("SSL_CERT_FILE", "CARGO_HTTP_CAINFO", "CURL_CA_BUNDLE");
      case SDK ->
          Arrays.stream(SdkKind.values()).flatMap(kind -> kind.variables().stream()).toList();
      default -> List.of();
    };
  }

  /**
   * The key of that name, whatever its scope.
   *
   * @param name with dots, without {@code build} or {@code target.T}
   */
  static Optional<Key> named(String name) {
    return Arrays.stream(values())
        .filter(key -> key.toml.equals(name) || key.tableForm().equals(Optional.of(name)))
        .findFirst();
  }

  /** Whether keys of that name have a dot behind it: {@code env}, {@code image}. */
  static boolean isTable(String name) {
    return Arrays.stream(values())
        .anyMatch(
            key ->
                key.toml.startsWith(name + ".")
                    || key.tableForm().filter(form -> form.startsWith(name + ".")).isPresent());
  }
}
