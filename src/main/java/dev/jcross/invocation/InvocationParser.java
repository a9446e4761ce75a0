package dev.jcross.invocation;

import dev.jcross.problem.Problem;
import dev.jcross.problem.ProblemCode;
import dev.jcross.problem.ProblemException;
import dev.jcross.problem.Spelling;
import dev.jcross.target.Target;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One walk over the words, from left to right; used once. */
final class InvocationParser {
  /** What jcross itself must understand: misspelt, each of them would silently become cargo's. */
  private static final Set<String> OWN =
      Set.of("--fresh", "--host", "--target", "--target-dir", "--manifest-path");

  /** Of cargo's flags, what also {@code exec} and {@code shell} take. */
  private static final Set<String> EVERYWHERE =
      Set.of("--verbose", "--quiet", "--locked", "--offline", "--frozen", "--color", "--config");

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
  private final List<String> words;
  private int next;
  private final List<String> expanded = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private @Nullable String toolchain;
  private @Nullable String directory;
  private final List<Argument> leading = new ArrayList<>();
  private @Nullable String subcommand;
  private final List<Argument> arguments = new ArrayList<>();
  private @Nullable List<String> rest;
  private final Set<Target> targets = new LinkedHashSet<>();
  private @Nullable String manifestPath;
  private @Nullable String targetDirectory;
  private @Nullable String color;
  private final List<String> messageFormats = new ArrayList<>();
  private int verbose;
  private boolean quiet;
  private boolean locked;
  private boolean offline;
  private boolean frozen;
  private boolean fresh;
  private final List<Integer> hostFlags = new ArrayList<>();

  private InvocationParser(Command command, List<String> words, Aliases aliases) {
    this.command = command;
    this.words = new ArrayList<>(words);
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
    while (rest == null && next < words.size()) {
      take(words.get(next++));
    }
    takeInstalledProject();
    if (verbose > 0 && quiet) {
      problems.add(
          Problem.error(ProblemCode.USAGE, "'--verbose' and '--quiet' exclude each other")
              .help("leave out one of them"));
    }
    if (!hostFlags.isEmpty()) {
      problems.add(
          Problem.error(ProblemCode.USAGE, "'--host' cannot be a part of an alias")
              .help("type it: jcross --host …"));
    }
    var work = work();
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return new Invocation(
        Optional.ofNullable(toolchain),
        Optional.ofNullable(directory),
        work,
        List.copyOf(targets),
        Optional.ofNullable(manifestPath),
        Optional.ofNullable(targetDirectory),
        Optional.ofNullable(color),
        messageFormats.isEmpty() ? Optional.empty() : Optional.of(String.join(",", messageFormats)),
        quiet ? -1 : verbose,
        locked,
        offline,
        frozen,
        fresh);
  }

  /**
   * The words without {@code --host}, if it stands where it is jcross's. Nothing else is judged:
   * all other words are for the host's cargo.
   */
  Optional<List<String>> forHost() {
    while (rest == null && next < words.size()) {
      take(words.get(next++));
    }
    if (hostFlags.isEmpty()) {
      return Optional.empty();
    }
    var others = new ArrayList<>(words);
    hostFlags.reversed().forEach(at -> others.remove(at.intValue()));
    return Optional.of(others);
  }

  private Work work() {
    return switch (command) {
      case CARGO ->
          new Work.Cargo(
              leading, Optional.ofNullable(subcommand), arguments, Optional.ofNullable(rest));
      case EXEC -> {
        if (rest == null || rest.isEmpty()) {
          problems.add(
              Problem.error(ProblemCode.USAGE, "no program is named behind 'jcross exec'")
                  .help("jcross exec --target aarch64-unknown-linux-gnu -- uname -m"));
          yield new Work.Shell();
        }
        yield new Work.Command(rest);
      }
      case SHELL -> {
        if (rest != null && !rest.isEmpty()) {
          problems.add(
              Problem.error(
                      ProblemCode.USAGE,
                      "'jcross shell' takes no words besides its flags: '" + rest.getFirst() + "'")
                  .help("for a single command: jcross exec … -- " + String.join(" ", rest)));
        }
        yield new Work.Shell();
      }
    };
  }

  /** {@code install} alone names its project by the directory. */
  private void takeInstalledProject() {
    if (!"install".equals(subcommand)) {
      return;
    }
    for (var argument : List.copyOf(arguments)) {
      if (argument.isAny("--path")) {
        argument.value().ifPresent(path -> manifestPath = path + "/Cargo.toml");
        arguments.remove(argument);
      }
    }
  }

