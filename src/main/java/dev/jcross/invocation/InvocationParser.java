package dev.jcross.invocation;

import dev.jcross.problem.Place;
import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import dev.jcross.target.GlibcVersions;
import dev.jcross.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One walk over the words, from left to right; used once. */
final class InvocationParser {
  /** Whose words these are. */
  private enum Command {
    CARGO,
    EXEC,
    SHELL;

    String shown() {
      return "jcross " + name().toLowerCase(Locale.ROOT);
    }
  }

  private final Command command;
  private final Aliases aliases;
  private final Words words;
  private final Gathered gathered = new Gathered();
  private final List<String> expanded = new ArrayList<>();
  private final List<Integer> hostFlags = new ArrayList<>();
  private @Nullable List<String> rest;

  private InvocationParser(Command command, List<String> words, Aliases aliases) {
    this.command = command;
    this.words = new Words(words);
    this.aliases = aliases;
  }

  static InvocationParser ofCargo(List<String> words, Aliases aliases) {
    return new InvocationParser(Command.CARGO, words, aliases);
  }

  static InvocationParser ofExec(List<String> words) {
    return new InvocationParser(Command.EXEC, words, Aliases.NONE);
  }

  static InvocationParser ofShell(List<String> words) {
    return new InvocationParser(Command.SHELL, words, Aliases.NONE);
  }

  Invocation parse() {
    takeAll();
    if (!hostFlags.isEmpty()) {
      complain("'--host' cannot be a part of an alias", "type it: jcross --host …");
    }
    return gathered.invocation(work());
  }

  /**
   * The words without {@code --host}, if it stands where it is jcross's. Nothing else is judged:
   * all other words are for the host's cargo.
   */
  Optional<List<String>> forHost() {
    takeAll();
    return hostFlags.isEmpty() ? Optional.empty() : Optional.of(words.without(hostFlags));
  }

  private void takeAll() {
    while (rest == null && words.hasNext()) {
      take(words.take());
    }
  }

  private Work work() {
    return switch (command) {
      case CARGO -> gathered.cargo(rest);
      case EXEC -> {
        if (rest == null || rest.isEmpty()) {
          complain(
              "no program is named behind 'jcross exec'",
              "jcross exec --target aarch64-unknown-linux-gnu -- uname -m");
          yield new Work.Shell();
        }
        yield new Work.Command(rest);
      }
      case SHELL -> {
        if (rest != null && !rest.isEmpty()) {
          complain(
              "'jcross shell' takes no words besides its flags: '" + rest.getFirst() + "'",
              "for a single command: jcross exec … -- " + String.join(" ", rest));
        }
        yield new Work.Shell();
      }
    };
  }

  private void complain(String summary, String help) {
    gathered.problems.add(Problem.error(ProblemCode.USAGE, summary).help(help));
  }

  private void take(String word) {
    var subcommand = gathered.subcommand;
    if (word.equals("--")) {
      rest = words.rest();
    } else if (word.isEmpty()) {
      // What is left of a script's "$FLAGS"; cross skips it, too.
      return;
    } else if (word.startsWith("--")) {
      takeLong(word);
    } else if (Words.isFlag(word)) {
      takeShort(word);
    } else if (word.startsWith("+") && !gathered.isOfAnotherProgram()) {
      // As cross takes it, also behind the subcommand; no name of a test or crate starts so.
      gathered.toolchain(word.substring(1));
    } else if (command != Command.CARGO
        || (subcommand != null && Subcommands.passesWordsOn(subcommand))) {
      rest = words.fromHere();
    } else if (subcommand == null) {
      takeSubcommand(word);
    } else {
      gathered.keep(Argument.bare(word));
    }
  }

