# Moves what was brought to where it belongs. Each file comes as a whole, and what is there already stays.
# $1: where it was brought to; $2: where it belongs. Ends with 3 and prints the name of a toolchain that is another there.
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
# Of a toolchain that is there other components may be missing; one of another day must not be mixed with it.
release=lib/rustlib/multirust-channel-manifest.toml
for one in "$1"/toolchains/*; do
  there=$2/toolchains/${one##*/}
  if [ -e "$one" ] && [ -e "$there" ] && ! cmp -s "$one/$release" "$there/$release"; then
    rm -rf "$1"
    echo "${one##*/}"
    exit 3
  fi
done
merge "$1" "$2" || exit 1
rm -rf "$1"
