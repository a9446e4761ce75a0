package dev.jcross.cli.command;

import dev.jcross.invocation.Subcommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What a shell can complete: one model for three scripts.
 *
 * @param own the commands of jcross itself, sorted
 * @param cargo cargo's subcommands, sorted
 * @param targets the triples that jcross has recipes for, sorted
 */
record Completion(List<Own> own, List<String> cargo, List<String> targets) {
  /** The flags that most subcommands of cargo know, and jcross's own. */
  static final List<Flag> FLAGS =
      List.of(
          new Flag("--target", Takes.TARGET),
          new Flag("--fresh", Takes.NOTHING),
          new Flag("--host", Takes.NOTHING),
          new Flag("--max-glibc", Takes.WORD),
          new Flag("--attest", Takes.NOTHING),
          new Flag("--attest-key", Takes.FILE),
          new Flag("--attest-keyless", Takes.NOTHING),
          new Flag("--attest-builder", Takes.WORD),
          new Flag("--release", Takes.NOTHING),
          new Flag("--profile", Takes.PROFILE),
          new Flag("--package", Takes.WORD),
          new Flag("--workspace", Takes.NOTHING),
          new Flag("--exclude", Takes.WORD),
          new Flag("--lib", Takes.NOTHING),
          new Flag("--bin", Takes.WORD),
          new Flag("--bins", Takes.NOTHING),
          new Flag("--example", Takes.WORD),
          new Flag("--examples", Takes.NOTHING),
          new Flag("--test", Takes.WORD),
          new Flag("--tests", Takes.NOTHING),
          new Flag("--bench", Takes.WORD),
          new Flag("--benches", Takes.NOTHING),
          new Flag("--all-targets", Takes.NOTHING),
          new Flag("--features", Takes.WORD),
          new Flag("--all-features", Takes.NOTHING),
          new Flag("--no-default-features", Takes.NOTHING),
          new Flag("--manifest-path", Takes.FILE),
          new Flag("--target-dir", Takes.FILE),
          new Flag("--jobs", Takes.WORD),
          new Flag("--keep-going", Takes.NOTHING),
          new Flag("--locked", Takes.NOTHING),
          new Flag("--offline", Takes.NOTHING),
          new Flag("--frozen", Takes.NOTHING),
          new Flag("--config", Takes.WORD),
          new Flag("--color", Takes.COLOUR),
          new Flag("--message-format", Takes.FORMAT),
          new Flag("--verbose", Takes.NOTHING),
          new Flag("--quiet", Takes.NOTHING),
          new Flag("--help", Takes.NOTHING));

  static final List<String> SHELLS = List.of("bash", "zsh", "fish");

  Completion {
    own = List.copyOf(own);
    cargo = List.copyOf(cargo);
    targets = List.copyOf(targets);
  }

  /**
   * A command of jcross itself.
   *
   * @param summary one sentence
   * @param flags its long flags, sorted; those of its own commands as well
   * @param verbs its own commands, sorted
   */
  record Own(String name, String summary, List<String> flags, List<String> verbs) {
    Own {
      flags = List.copyOf(flags);
      verbs = List.copyOf(verbs);
    }
  }

  /** A flag of a cargo command line. */
  record Flag(String name, Takes takes) {}

  /** What stands behind a flag. */
  enum Takes {
    NOTHING,
    /** Something that nobody here knows. */
    WORD,
    FILE,
    TARGET,
    PROFILE,
    COLOUR,
    FORMAT;

    /** The words to choose from, with a space between them; may be empty. */
    String words(Completion completion) {
      return switch (this) {
        case NOTHING, WORD, FILE -> "";
        case TARGET -> String.join(" ", completion.targets());
        case PROFILE -> "dev release test bench";
        case COLOUR -> "auto always never";
        case FORMAT -> "human short json";
      };
    }
  }

  static Completion of(CommandLine jcross, Set<String> targets) {
    var own = new ArrayList<Own>();
    for (Map.Entry<String, CommandLine> command : OwnCommands.shown(jcross).entrySet()) {
      var spec = command.getValue().getCommandSpec();
      var verbs = OwnCommands.shown(command.getValue());
      own.add(
          new Own(
              command.getKey(),
              String.join(" ", spec.usageMessage().header()),
              Stream.concat(Stream.of(command.getValue()), verbs.values().stream())
                  .flatMap(line -> line.getCommandSpec().options().stream())
                  .filter(option -> !option.hidden())
                  .map(OptionSpec::longestName)
                  .sorted()
                  .distinct()
                  .toList(),
              List.copyOf(verbs.keySet())));
    }
    var cargo = new ArrayList<>(Subcommands.known());
    cargo.removeIf(name -> own.stream().anyMatch(command -> command.name().equals(name)));
    return new Completion(own, cargo, List.copyOf(targets));
  }

  /** The script for a shell. */
  String script(String shell) {
    return switch (shell) {
      case "bash" -> BashCompletion.script(this);
      case "zsh" -> ZshCompletion.script(this);
      case "fish" -> FishCompletion.script(this);
      default -> throw new IllegalArgumentException(shell);
    };
  }

  /** The commands that have commands of their own. */
  List<Own> withVerbs() {
    return own.stream().filter(command -> !command.verbs().isEmpty()).toList();
  }

  String ownNames() {
    return String.join(" ", own.stream().map(Own::name).toList());
  }

  String cargoNames() {
    return String.join(" ", cargo);
  }

  /** All flags of a cargo command line, with a space between them. */
  static String flagNames() {
    return String.join(" ", FLAGS.stream().map(Flag::name).toList());
  }

  /** The patterns of the commands behind which cargo's flags may follow. */
  static String takingCargo() {
    return OwnCommands.TAKING_CARGO.stream()
        .map(name -> name + ":*")
        .collect(Collectors.joining(" | "));
  }

  /** The flags that the next word belongs to, with that text between them. */
  static String valuedNames(String between) {
    return names(between, flag -> flag.takes() != Takes.NOTHING);
  }

  /** Those of them whose values nobody knows. */
  static String openNames(String between) {
    return names(between, flag -> flag.takes() == Takes.WORD || flag.takes() == Takes.FILE);
  }

  private static String names(String between, Predicate<Flag> wanted) {
    return FLAGS.stream().filter(wanted).map(Flag::name).collect(Collectors.joining(between));
  }

  /** The flags whose values are known. */
  static List<Flag> choices() {
    return FLAGS.stream()
        .filter(
            flag ->
                switch (flag.takes()) {
                  case NOTHING, WORD, FILE -> false;
                  case TARGET, PROFILE, COLOUR, FORMAT -> true;
                })
        .toList();
  }
}
