package dev.jcross.cli.command;

import java.util.stream.Collectors;

/** For zsh 5. */
final class ZshCompletion {
  private static final String SCRIPT =
      """
      #compdef jcross
      # Completion of jcross for zsh. For every shell, add this line to ~/.zshrc, behind compinit:
      #   source <(jcross completion zsh)

      _jcross() {
          local -a own=(
              @OWN@
          )
          local -a cargo=(@CARGO@)
          local -a flags=(@FLAGS@)
          local command inner value word i flag=$words[CURRENT-1]

          for ((i = 2; i < CURRENT; i++)); do
              word=$words[i]
              if [[ -n $value ]]; then
                  value=
                  continue
              fi
              case $word in
              --) _files && return ;;
              @VALUED@) value=next ;;
              -* | +*) ;;
              *) if [[ -z $command ]]; then command=$word; elif [[ -z $inner ]]; then inner=$word; fi ;;
              esac
          done

          # --flag=value is one word.
          if [[ $words[CURRENT] == --*=* ]]; then
              flag=${words[CURRENT]%%=*}
              compset -P '*='
          fi
          case $flag in
          @CHOICES@
          @OPEN@) _files; return ;;
          esac
          case $command:$words[CURRENT] in
          :-*) compadd -- --help --version $flags ;;
          :*) _describe -t own 'command of jcross' own; _wanted cargo expl 'command of cargo' compadd -a cargo ;;
          @OWN_FLAGS@
          help:*) _describe -t own 'command of jcross' own ;;
          @VERBS@
          completion:*) compadd -- @SHELLS@ ;;
          @TAKING_CARGO@) [[ -n $inner ]] && _files || compadd -a cargo ;;
          *:-*) compadd -a flags ;;
          *) _files ;;
          esac
      }

      # Sourced it must be registered; found in $fpath it is called at once.
      if [[ $funcstack[1] == _jcross ]]; then
          _jcross "$@"
      else
          compdef _jcross jcross
      fi
      """;

  private ZshCompletion() {}

  static String script(Completion completion) {
    return SCRIPT
        .replace(
            "@OWN@",
            completion.own().stream()
                .map(own -> "'" + own.name() + ":" + own.summary().replace("'", "'\\''") + "'")
                .collect(Collectors.joining("\n        ")))
        .replace("@CARGO@", completion.cargoNames())
        .replace(
            "@VERBS@",
            completion.withVerbs().stream()
                .map(
                    own ->
                        own.name()
                            + ":*) [[ -n $inner ]] && compadd -- "
                            + String.join(" ", completion.targets())
                            + " || compadd -- "
                            + String.join(" ", own.verbs())
                            + " ;;")
                .collect(Collectors.joining("\n    ")))
        .replace("@FLAGS@", Completion.flagNames())
        .replace("@VALUED@", Completion.valuedNames(" | "))
        .replace("@OPEN@", Completion.openNames(" | "))
        .replace("@SHELLS@", String.join(" ", Completion.SHELLS))
        .replace("@TAKING_CARGO@", Completion.takingCargo())
        .replace(
            "@CHOICES@",
            Completion.choices().stream()
                .map(
                    flag ->
                        flag.name()
                            + ") compadd -- "
                            + flag.takes().words(completion)
                            + "; return ;;")
                .collect(Collectors.joining("\n    ")))
        .replace(
            "@OWN_FLAGS@",
            completion.own().stream()
                .map(ZshCompletion::flags)
                .collect(Collectors.joining("\n    ")));
  }

  private static String flags(Completion.Own own) {
    return own.name()
        + ":-*) compadd -- "
        + String.join(" ", own.flags())
        + (OwnCommands.TAKING_CARGO.contains(own.name()) ? " $flags" : "")
        + " ;;";
  }
}
