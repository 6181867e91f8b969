#!/bin/sh
# The steps of one image, inside its tree: packages, then the recipe's files, then its setup.
set -eu

if [ -n "$UPDATE" ]; then apt-get -qq update; fi

if [ -n "$DOWNLOAD_ONLY" ]; then
  mkdir -p /tmp/unpacked /run/build/out
  cd /tmp
  for package in $PACKAGES; do
    apt-get -qq download "$package"
    dpkg-deb --extract "$package"_*.deb /tmp/unpacked
  done
  if [ -n "$VERSION_OF" ]; then dpkg-deb -f "$VERSION_OF"_*.deb Version >/run/build/version; fi
elif [ -n "$PACKAGES" ]; then
  # shellcheck disable=SC2086
  # The image tells apt to keep no package; here they are shared with the next image.
  apt-get -qq install -y --no-install-recommends -o APT::Keep-Downloaded-Packages=true $PACKAGES
fi

if [ -d /run/build/recipe/files ]; then
  # A checkout keeps only the executable bit; owners and directories that exist already stay as they are.
  tar -C /run/build/recipe/files --owner=0 --group=0 --mode='u=rwX,go=rX' -c . |
    tar -C / -x --keep-directory-symlink --no-overwrite-dir
fi
if [ -e /run/build/recipe/setup ]; then sh -eu /run/build/recipe/setup; fi

case $VERSION_OF in
  '') ;;
  /*) cp "$VERSION_OF" /run/build/version ;;
  *) [ -e /run/build/version ] || dpkg-query -W -f '${Version}' "$VERSION_OF" >/run/build/version ;;
esac

rm -rf /var/log/apt /var/log/dpkg.log /var/log/alternatives.log /var/log/bootstrap.log /var/cache/ldconfig/aux-cache
rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin /var/cache/apt/archives/*.deb /var/cache/debconf/*-old /var/lib/dpkg/*-old
find / -xdev -mindepth 1 -printf '%P\n' >/run/build/listing
