#!/bin/sh
# Runs inside.sh in a tree. Started in namespaces of its own (see command.ts), so nothing here unmounts anything.
# Environment: ROOT the mount point; LOWER, UPPER, WORK for an overlay (LOWER empty: ROOT itself is the tree);
# SCRATCH a folder seen inside as /run/build (apt.conf and the rest);
# LISTS what apt knows of the archive.
set -eu

if [ -n "${LOWER:-}" ]; then
  mount -t overlay marina-build -o "lowerdir=$LOWER,upperdir=$UPPER,workdir=$WORK" "$ROOT"
fi
mount -t proc proc "$ROOT/proc"
mount -t tmpfs -o mode=755 tmpfs "$ROOT/run"
mount -t tmpfs -o mode=1777 tmpfs "$ROOT/tmp"
mount -t tmpfs -o mode=755 tmpfs "$ROOT/dev"
mknod -m 666 "$ROOT/dev/null" c 1 3
mknod -m 666 "$ROOT/dev/zero" c 1 5
mknod -m 666 "$ROOT/dev/full" c 1 7
mknod -m 666 "$ROOT/dev/random" c 1 8
mknod -m 666 "$ROOT/dev/urandom" c 1 9
mknod -m 666 "$ROOT/dev/tty" c 5 0
ln -s /proc/self/fd "$ROOT/dev/fd"
ln -s /proc/self/fd/1 "$ROOT/dev/stdout"
ln -s /proc/self/fd/2 "$ROOT/dev/stderr"
mkdir -p "$ROOT/dev/pts" "$ROOT/dev/shm" "$ROOT/run/lock" "$ROOT/run/build"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$ROOT/dev/pts"
ln -s pts/ptmx "$ROOT/dev/ptmx"
mount --bind "$SCRATCH" "$ROOT/run/build"
mount --bind "$LISTS" "$ROOT/run/build/lists"
if [ -e /etc/resolv.conf ]; then mount --bind /etc/resolv.conf "$ROOT/etc/resolv.conf"; fi
if [ -d /etc/apt/auth.conf.d ]; then mount --bind /etc/apt/auth.conf.d "$ROOT/run/build/auth"; fi

exec chroot "$ROOT" /usr/bin/env -i \
  PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
  DEBIAN_FRONTEND=noninteractive APT_CONFIG=/run/build/apt.conf \
  PACKAGES="$PACKAGES" VERSION_OF="$VERSION_OF" UPDATE="$UPDATE" DOWNLOAD_ONLY="$DOWNLOAD_ONLY" \
  /bin/sh -eu /run/build/inside.sh
