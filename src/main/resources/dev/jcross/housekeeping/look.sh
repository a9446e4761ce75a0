# Says how many commands run in a session, and for how many seconds none did.
control=/run/jcross
commands=0
for lease in "$control"/*.pid; do
  [ -e "$lease" ] || continue
  pid=
  read -r pid < "$lease"
  if [ -n "$pid" ] && kill -0 "$pid" 2> /dev/null; then
    commands=$((commands + 1))
  fi
done
# The directory changes when a command begins, and when its lease is taken away.
now=$(date +%s) && since=$(stat -c %Y "$control") || since=$now
echo "$commands $((now - since))"
