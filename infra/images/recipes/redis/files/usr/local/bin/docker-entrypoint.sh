#!/bin/sh
# `docker run redis --appendonly yes` and `docker run redis FILE.conf` mean redis-server with these arguments.
set -eu
case ${1:-} in
  -* | *.conf) set -- redis-server "$@" ;;
esac
if [ "$1" = redis-server ]; then
  # The container's network decides who reaches it; without this, redis answers nobody but itself.
  set -- "$@" --protected-mode no
  if [ "$(id -u)" = 0 ]; then
    chown -R redis:redis .
    exec setpriv --reuid redis --regid redis --init-groups "$@"
  fi
fi
exec "$@"