  private void takeSubcommand(String word) {
    var alias =
        Subcommands.canBeAlias(word)
            ? aliases.find(word, gathered.where())
            : Optional.<List<String>>empty();
    if (alias.isEmpty()) {
      gathered.subcommand = word;
      return;
    }
    boolean again = expanded.contains(word);
    expanded.add(word);
    if (again) {
      complain(
          "the alias '"
              + expanded.getFirst()
              + "' never ends in a command: "
              + String.join(" -> ", expanded),
          "mend [alias] in .cargo/config.toml");
      rest = List.of();
      return;
    }
    // In front of what was typed behind it.
    words.insert(alias.get());
  }

  private void takeLong(String word) {
    int equals = word.indexOf('=');
    var flag = equals < 0 ? word : word.substring(0, equals);
    var inline = equals < 0 ? null : word.substring(equals + 1);
    switch (flag) {
      case "--fresh" -> {
        gathered.fresh = true;
        refuseValue(flag, inline);
      }
      case "--host" -> takeHost(word, inline);
      case "--max-glibc" -> takeMaxGlibc(word, inline);
      case "--attest", "--attest-key", "--attest-keyless", "--attest-builder" ->
          takeAttest(word, flag, inline);
      case "--target" -> takeTarget(word, inline);
      case "--manifest-path" -> gathered.manifestPath(value(flag, inline, "Cargo.toml"));
      case "--target-dir" -> gathered.targetDirectory(value(flag, inline, "target"));
      case "--color" -> takeColor(word, inline);
      case "--message-format" -> {
        var format = keepWithValue(word, flag, inline);
        if (format != null) {
          gathered.messageFormats.add(format);
        }
      }
      default -> takeCargos(word, flag, inline);
    }
  }

  private void takeCargos(String word, String flag, @Nullable String inline) {
    gathered.note(word);
    if (command != Command.CARGO) {
      FlagNames.unknownTo(command.shown(), flag).ifPresent(gathered.problems::add);
    } else if (!gathered.isOfAnotherProgram()) {
      FlagNames.misspelt(flag).ifPresent(gathered.problems::add);
    }
    if (CargoFlags.takesValue(flag, gathered.canonical())) {
      var _ = keepWithValue(word, flag, inline);
    } else if (inline != null) {
      gathered.keep(Argument.flag(flag, inline, List.of(word)));
    } else {
      gathered.keep(Argument.flag(word));
    }
  }

  private void refuseValue(String flag, @Nullable String inline) {
    if (inline != null) {
      gathered.problems.add(Problem.error(ProblemCode.FLAG_VALUE, "'" + flag + "' takes no value"));
    }
  }

  private void takeHost(String word, @Nullable String inline) {
    if (command != Command.CARGO || gathered.isOfAnotherProgram()) {
      takeCargos(word, "--host", inline);
    } else if (inline == null) {
      hostFlags.add(words.position());
    } else {
      refuseValue("--host", inline);
    }
  }

  private void takeMaxGlibc(String word, @Nullable String inline) {
    if (command != Command.CARGO || gathered.isOfAnotherProgram()) {
      takeCargos(word, "--max-glibc", inline);
      return;
    }
    var version = value("--max-glibc", inline, "2.28");
    if (version != null && !GlibcVersions.isVersion(version)) {
      gathered.problems.add(
          Problem.error(ProblemCode.FLAG_VALUE, "'" + version + "' is no glibc version")
              .at(Place.of("--max-glibc"))
              .help("--max-glibc 2.28"));
    }
    gathered.maxGlibc = version;
  }

  private void takeAttest(String word, String flag, @Nullable String inline) {
    if (command != Command.CARGO || gathered.isOfAnotherProgram()) {
      takeCargos(word, flag, inline);
      return;
    }
    var attest = gathered.attest == null ? new AttestWords() : gathered.attest;
    gathered.attest = attest;
    switch (flag) {
      case "--attest-key" -> attest.key = value(flag, inline, "attest.key");
      case "--attest-builder" ->
          attest.builder = value(flag, inline, "https://ci.example.com/release");
      case "--attest-keyless" -> {
        attest.keyless = true;
        refuseValue(flag, inline);
      }
      default -> {
        attest.asked = true;
        // Its value is optional, so it must stand behind "=".
        attest.directory = inline == null ? null : value(flag, inline, "DIR");
      }
    }
  }

