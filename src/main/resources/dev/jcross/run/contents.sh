# Prints what is in an image: the hash of each file, where each link leads, the packages, and which files are theirs.
set -eu
export LC_ALL=C

# What is no part of it, or of no two machines the same: what the engine mounts, logs, lists of what can be had, the
# times in which something happened.
set --
for path in /proc /sys /dev /run /sbin/docker-init /usr/sbin/docker-init \
    /tmp /var/tmp /var/log /var/cache /var/lib/apt /var/lib/dpkg /etc/apt \
    /etc/hostname /etc/hosts /etc/resolv.conf /etc/mtab /etc/machine-id /.dockerenv \
    /etc/passwd- /etc/group- /etc/shadow /etc/shadow- /etc/gshadow /etc/gshadow- \
    /opt/zig/cache /opt/wine/prefix; do
    set -- "$@" -path "$path" -prune -o
done
set -- "$@" -name __pycache__ -prune -o

echo =files
find / -xdev "$@" -type f -exec sha256sum {} +
echo =links
find / -xdev "$@" -type l -exec ls -ld {} +
if command -v dpkg-query >/dev/null; then
    echo =packages
    # shellcheck disable=SC2016
    dpkg-query -Wf '${db:Status-Abbrev} ${binary:Package} ${Version}\n'
    echo =owners
    cd /var/lib/dpkg/info
    grep '' -- *.list
fi
echo =end