  private void take(String word) {
    if (word.equals("--")) {
      rest = remaining(next);
    } else if (word.isEmpty()) {
      // What is left of a script's "$FLAGS"; cross skips it, too.
      return;
    } else if (word.startsWith("--")) {
      takeLong(word);
    } else if (isFlag(word)) {
      takeShort(word);
    } else if (word.startsWith("+") && (subcommand == null || Subcommands.isKnown(subcommand))) {
      // As cross takes it, also behind the subcommand; no name of a test or crate starts so.
      takeToolchain(word.substring(1));
    } else if (command != Command.CARGO) {
      rest = remaining(next - 1);
    } else if (subcommand == null) {
      takeSubcommand(word);
    } else if (Subcommands.passesWordsOn(subcommand)) {
      rest = remaining(next - 1);
    } else {
      arguments.add(Argument.bare(word));
    }
  }

  private List<String> remaining(int from) {
    return List.copyOf(words.subList(from, words.size()));
  }

  private void takeSubcommand(String word) {
    if (Subcommands.canBeAlias(word)) {
      var alias = aliases.find(word, where());
      if (alias.isPresent()) {
        expand(word, alias.get());
        return;
      }
    }
    subcommand = word;
  }

  /** Puts the alias's words in its place, in front of what was typed behind it. */
  private void expand(String name, List<String> alias) {
    boolean again = expanded.contains(name);
    expanded.add(name);
    if (again) {
      problems.add(
          Problem.error(
                  ProblemCode.USAGE,
                  "the alias '"
                      + expanded.getFirst()
                      + "' never ends in a command: "
                      + String.join(" -> ", expanded))
              .help("mend [alias] in .cargo/config.toml"));
      rest = List.of();
      return;
    }
    words.addAll(next, alias);
  }

  private Aliases.Where where() {
    return new Aliases.Where(Optional.ofNullable(directory), Invocation.configs(leading));
  }

  private void takeLong(String word) {
    int equals = word.indexOf('=');
    var flag = equals < 0 ? word : word.substring(0, equals);
    var inline = equals < 0 ? null : word.substring(equals + 1);
    switch (flag) {
      case "--fresh" -> {
        fresh = true;
        refuseValue(flag, inline);
      }
      case "--host" -> {
        if (command != Command.CARGO || isOfAnotherProgram()) {
          takeCargos(word, flag, inline);
        } else if (inline == null) {
          hostFlags.add(next - 1);
        } else {
          refuseValue(flag, inline);
        }
      }
      case "--target" -> takeTarget(word, inline);
      case "--manifest-path" ->
          manifestPath = once(flag, manifestPath, value(flag, inline, "Cargo.toml"));
      case "--target-dir" ->
          targetDirectory = once(flag, targetDirectory, value(flag, inline, "target"));
      case "--color" -> takeColor(word, inline);
      case "--message-format" -> {
        var format = keepWithValue(word, flag, inline);
        if (format != null) {
          messageFormats.add(format);
        }
      }
      default -> takeCargos(word, flag, inline);
    }
  }

  private void takeCargos(String word, String flag, @Nullable String inline) {
    note(word);
    complainIfMisspelt(flag);
    if (CargoFlags.takesValue(flag, canonical())) {
      var _ = keepWithValue(word, flag, inline);
    } else if (inline != null) {
      keep(Argument.flag(flag, inline, List.of(word)));
    } else {
      keep(Argument.flag(word));
    }
  }

  private void refuseValue(String flag, @Nullable String inline) {
    if (inline != null) {
      problems.add(Problem.error(ProblemCode.FLAG_VALUE, "'" + flag + "' takes no value"));
    }
  }

  private void note(String flag) {
    switch (flag) {
      case "--verbose" -> verbose++;
      case "--quiet" -> quiet = true;
      case "--locked" -> locked = true;
      case "--offline" -> offline = true;
      case "--frozen" -> frozen = true;
      default -> {}
    }
  }

  /** Reads {@code -vr}, {@code -j4} and {@code -F foo} as cargo does. */
  private void takeShort(String word) {
    if (command != Command.CARGO && !word.matches("-(v+|q)")) {
      refuse(word);
      return;
    }
    if (isOfAnotherProgram()) {
      // Another program's letters: only what everybody agrees on.
      keep(Argument.flag(word));
      verbose += word.matches("-v+") ? word.length() - 1 : 0;
      quiet |= word.equals("-q");
      return;
    }
    for (int i = 1; i < word.length(); i++) {
      char letter = word.charAt(i);
      if (CargoFlags.takesValue(letter, canonical())) {
        takeShortWithValue(word, i);
        return;
      }
      if (!CargoFlags.isSwitch(letter)) {
        break;
      }
      verbose += letter == 'v' ? 1 : 0;
      quiet |= letter == 'q';
    }
    keep(Argument.flag(word));
  }