  /** Reads {@code -vr}, {@code -j4} and {@code -F foo} as cargo does. */
  private void takeShort(String word) {
    if (command != Command.CARGO) {
      FlagNames.unknownTo(command.shown(), word).ifPresent(gathered.problems::add);
    }
    if (gathered.isOfAnotherProgram()) {
      // Another program's letters: only what everybody agrees on.
      if (word.matches("-(v+|q)")) {
        word.chars().skip(1).forEach(letter -> gathered.note((char) letter));
      }
      gathered.keep(Argument.flag(word));
      return;
    }
    for (int i = 1; i < word.length(); i++) {
      char letter = word.charAt(i);
      if (CargoFlags.takesValue(letter, gathered.canonical())) {
        takeShortWithValue(word, i);
        return;
      }
      if (!CargoFlags.isSwitch(letter)) {
        break;
      }
      gathered.note(letter);
    }
    gathered.keep(Argument.flag(word));
  }

  private void takeShortWithValue(String word, int at) {
    var flag = "-" + word.charAt(at);
    // As clap does: -j=4 is -j4.
    var inline = at < word.length() - 1 ? word.substring(at + 1).replaceFirst("^=", "") : null;
    boolean directory = flag.equals("-C") && gathered.subcommand == null;
    if (!directory && !flag.equals("-m")) {
      var _ = keepWithValue(word, flag, inline);
      return;
    }
    if (at > 1) {
      gathered.keep(Argument.flag(word.substring(0, at)));
    }
    if (directory) {
      gathered.directory(value(flag, inline, "DIR"));
    } else {
      gathered.manifestPath(value(flag, inline, "Cargo.toml"));
    }
  }

  private void takeTarget(String word, @Nullable String inline) {
    var subcommand = gathered.subcommand;
    if (subcommand != null && Subcommands.editsManifest(subcommand)) {
      var _ = keepWithValue(word, "--target", inline);
      return;
    }
    var text = value("--target", inline, "aarch64-unknown-linux-gnu");
    if (text == null) {
      return;
    }
    if (text.equals("all") && "tree".equals(subcommand)) {
      gathered.keep(Argument.of("--target", text));
      return;
    }
    try {
      gathered.targets.add(Target.parse(text));
    } catch (ProblemException e) {
      gathered.problems.addAll(e.problems());
    }
  }

  private void takeColor(String word, @Nullable String inline) {
    var when = keepWithValue(word, "--color", inline);
    if (when == null || !Set.of("auto", "always", "never").contains(when)) {
      gathered.problems.add(
          Problem.error(
                  ProblemCode.FLAG_VALUE,
                  when == null
                      ? "'--color' needs a value"
                      : "'" + when + "' is no value of '--color'")
              .help("--color auto, --color always or --color never"));
    }
    gathered.color = when;
  }

  /** The value that must be there; a problem and null where it is not. */
  private @Nullable String value(String flag, @Nullable String inline, String example) {
    var value = inline != null ? inline : words.valueFollows() ? words.take() : "";
    if (value.isEmpty()) {
      gathered.problems.add(
          Problem.error(ProblemCode.FLAG_VALUE, "'" + flag + "' needs a value")
              .help(flag + " " + example));
      return null;
    }
    return value;
  }

  /** Keeps the flag where it stood, with its value if it has one; cargo tells if it has none. */
  private @Nullable String keepWithValue(String word, String flag, @Nullable String inline) {
    if (inline != null) {
      gathered.keep(Argument.flag(flag, inline, List.of(word)));
      return inline;
    }
    if (!words.valueFollows()) {
      gathered.keep(Argument.flag(word));
      return null;
    }
    var value = words.take();
    gathered.keep(Argument.flag(flag, value, List.of(word, value)));
    return value;
  }
}
