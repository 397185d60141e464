#!/bin/sh
# Makes an example certificate, signed by itself, for docker-compose.tls.yml: deploy/make-certificate.sh [NAME|ADDRESS …]
# Browsers warn of it. For the public, put one of a certificate authority (with its chain) and its key in the same files.
# What is there stays.
set -eu
umask 077
dir=$(dirname "$0")/secrets
mkdir -p "$dir"
if [ -e "$dir/tls_certificate" ] || [ -e "$dir/tls_key" ]; then
  echo "kept  $dir/tls_certificate and tls_key; delete both to make new ones"
  exit
fi
[ $# -gt 0 ] || set -- localhost 127.0.0.1
names=

for name in "$@"; do
  case $name in
    *:*) kind=IP ;;
    *[!0-9.]*) kind=DNS ;;
    *) kind=IP ;;
  esac
  names=${names:+$names,}$kind:$name
done
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -sha256 -nodes -days 90 \
  -subj "/CN=$1" -addext "subjectAltName=$names" -addext 'basicConstraints=critical,CA:FALSE' \
  -addext 'extendedKeyUsage=serverAuth' \
  -keyout "$dir/tls_key" -out "$dir/tls_certificate" 2>/dev/null
# As with the other secrets: the container's user has to read them, in a folder that only their owner may enter.
chmod 0444 "$dir/tls_certificate" "$dir/tls_key"
echo "made  $dir/tls_certificate and tls_key for $names, for 90 days"
