# The first process of a session. It ends, and with it the container, when no command has run for
# a while; and it ends commands whose client is gone.
# $1: seconds to live without a command
# $2: "sweep": also ends what commands have left behind. Only where the first process is this container's own.
# $3: KiB that stay free on the disks of the paths that follow; nothing: commands may fill them.
control=/run/jcross
idle=0
keep=$1
sweep=${2-}
reserve=${3-}
[ "$#" -lt 3 ] && set -- || shift 3
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
# Prints those of the paths whose disk has less free than it should.
scarce() {
  [ "$#" = 0 ] || stat -f -c '%a %S %n' "$@" 2> /dev/null | while read -r blocks size path; do
    [ $((blocks * size / 1024)) -ge "$reserve" ] || echo "$path"
  done
}
# Ends the commands if a disk is scarce that was not when no command was there.
spare() {
  scarce "$@" | while read -r path; do
    case "$line$before$line" in *"$line$path$line"*) continue ;; esac
    for lease in "$control"/*.pid; do
      pid=
      read -r pid < "$lease"
      [ -n "$pid" ] || continue
      echo "$path" > "${lease%.pid}.full"
      kill -KILL "-$pid" 2> /dev/null
    done
  done
}
line='
'
before=$(scarce "$@")
while :; do
  # Before the last look: a command that starts later sees it, and leaves (see exec.sh).
  [ "$idle" -lt "$keep" ] || : > "$control/closing"
  busy=
  pause=2
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
        echo $((late + pause)) > "$name.late"
        [ "$late" -lt 10 ] || kill -KILL "-$pid" 2> /dev/null
      fi
    else
      rm -f "$lease" "$name.leash" "$name.late"
    fi
  done
  if [ -n "$busy" ]; then
    idle=0
    rm -f "$control/closing"
    if [ -n "$reserve" ]; then
      spare "$@"
      # A quick disk takes a gigabyte in two seconds.
      pause=1
    fi
  elif [ -e "$control/closing" ]; then
    exit 0
  else
    [ "$sweep" != sweep ] || [ "$PPID" != 1 ] || sweep
    before=$(scarce "$@")
    idle=$((idle + pause))
  fi
  sleep "$pause" &
  wait $!
done
