package dev.jcross.config;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes docs/reference/configuration.md from the table of keys. */
final class KeyReference {
  private static final String INTRODUCTION =
      """
      # Configuration

      <!-- Generated from the table of keys: `mvn -pl src test -Dtest=KeyReferenceTest -Djcross.docs=write` -->

      jcross reads the `Cross.toml` of cross, and needs none. `jcross explain` shows each key's value, and which line or variable said so.

      ## Where it is read from

      The first that says anything about a key wins:

      | | For one target | For every target |
      | --- | --- | --- |
      | variable | 1. `CROSS_TARGET_<TRIPLE>_<KEY>` | 4. `CROSS_BUILD_<KEY>` |
      | Cross.toml | 2. `[target.<triple>]` | 5. `[build]` |
      | Cargo.toml | 3. `[workspace.metadata.cross.target.<triple>]` | 6. `[workspace.metadata.cross.build]` |

      * A flag such as `--target` beats them all.
      * Cross.toml lies beside the workspace's Cargo.toml, or where `CROSS_CONFIG` says.
      * Where the workspace has no such table, `[package.metadata.cross]` of a package counts.
      * `<TRIPLE>` is the target in upper case, with `_` for `-` and `.`: `CROSS_TARGET_AARCH64_UNKNOWN_LINUX_GNU_IMAGE`.
      * A relative path starts at the directory of the file that says it; in a variable, at the working directory. A Dockerfile, its context and a script that are not there are looked for below the workspace root.
      * An empty variable counts as not set.
      * `env.passthrough` and `dockerfile.build-args` are joined: what `[build]` says, then what the target says. Every other value replaces the weaker ones.

      ## Keys
      """;

  private static final String END =
      """

      ## Variables that are no keys

      | Variable | Meaning |
      | --- | --- |
      | `CROSS_CONFIG` | the file to read instead of the workspace's Cross.toml |
      | `CROSS_BUILD_OPTS` | flags for the build of images: `--build-arg` (beats `dockerfile.build-args`) and `--network` count; those about caches, output and progress are needless; others are refused |
      | `CROSS_BUILD_PROGRESS` | `plain`, `auto` or `tty`; accepted, and without effect |
      | `CROSS_CONTAINER_ENGINE_NO_BUILDKIT` | accepted, and without effect: images are built without BuildKit |
      | `CROSS_CONTAINER_OPTS` | flags of `docker run` for the containers; `DOCKER_OPTS` if it is not set. A `--network` counts for downloads and for the running of programs; code is compiled without network unless `network` says otherwise |
      | `CROSS_CONTAINER_UID`, `CROSS_CONTAINER_GID` | who the container's processes are, instead of the caller |
      | `CROSS_CONTAINER_USER_NAMESPACE` | as `docker run --userns`; `none` for what the engine does by itself, `auto` for what fits: `host` with Docker |
      | `JCROSS_ACCEPT_MSVC_LICENSE` | `1` if you accept [Microsoft's licence](https://go.microsoft.com/fwlink/?LinkId=2086102): for `…-pc-windows-msvc` without `sdk`, Microsoft's CRT and Windows SDK are then downloaded into a volume |
      | `CROSS_ROOTLESS_CONTAINER_ENGINE` | `true` or `false` if the engine does not tell whether it runs without root; `auto` to ask it |

      ## What cross does otherwise

      * Cross lets Cargo.toml beat Cross.toml; jcross does what cross's documentation says, and warns when both say the same key.
      * Cross ignores `CROSS_TARGET_<TRIPLE>_ENV_PASSTHROUGH` alone; jcross replaces the target's list by it.
      * With `CROSS_BUILD_ENV_PASSTHROUGH` cross forgets the list of the target, too; jcross replaces the list of `[build]` by it.
      * Cross starts relative volumes at the working directory; jcross at the file that names them.
      * Cross ignores a `CROSS_CONFIG` that does not exist, an empty image, and a Cross.toml that lies elsewhere; jcross tells.
      * Cross appends `zig.version` to the target but links without zig where `zig.enable` is not set; jcross takes a version for a wish to use zig.
      """;

  private KeyReference() {}

  /** The whole page. */
  static String markdown() {
    return Arrays.stream(Key.values())
        .map(KeyReference::section)
        .collect(Collectors.joining("", INTRODUCTION, END));
  }

  private static String section(Key key) {
    var text = new StringBuilder("\n### `" + key.toml() + "`\n\n" + key.doc() + "\n\n");
    text.append("| | |\n| --- | --- |\n");
    row(text, "Where", where(key));
    row(text, "Type", key.kind().expected());
    if (!key.words().isEmpty()) {
      row(
          text,
          "Values",
          key.words().stream().map(KeyReference::code).collect(Collectors.joining(", ")));
    }
    row(text, "Default", key.fallback().equals("-") ? "none" : code(key.fallback()));
    var variables = variables(key);
    if (!variables.isEmpty()) {
      var form = key.kind().inVariable();
      row(text, "Variables", variables + (form.isEmpty() ? "" : " (" + form + ")"));
    }
    return text.append("\n```toml\n" + header(key) + "\n" + key.example() + "\n```\n").toString();
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append("| " + name + " | " + value + " |\n");
  }

  private static String where(Key key) {
    return switch (key.scope()) {
      case BUILD -> "`[build]`";
      case TARGET -> "`[target.<triple>]`";
      case BOTH -> "`[build]`, `[target.<triple>]`";
    };
  }

  private static String header(Key key) {
    return key.scope() == Key.Scope.BUILD ? "[build]" : "[target.aarch64-unknown-linux-gnu]";
  }

  private static String variables(Key key) {
    var names = new java.util.ArrayList<String>();
    if (key.scope().allows(true)) {
      key.suffix().ifPresent(suffix -> names.add(code("CROSS_TARGET_<TRIPLE>_" + suffix)));
    }
    key.buildVariables().forEach(name -> names.add(code(name)));
    return String.join(", ", names);
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
