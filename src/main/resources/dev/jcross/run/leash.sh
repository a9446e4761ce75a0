# Held by the client for as long as its command runs: passes signals on, and ends the command when
# the client is gone.
# $1: name of the lease
# Busybox's kill takes "--" for a process, and fails.
control=/run/jcross
id=$1
echo $$ > "$control/$id.leash"
# The process group of the command, which may be about to start.
group() {
  pid=
  tries=0
  while [ "$tries" -lt 50 ] && [ -z "$pid" ]; do
    [ ! -s "$control/$id.pid" ] || read -r pid < "$control/$id.pid"
    [ -n "$pid" ] || sleep 0.1
    tries=$((tries + 1))
  done
  [ -n "$pid" ]
}
while read -r word; do
  case $word in
    done)
      rm -f "$control/$id.pid" "$control/$id.leash"
      exit 0
      ;;
    *) ! group || kill "-$word" "-$pid" 2> /dev/null ;;
  esac
done
if group && kill -TERM "-$pid" 2> /dev/null; then
  sleep 3
  kill -KILL "-$pid" 2> /dev/null
fi
rm -f "$control/$id.pid" "$control/$id.leash"
