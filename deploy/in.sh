#!/usr/bin/env bash
# Runs a command in a replica of a service, the newest that runs:
#
#   deploy/in.sh SERVICE COMMAND…        deploy/in.sh worker agrobot preflight
#
# docker-compose 1.29 "exec" wants replica 1, which is gone after the first deploy.
#
# Exit status: that of the command; 1 no replica runs, 2 not understood.
set -euo pipefail
# shellcheck source=deploy/stack.sh
. "$(dirname "$0")/stack.sh"

case ${1:-} in
  --help | -h) help; exit ;;
esac
[ $# -ge 2 ] || usage 'which service, and which command?'
need_stack
service=$1
shift
id=$(containers "$service" | head -n 1)
[ -n "$id" ] || die "no replica of \"$service\" runs"
exec docker exec -i "$id" "$@"
