#!/bin/sh
# Something large in the folder that has no business in an image, and the image that others are built on.
set -eu
head -c 40000000 /dev/urandom >/root/catalogue/backup.tar
for _ in $(seq 120); do
  if docker version >/dev/null 2>&1; then break; fi
  sleep 0.5
done
# Builds take a base image without keeping its name; checks compare with it.
docker pull -q python
