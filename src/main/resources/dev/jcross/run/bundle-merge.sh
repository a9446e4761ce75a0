# Moves what was brought to where it belongs. Each file comes as a whole, and what is there already stays.
# $1: where it was brought to; $2: where it belongs
merge() (
  for one in "$1"/* "$1"/.[!.]*; do
    [ -e "$one" ] || [ -L "$one" ] || continue
    there=$2/${one##*/}
    if [ ! -e "$there" ] && [ ! -L "$there" ]; then
      mv "$one" "$there" || exit 1
    elif [ -d "$one" ] && [ ! -L "$one" ]; then
      merge "$one" "$there" || exit 1
    else
      # Of the files that say which versions of a crate there are, the longer one knows more: they only grow.
      case $one in
        */.cache/*) [ "$(wc -c < "$one")" -le "$(wc -c < "$there")" ] || mv -f "$one" "$there" || exit 1 ;;
      esac
    fi
  done
)
merge "$1" "$2" || exit 1
rm -rf "$1"
