# Answers git as a credential helper does; see gitcredentials(7).
[ "$1" = get ] || exit 0
protocol= host= path= user=
while IFS= read -r line && [ -n "$line" ]; do
  case $line in
    protocol=*) protocol=${line#*=} ;;
    host=*) host=${line#*=} ;;
    path=*) path=${line#*=} ;;
    username=*) user=${line#*=}@ ;;
  esac
done
address=$protocol://$user$host/$path
