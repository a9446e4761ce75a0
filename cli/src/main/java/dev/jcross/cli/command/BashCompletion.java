package dev.jcross.cli.command;

import java.util.stream.Collectors;

/** For bash 3.2 and newer; the package bash-completion is not needed. */
final class BashCompletion {
  private static final String SCRIPT =
      """
      # Completion of jcross for bash. For every shell, add this line to ~/.bashrc:
      #   source <(jcross completion bash)

      _jcross() {
          local IFS=$' \\t\\n'
          local own='@OWN@'
          local cargo='@CARGO@'
          local flags='@FLAGS@'
          local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
          local command='' inner='' value='' words='' word i

          # --flag=value comes as three words.
          if [ "$cur" = = ]; then
              cur=
          elif [ "$prev" = = ]; then
              prev=${COMP_WORDS[COMP_CWORD - 2]}
          fi
          COMPREPLY=()
          for ((i = 1; i < COMP_CWORD; i++)); do
              word=${COMP_WORDS[i]}
              if [ -n "$value" ]; then
                  [ "$word" = = ] || value=
                  continue
              fi
              case $word in
              --) return ;;
              @VALUED@) value=next ;;
              -* | +*) ;;
              *) if [ -z "$command" ]; then command=$word; elif [ -z "$inner" ]; then inner=$word; fi ;;
              esac
          done

          case $prev in
          @CHOICES@
          @OPEN@) ;;
          *)
              case $command:$cur in
              :-*) words="--help --version $flags" ;;
              :*) words="$own $cargo" ;;
              @OWN_FLAGS@
              help:*) words=$own ;;
              @VERBS@
              completion:*) words='@SHELLS@' ;;
              @TAKING_CARGO@) [ -n "$inner" ] || words=$cargo ;;
              *:-*) words=$flags ;;
              esac
              ;;
          esac
          # shellcheck disable=SC2207 # no word has a space, and bash 3 no mapfile
          COMPREPLY=($(compgen -W "$words" -- "$cur"))
      }
      # Where there is nothing to say, files are offered.
      complete -o default -F _jcross jcross
      """;

  private BashCompletion() {}

  static String script(Completion completion) {
    return SCRIPT
        .replace("@OWN@", completion.ownNames())
        .replace("@CARGO@", completion.cargoNames())
        .replace("@FLAGS@", Completion.flagNames())
        .replace("@VALUED@", Completion.valuedNames(" | "))
        .replace("@OPEN@", Completion.openNames(" | "))
        .replace(
            "@VERBS@",
            completion.withVerbs().stream()
                .map(
                    own ->
                        own.name()
                            + ":*) [ -n \"$inner\" ] && words='"
                            + String.join(" ", completion.targets())
                            + "' || words='"
                            + String.join(" ", own.verbs())
                            + "' ;;")
                .collect(Collectors.joining("\n        ")))
        .replace("@SHELLS@", String.join(" ", Completion.SHELLS))
        .replace("@TAKING_CARGO@", Completion.takingCargo())
        .replace(
            "@CHOICES@",
            Completion.choices().stream()
                .map(flag -> flag.name() + ") words='" + flag.takes().words(completion) + "' ;;")
                .collect(Collectors.joining("\n    ")))
        .replace(
            "@OWN_FLAGS@",
            completion.own().stream()
                .map(BashCompletion::flags)
                .collect(Collectors.joining("\n        ")));
  }

  private static String flags(Completion.Own own) {
    return own.name()
        + ":-*) words=\""
        + String.join(" ", own.flags())
        + (OwnCommands.TAKING_CARGO.contains(own.name()) ? " $flags" : "")
        + "\" ;;";
  }
}