  private void takeShortWithValue(String word, int at) {
    var flag = "-" + word.charAt(at);
    boolean attached = at < word.length() - 1;
    // As clap does: -j=4 is -j4.
    var inline = attached ? word.substring(at + 1).replaceFirst("^=", "") : null;
    boolean directoryFlag = flag.equals("-C") && subcommand == null;
    if (directoryFlag || flag.equals("-m")) {
      if (at > 1) {
        keep(Argument.flag(word.substring(0, at)));
      }
      if (directoryFlag) {
        directory = once(flag, directory, value(flag, inline, "DIR"));
      } else {
        manifestPath = once("--manifest-path", manifestPath, value(flag, inline, "Cargo.toml"));
      }
    } else if (inline != null) {
      keep(Argument.flag(flag, inline, List.of(word)));
    } else if (valueFollows()) {
      var value = words.get(next++);
      keep(Argument.flag(flag, value, List.of(word, value)));
    } else {
      keep(Argument.flag(word));
    }
  }

  private void takeToolchain(String name) {
    ToolchainWord.check(name).ifPresent(problems::add);
    if (toolchain != null && !toolchain.equals(name)) {
      problems.add(
          Problem.error(
                  ProblemCode.USAGE,
                  "two toolchains are named, '" + toolchain + "' and '" + name + "'")
              .help("leave out '+" + name + "'"));
    }
    toolchain = name;
  }

  private void takeTarget(String word, @Nullable String inline) {
    if (subcommand != null && Subcommands.editsManifest(subcommand)) {
      var _ = keepWithValue(word, "--target", inline);
      return;
    }
    var text = value("--target", inline, "aarch64-unknown-linux-gnu");
    if (text == null) {
      return;
    }
    if (text.equals("all") && "tree".equals(subcommand)) {
      keep(Argument.flag("--target", text, List.of("--target", text)));
      return;
    }
    try {
      targets.add(Target.parse(text));
    } catch (ProblemException e) {
      problems.addAll(e.problems());
    }
  }

  private void takeColor(String word, @Nullable String inline) {
    var when = keepWithValue(word, "--color", inline);
    if (when == null || !Set.of("auto", "always", "never").contains(when)) {
      problems.add(
          Problem.error(
                  ProblemCode.FLAG_VALUE,
                  when == null
                      ? "'--color' needs a value"
                      : "'" + when + "' is no value of '--color'")
              .help("--color auto, --color always or --color never"));
    }
    color = when;
  }

  private @Nullable String once(String flag, @Nullable String before, @Nullable String now) {
    if (before != null && now != null) {
      problems.add(
          Problem.error(ProblemCode.USAGE, "'" + flag + "' is given twice")
              .help("leave out '" + flag + " " + before + "'"));
    }
    return now;
  }

  /** The value that must be there; a problem and null where it is not. */
  private @Nullable String value(String flag, @Nullable String inline, String example) {
    var value = inline != null ? inline : valueFollows() ? words.get(next++) : "";
    if (value.isEmpty()) {
      problems.add(
          Problem.error(ProblemCode.FLAG_VALUE, "'" + flag + "' needs a value")
              .help(flag + " " + example));
      return null;
    }
    return value;
  }

  /** Keeps the flag where it stood, with its value if it has one; cargo tells if it has none. */
  private @Nullable String keepWithValue(String word, String flag, @Nullable String inline) {
    if (inline != null) {
      keep(Argument.flag(flag, inline, List.of(word)));
      return inline;
    }
    if (!valueFollows()) {
      keep(Argument.flag(word));
      return null;
    }
    var value = words.get(next++);
    keep(Argument.flag(flag, value, List.of(word, value)));
    return value;
  }

  private void refuse(String flag) {
    var known = new ArrayList<>(OWN);
    known.addAll(EVERYWHERE);
    known.remove("--host");
    problems.add(
        Problem.error(
                ProblemCode.FLAG_UNKNOWN, "'" + command.shown() + "' has no flag '" + flag + "'")
            .help(Spelling.hint(flag, known)));
  }

  private void complainIfMisspelt(String flag) {
    if (command != Command.CARGO) {
      if (!EVERYWHERE.contains(flag)) {
        refuse(flag);
      }
      return;
    }
    if (CargoFlags.isKnown(flag) || isOfAnotherProgram()) {
      return;
    }
    Spelling.nearest(flag.substring(2), OWN.stream().map(own -> own.substring(2)).toList())
        .ifPresent(
            near ->
                problems.add(
                    Problem.error(
                            ProblemCode.FLAG_UNKNOWN,
                            "neither jcross nor cargo has a flag '" + flag + "'")
                        .help("did you mean '--" + near + "'?")));
  }

  /** Whether the flags are those of a program that does not come with cargo. */
  private boolean isOfAnotherProgram() {
    return subcommand != null && !Subcommands.isKnown(subcommand);
  }

  private void keep(Argument argument) {
    (subcommand == null ? leading : arguments).add(argument);
  }

  private @Nullable String canonical() {
    return subcommand == null ? null : Subcommands.canonical(subcommand);
  }

  private boolean valueFollows() {
    return next < words.size() && !isFlag(words.get(next));
  }

  private static boolean isFlag(String word) {
    return word.startsWith("-") && word.length() > 1;
  }
}
