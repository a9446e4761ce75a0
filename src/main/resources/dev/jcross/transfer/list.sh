# Lists what lies in directories, for a client that cannot look itself.
# $1: a file that may be made anew, for the time; $2: how stat is to describe a file
# then the directories
clock=$1
form=$2
shift 2
{ : > "$clock"; } 2> /dev/null && stat -c 'now %y' "$clock"
number=0
for directory; do
  echo "in $number"
  number=$((number + 1))
  (cd "$directory" && find . -exec stat -c "$form" {} +) 2> /dev/null
  echo
done
echo end
