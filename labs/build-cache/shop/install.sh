#!/bin/sh
# Stands for pip, npm or apt: takes its time for each dependency named in the file.
set -eu
mkdir -p /opt/deps
while read -r name; do
  echo "installing $name"
  sleep 2
  echo "$name" >"/opt/deps/$name"
done <"$1"
