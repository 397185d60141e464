#!/usr/bin/env bash
# Brings a new version into the running stack, replica by replica, while questions go on:
#
#   deploy/deploy.sh [--no-build] [--window SECONDS] [--dry-run] VERSION
#
#   VERSION           1.2.3 or 1.2.3-rc.1; another one than runs
#   --no-build        the image is there, or is pulled from the registry that AGROBOT_IMAGE names
#   --window SECONDS  how long the new version is watched after the last replica (default 120)
#   --dry-run         print the steps and do nothing
#
# Build; try the image in a stack of its own (preflight, verify), and there the way back: the version that runs has to
# start with these settings, too; push where AGROBOT_IMAGE names a registry; replace the workers, then the API, one by
# one; watch. If a replica ends or is not ready in time, more than 1 % of the questions (and at least 3) fail, a known
# question is answered wrong, or this script is stopped (Ctrl-C, TERM, a terminal that goes away), everything goes back
# to the version before. At the end .env holds the version. deploy/releases.log tells what was done.
#
# The number of replicas stays. nginx, Redis and what watches them stay as they are.
#
# Exit status: 0 the version runs; 1 nothing was changed; 2 wrong usage; 3 rolled back, the version before runs;
# 4 the way back failed too: look at once.
set -euo pipefail
# shellcheck source=deploy/rolling.sh
. "$(dirname "$0")/rolling.sh"
# shellcheck source=deploy/watching.sh
. deploy/watching.sh

KEEP_IMAGES=3
LOOK_EVERY_S=5
build=true dry_run=false window=120 version='' rolling=false why='' asked='' lent='' trial='' child='' retiring=''

while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) help; exit ;;
    --no-build) build=false ;;
    --dry-run) dry_run=true ;;
    --window)
      shift
      [[ ${1:-} =~ ^[0-9]+$ ]] || usage '--window wants seconds'
      window=$1
      ;;
    -*) usage "there is no option $1" ;;
    *)
      [ -z "$version" ] || usage "one version, not $version and $1"
      version=$1
      ;;
  esac
  shift
done
[ -n "$version" ] || usage 'name the version, for example 1.2.3'
is_version "$version" || usage "\"$version\" is no version; it is written 1.2.3 or 1.2.3-rc.1"

# Takes long and has nothing to lose: ended at once by a signal.
step() {
  "$@" &
  child=$!
  wait "$child"
}

