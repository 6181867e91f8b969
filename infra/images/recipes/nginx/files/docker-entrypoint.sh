#!/bin/sh
# Scripts in /docker-entrypoint.d run first; /etc/nginx/templates/NAME.template becomes conf.d/NAME with the variables of
# the environment filled in. Other variables stay, being nginx's own.
set -eu
if [ "${1:-}" = nginx ]; then
  for script in /docker-entrypoint.d/*.sh; do
    if [ -x "$script" ]; then "$script"; fi
  done
  # shellcheck disable=SC2016
  names=$(env | sed -n 's/^\([A-Za-z_][A-Za-z0-9_]*\)=.*/${\1}/p' | tr '\n' ' ')
  for template in /etc/nginx/templates/*.template; do
    name=$(basename "$template" .template)
    if [ -e "$template" ]; then envsubst "$names" <"$template" >"/etc/nginx/conf.d/$name"; fi
  done
fi
exec "$@"
