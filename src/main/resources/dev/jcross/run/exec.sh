# Becomes a command of a session, unless something that it needs is missing.
# $1: name of the lease
# $2: marks of what must have been done, with ':' between them; "cargo=/mark" is fulfilled by a
#     program cargo too
# $3: paths that must be writable, with ':' between them
# $4, $5: what comes in front of PATH and behind it; then the command
id=$1
marks=$2
writable=$3
before=$4
after=$5
shift 5
IFS=:
for path in $writable; do
  [ -w "$path" ] || { echo "jcross-gate $id unprepared"; exit 0; }
done
for mark in $marks; do
  path=${mark#*=}
  [ -e "$path" ] && continue
  [ "$path" != "$mark" ] && command -v "${mark%%=*}" > /dev/null && continue
  echo "jcross-gate $id missing $path"
  exit 0
done
unset IFS
# Files come as variables: the path in the first line, then what stands in them.
line='
'
number=0
while eval "file=\${JCROSS_FILE_$number-}" && [ -n "$file" ]; do
  unset "JCROSS_FILE_$number"
  number=$((number + 1))
  path=${file%%"$line"*}
  [ -e "$path" ] || (
    umask 077
    mkdir -p "${path%/*}" && printf '%s' "${file#*"$line"}" > "$path.$id" && mv "$path.$id" "$path"
  ) || exit 1
done
unset file line
PATH=$before$PATH$after
export PATH
echo $$ > "/run/jcross/$id.pid"
# After the lease was written: either this or the session's last look notices the other.
[ ! -e /run/jcross/closing ] || {
  rm -f "/run/jcross/$id.pid"
  echo "jcross-gate $id closing"
  exit 0
}
exec "$@"
