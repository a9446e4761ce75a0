# Becomes a command of a session, unless something that it needs is missing.
# $1: name of the lease, $2: what must have been fetched, or empty, $3: paths that must be
# writable, with ':' between them; then the command
id=$1
stamp=$2
writable=$3
shift 3
IFS=:
for path in $writable; do
  [ -w "$path" ] || { echo "jcross-gate $id unprepared"; exit 0; }
done
unset IFS
[ -z "$stamp" ] || [ -e "/cargo/.jcross/$stamp" ] || { echo "jcross-gate $id unfetched"; exit 0; }
echo $$ > "/run/jcross/$id.pid"
# After the lease was written: either this or the session's last look notices the other.
[ ! -e /run/jcross/closing ] || {
  rm -f "/run/jcross/$id.pid"
  echo "jcross-gate $id closing"
  exit 0
}
exec "$@"
