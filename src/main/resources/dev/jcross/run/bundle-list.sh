# Prints which files of cargo's home may be crates of a project, relative to it; folders end with "/".
# $1: cargo's home
cd "$1" || exit 1
if [ -d registry/cache ]; then
  find registry/cache -type f
fi
if [ -d registry/index ]; then
  find registry/index -name .git -prune -exec printf '%s/\n' {} + -o -type f -print
fi
if [ -d git/checkouts ]; then
  find git/checkouts -mindepth 2 -maxdepth 2 -type d -exec printf '%s/\n' {} +
  find git/checkouts -mindepth 3 -maxdepth 3 -name .gitmodules
fi
