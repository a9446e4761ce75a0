#!/bin/sh
# Becomes a dockerd that is as good as one on another machine: it has a network of its own, which is
# reached over one address, and sees no directory that people or tests work in.
# $1: a directory for its data; $2: a name of at most 8 letters; $3: the first three numbers of an
#     address, of which it gets .2
set -eu
data=$1 name=$2 net=$3
# In the network of the first dockerd both would fight for one bridge.
ip netns add "$name"
ip link add "${name}h" type veth peer name "${name}e" netns "$name"
ip addr add "$net.1/30" dev "${name}h"
ip link set "${name}h" up
ip -n "$name" addr add "$net.2/30" dev "${name}e"
ip -n "$name" link set "${name}e" up
ip -n "$name" link set lo up
# shellcheck disable=SC2016 # the inner shell expands it
exec nsenter --net="/run/netns/$name" \
  unshare --mount --pid --fork --mount-proc --kill-child sh -euc '
    mount -t tmpfs tmpfs /srv
    mkdir /srv/data
    mount --bind "$1" /srv/data
    for directory in /tmp /run /root /home /work /mnt /builds; do
      [ ! -d "$directory" ] || mount -t tmpfs tmpfs "$directory"
    done
    echo "{}" >/srv/daemon.json
    exec dockerd --config-file /srv/daemon.json --host "tcp://$2.2:2375" --tls=false \
      --data-root /srv/data --exec-root /run/docker --pidfile /run/docker.pid
  ' sh "$data" "$net"
