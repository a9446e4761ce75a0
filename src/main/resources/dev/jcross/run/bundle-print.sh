# Prints files, each behind a line with its size and its name.
# $1: where the names start; then the names
cd "$1" || exit 1
shift
for name; do
  size=$(wc -c < "$name") || exit 1
  printf '%d %s\n' "$size" "$name"
  cat "$name" || exit 1
done
