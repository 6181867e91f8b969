#!/bin/bash
set -e
test "$(cat /root/notes/first.txt)" = ahoy
docker network create made-ready
