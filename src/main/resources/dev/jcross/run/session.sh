# The first process of a session. It ends, and with it the container, when no command has run for
# a while; and it ends commands whose client is gone.
# $1: seconds to live without a command
# $2: "sweep": also ends what commands have left behind. Only where the first process is this container's own.
control=/run/jcross
idle=0
# Processes whose parents are gone: those of a command that is there have it as an ancestor, or come from outside.
sweep() {
  for folder in /proc/[0-9]*; do
    process=${folder#/proc/}
    parent=
    while read -r key value; do
      case $key in PPid:) parent=$value && break ;; esac
    done 2> /dev/null < "$folder/status"
    [ "$parent" != 1 ] || [ "$process" = $$ ] || kill -KILL "$process" 2> /dev/null
  done
}
while :; do
  # Before the last look: a command that starts later sees it, and leaves (see exec.sh).
  [ "$idle" -lt "$1" ] || : > "$control/closing"
  busy=
  for lease in "$control"/*.pid; do
    [ -e "$lease" ] || continue
    name=${lease%.pid}
    pid=
    read -r pid < "$lease"
    if [ -n "$pid" ] && kill -0 "$pid" 2> /dev/null; then
      busy=yes
      leash=
      [ ! -e "$name.leash" ] || read -r leash < "$name.leash"
      if [ -n "$leash" ] && kill -0 "$leash" 2> /dev/null; then
        rm -f "$name.late"
      else
        # A client holds its leash within moments; without one for 10 seconds it is gone.
        late=0
        [ ! -e "$name.late" ] || read -r late < "$name.late"
        echo $((late + 2)) > "$name.late"
        [ "$late" -lt 10 ] || kill -KILL "-$pid" 2> /dev/null
      fi
    else
      rm -f "$lease" "$name.leash" "$name.late"
    fi
  done
  if [ -n "$busy" ]; then
    idle=0
    rm -f "$control/closing"
  elif [ -e "$control/closing" ]; then
    exit 0
  else
    [ "${2-}" != sweep ] || [ "$PPID" != 1 ] || sweep
    idle=$((idle + 2))
  fi
  sleep 2 &
  wait $!
done
