package dev.jcross.cli.command;

import java.util.stream.Collectors;

/** For fish 3. */
final class FishCompletion {
  private static final String SCRIPT =
      """
      # Completion of jcross for fish. For every shell:
      #   jcross completion fish > ~/.config/fish/completions/jcross.fish

      # The words so far that are neither flags nor their values.
      function __jcross_words
          set -l value
          for word in (commandline -opc)[2..-1]
              if test -n "$value"
                  set value
                  continue
              end
              switch $word
                  case @VALUED@
                      set value next
                  case '-*' '+*'
                  case '*'
                      echo $word
              end
          end
      end

      # Whether a command is to be named next: jcross's own or cargo's.
      function __jcross_first
          test (count (__jcross_words)) -eq 0
      end

      # Whether the command is one of these.
      function __jcross_in
          set -l words (__jcross_words)
          test (count $words) -gt 0; and contains -- $words[1] $argv
      end

      # Whether a command of cargo is to be named next behind one of these.
      function __jcross_cargo_next
          __jcross_in $argv; and test (count (__jcross_words)) -eq 1
      end

      # Whether the words are cargo's, and not those of a program behind "--".
      function __jcross_cargo
          contains -- -- (commandline -opc); and return 1
          not __jcross_in @PLAIN@
      end

      complete -c jcross -n __jcross_first -f
      @OWN@
      complete -c jcross -n __jcross_first -a '@CARGO@' -d cargo
      complete -c jcross -n __jcross_first -l version -d 'Show the version.'
      complete -c jcross -n '__jcross_cargo_next @TAKING_CARGO@' -f -a '@CARGO@' -d cargo
      complete -c jcross -n '__jcross_in help' -f -a '@OWN_NAMES@'
      @VERBS@
      complete -c jcross -n '__jcross_in completion' -f -a '@SHELLS@'
      @OWN_FLAGS@
      @FLAGS@
      """;

  private FishCompletion() {}

  static String script(Completion completion) {
    return SCRIPT
        .replace("@VALUED@", Completion.valuedNames(" "))
        .replace(
            "@PLAIN@",
            completion.own().stream()
                .map(Completion.Own::name)
                .filter(name -> !OwnCommands.TAKING_CARGO.contains(name))
                .collect(Collectors.joining(" ")))
        .replace(
            "@OWN@",
            completion.own().stream()
                .map(
                    own ->
                        "complete -c jcross -n __jcross_first -a "
                            + own.name()
                            + " -d '"
                            + own.summary().replace("'", "\\'")
                            + "'")
                .collect(Collectors.joining("\n")))
        .replace("@OWN_NAMES@", completion.ownNames())
        .replace("@CARGO@", completion.cargoNames())
        .replace(
            "@VERBS@",
            completion.withVerbs().stream()
                .map(
                    own ->
                        "complete -c jcross -n '__jcross_cargo_next "
                            + own.name()
                            + "' -f -a '"
                            + String.join(" ", own.verbs())
                            + "'\ncomplete -c jcross -n '__jcross_in "
                            + own.name()
                            + "; and not __jcross_cargo_next "
                            + own.name()
                            + "' -f -a '"
                            + String.join(" ", completion.targets())
                            + "'")
                .collect(Collectors.joining("\n")))
        .replace("@TAKING_CARGO@", String.join(" ", OwnCommands.TAKING_CARGO))
        .replace("@SHELLS@", String.join(" ", Completion.SHELLS))
        .replace(
            "@OWN_FLAGS@",
            completion.own().stream()
                .flatMap(
                    own ->
                        own.flags().stream()
                            .map(
                                flag ->
                                    "complete -c jcross -n '__jcross_in "
                                        + own.name()
                                        + "' -l "
                                        + flag.substring(2)
                                        + taken(flag, completion)))
                .collect(Collectors.joining("\n")))
        .replace(
            "@FLAGS@",
            Completion.FLAGS.stream()
                .map(flag -> flag(flag, completion))
                .collect(Collectors.joining("\n")));
  }

  /** What stands behind a flag of jcross's own that cargo's subcommands have as well. */
  private static String taken(String name, Completion completion) {
    return Completion.FLAGS.stream()
        .filter(flag -> flag.name().equals(name))
        .findFirst()
        .map(flag -> value(flag, completion))
        .orElse("");
  }

  private static String flag(Completion.Flag flag, Completion completion) {
    return "complete -c jcross -n __jcross_cargo -l "
        + flag.name().substring(2)
        + value(flag, completion);
  }

  private static String value(Completion.Flag flag, Completion completion) {
    return switch (flag.takes()) {
      case NOTHING -> "";
      case WORD -> " -x";
      case FILE -> " -r";
      case TARGET, PROFILE, COLOUR, FORMAT -> " -x -a '" + flag.takes().words(completion) + "'";
    };
  }
}
