package dev.jcross.cli.command;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Writes docs/reference/commands.md from what the commands themselves say. */
final class CommandReference {
  private static final String INTRODUCTION =
      """
      # Commands

      <!-- Generated from the commands: `mvn -pl src,cli -am test -Dtest=CommandsReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Djcross.docs=write` -->

      ```
      jcross [+toolchain] <cargo subcommand> [--target T]... [cargo's arguments] [-- ...]
      ```

      Every word that is not listed below is cargo's: `jcross build --release` runs `cargo build --release` in the target's container and ends with its exit status; jcross's own failures end in [statuses of their own](exit-status.md). [Cargo's commands](cargo.md) says where each runs, and which of cargo's flags jcross reads; these are its own:

      | Flag | |
      | --- | --- |
      | `--fresh` | Use a container of its own and end it with the command. |
      | `--max-glibc VERSION` | Let the build fail if what comes out needs [a newer glibc](../guide/artifacts.md#the-oldest-glibc). |
      | `--attest`, `--attest=DIR` | Say, signed, [what it was built of](../guide/provenance.md): beside it, or in a folder. |
      | `--attest-key FILE` | Sign with this private key. |
      | `--attest-keyless` | Sign through sigstore, by cosign. |
      | `--attest-builder URI` | Who builds. |
      | `--host` | Run [this machine's cargo](cargo.md#--host), in no container. |

      A word that cargo does not know and that is one slip away from a command below is refused, with the name that was probably meant.

      ## Commands of jcross's own
      """;

  private static final Map<String, String> JSON =
      Map.of(
          "images list",
          "`schema`; `images`: `names`, `id`, `kind` (`debian`, `recipe` or `project`), `target` or"
              + " null, `project` or null, `projectGone`, `base` (an id) or null, `size` and"
              + " `ownSize` (without the base) in bytes, `created`, `superseded`, `containers` that"
              + " use it, `builtOn` (images of yours); `size` of all together.",
          "volumes list",
          "`schema`; `volumes`: `name`, `purpose`, `target` or null, `project` or null,"
              + " `projectGone`, `image` or null, `size` in bytes or null, `created`, `inUse`,"
              + " `containers` that use it; `size` of all together.",
          "containers list",
          "`schema`; `containers`: `name`, `id`, `kind` (`session` or `helper`), `state`"
              + " (`created`, `running` or `ended`), `purpose`, `target` or null, `project` or"
              + " null, `projectGone`, `created`, `commands` that run in it or null, `idleSeconds`"
              + " or null.",
          "sessions list",
          "the same, as `sessions`.",
          "explain",
          "`schema`; `problems`: `severity`, `code`, `message`, `at`, `help`; `targets`: `target`,"
              + " `glibc`, `origin` and `settings`: `key`, `value` as it would stand in Cross.toml"
              + " or null, `origins` with the strongest first, and `weaker`: `value`, `origin`.",
          "targets",
          "`schema`; `targets`: `target`, `family` (`glibc`, `musl`, `windows`, `apple`, `wasm`,"
              + " `bare-metal`, `android`, `bsd` or `other`), `libc` and `compiler` with their"
              + " versions, `glibc` (the versions that zig links against), `cxx`, `runner` (the"
              + " default on this machine, or null), `runners`, `std`, `sdk` (`android-ndk`,"
              + " `apple`, `msvc` or null) and `sdkOptional`, `hosts`, `image`, `state` (`built`,"
              + " `absent` or `unknown`), `size` in bytes or null. What the values mean stands with"
              + " the [labels of images](images.md#labels).",
          "doctor",
          "`schema`; `checks`: `level` (`ok`, `note`, `warning` or `error`), `check`, `message`,"
              + " `details`, `help` or null, `code` of an error or null.",
          "inspect",
          "`schema`; `problems` as above; `files`: `file`, `size` in bytes, `format` (`elf`, `pe`,"
              + " `macho`, `wasm`, `archive` or `unknown`), `kind` (`executable`,"
              + " `shared-library`, `static-library`, `rust-library`, `relocatable`, `module`,"
              + " `component` or `other`), `machine`, `bits`, `endianness`, `arm`:"
              + " `architecture`, `profile`, `float`, `fpu`, `compiledFor`; `abi`; `system`:"
              + " `name`, `minimum`, `subsystem`; `linkage` (`static`, `static-pie` or"
              + " `dynamic`), `pie`, `interpreter`, `soname`, `rpath`, `runpath`, `needed`;"
              + " `imports` of WebAssembly, by module; `glibc`, `glibcxx` and `cxxabi`: `minimum`"
              + " and `symbols`, by version; `stripped`, `debugInfo`, `buildId`; `parts` of a"
              + " universal Mach-O, with the same keys. What a file does not say is null.");

  private final Terminal terminal;

  CommandReference(Terminal terminal) {
    this.terminal = terminal;
  }

  String markdown() {
    var commands = OwnCommands.shown(OwnCommands.commandLine(terminal.context())).keySet();
    return commands.stream()
        .map(CommandReference::section)
        .collect(Collectors.joining("", INTRODUCTION, ""));
  }

  private static String section(String command) {
    var terminal = new Terminal();
    var verbs =
        OwnCommands.shown(
            Objects.requireNonNull(
                OwnCommands.commandLine(terminal.context()).getSubcommands().get(command)));
    return part("###", command)
        + verbs.keySet().stream()
            .map(verb -> part("####", command + " " + verb))
            .collect(Collectors.joining());
  }

  private static String part(String level, String command) {
    var words = ("help " + command).split(" ", -1);
    var json = JSON.get(command);
    return "\n"
        + level
        + " `jcross "
        + command
        + "`\n\n```text\n"
        + new Terminal().type(words).output()
        + "```\n"
        + (json == null ? "" : "\n`--json` prints " + json + "\n");
  }
}