build_or_pull() {
  if $build; then
    tell "build $image:$version"
    written=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' package.json)
    [ "$written" = "$version" ] || tell "package.json says $written: so will /health and the figures"
    quietly compose_at "$version" build --build-arg "REVISION=$(git describe --always --dirty 2>/dev/null || echo unknown)" api
  elif ! docker image inspect "$image:$version" >/dev/null 2>&1; then
    [[ $image == */* ]] || { echo "$image:$version is not on this machine, and AGROBOT_IMAGE names no registry to pull it from" >&2; return 1; }
    tell "pull $image:$version"
    quietly docker pull "$image:$version"
  fi
}

in_trial() { # VERSION ARGUMENT…
  local version=$1 files
  shift
  files=$(setting COMPOSE_FILE)
  [ -n "$files" ] || { files=docker-compose.yml; [ ! -f docker-compose.override.yml ] || files+=:docker-compose.override.yml; }
  COMPOSE_FILE=$files:deploy/trial.yml COMPOSE_PROFILES='' compose_at "$version" -p "$trial" "$@"
}
end_trial() {
  [ -z "$trial" ] || in_trial "$version" down -v --remove-orphans -t 5 >/dev/null 2>&1 || tell "the project $trial is left; take it away"
  trial=
}

try_image() {
  local project=$project worker api
  trial=$project-trial
  tell "try $image:$version in the project $trial"
  quietly in_trial "$version" up -d --no-build redis api worker || return 1
  project=$trial
  worker=$(containers worker) api=$(containers api)
  if ! await_ready "$api" || ! await_ready "$worker"; then
    echo "$version: $why" >&2
    return 1
  fi
  report preflight docker exec "$worker" agrobot preflight || return 1
  report verify docker exec "$worker" agrobot verify --url http://api:5017
}
# The version that runs, with the files of this checkout and what .env says by now: a variable that it does not know
# keeps it from starting.
try_way_back() {
  report "preflight of $current" in_trial "$current" run --rm -T --no-deps worker preflight < /dev/null
}
# What is wrong, and the last line.
report() { # NAME COMMAND…
  local name=$1 said status=0
  shift
  said=$("$@" 2>&1) || status=$?
  if [ $status -ne 0 ]; then printf '%s\n' "$said" | grep -v '^ok' >&2; fi
  tell "$name: $(printf '%s' "$said" | tail -n 1)"
  return $status
}

go_back() { # REASON
  trap '' INT TERM HUP PIPE
  rolling=false
  tell "ROLL BACK to $current: $1"
  if roll_back "$current" "$workers" "$apis"; then
    record "deploy $version from $current rolled back: $1"
    tell "$current runs as before. $version was given up: $1"
    exit 3
  fi
  record "deploy $version from $current rolled back in part: $1; $why"
  tell "THE WAY BACK FAILED: $why. Mend that, then: deploy/rollback.sh $current"
  exit 4
}

stopped() { # SIGNAL
  trap '' INT TERM HUP PIPE
  [ -z "$child" ] || kill "$child" 2>/dev/null || true
  if $rolling; then go_back "stopped by $1"; fi
  tell "stopped by $1; nothing was changed"
  exit 1
}
cleanup() {
  end_trial
  give_key_back
}

look() { doing_well "$version"; }
watch_window() {
  local until=$((SECONDS + window))
  tell "watch for $window s"
  while look; do
    [ $SECONDS -lt $until ] || return 0
    sleep "$LOOK_EVERY_S"
  done
  return 1
}

find_stack
$dry_run || lock
[ "$version" != "$current" ] || usage "$version is what runs: a new image needs a new version"
for service in worker api; do
  for id in $(of_others "$service" "$current"); do
    die "$service $(short "$id") is not of $current: make them one with deploy/rollback.sh $current"
  done
done
workers=$(lines_of "$(containers worker)") apis=$(lines_of "$(containers api)")
[ "$workers" -gt 0 ] || die 'no worker runs; start one with: docker-compose up -d --no-recreate worker'

if $dry_run; then
  say "$current → $version of $image, project $project"
  if $build; then say "build    $image:$version"; else say "image    $image:$version, pulled where it is not here"; fi
  say "try      in the project $project-trial: agrobot preflight, agrobot verify; then preflight of $current"
  if [[ $image == */* ]]; then say "push     $image:$version"; fi
  say "replace  $workers worker, then assets, then $apis api, then telegram where it runs"
  say "watch    for $window s; back to $current if it does not do well"
  say "keep     AGROBOT_VERSION=$version in .env"
  exit
fi

trap 'stopped Ctrl-C' INT
trap 'stopped TERM' TERM
trap 'stopped HUP' HUP
trap 'stopped PIPE' PIPE
trap cleanup EXIT
# The way back looks for it by this name, which a build may have taken from it, and a new AGROBOT_IMAGE never gave it.
docker tag "$(docker inspect -f '{{.Image}}' "$(of_version api "$current" | head -n 1)")" "$image:$current"
step build_or_pull || die "there is no image to roll out; nothing was changed"
try_image || die "the image did not pass; nothing was changed"
try_way_back ||
  die "$current, which runs, would not start with these settings, so there would be no way back; nothing was changed. Take what it does not know out of .env until $version runs"
end_trial
if [[ $image == */* ]] && $build; then
  tell "push $image:$version"
  step quietly docker push "$image:$version" || die "it could not be pushed (docker login?); nothing was changed"
fi

lend_key || die "$why; nothing was changed"
record "deploy $version from $current begun workers=$workers apis=$apis"
rolling=true
tell "replace $workers worker and $apis api, $current by $version"
roll worker "$version" "$workers" look || go_back "$why"
renew assets "$version" || go_back "$why"
roll api "$version" "$apis" look || go_back "$why"
renew telegram "$version" || go_back "$why"
watch_window || go_back "$why"
# From here on it is over: a signal takes nothing back.
trap '' INT TERM HUP PIPE
set_version "$version" || go_back '.env could not be written'
rolling=false
record "deploy $version from $current done"
tell "$version runs ($asked in its first $window s and more). Back with: deploy/rollback.sh"
old=$(docker image ls "$image" --format '{{.Tag}}' | grep -vxF -e "$version" -e "$current" | tail -n "+$KEEP_IMAGES" | sed "s|^|$image:|" | tr '\n' ' ') || true
[ -z "${old// /}" ] || tell "older images may go: docker image rm $old"
