#!/bin/sh
# `docker run registry` and `docker run registry FILE.yml` both mean: serve.
set -eu
case ${1:-} in
  *.yml | *.yaml) set -- docker-registry serve "$@" ;;
  serve | garbage-collect | help | -*) set -- docker-registry "$@" ;;
esac
exec "$@"
