#!/usr/bin/env bash
# Goes back to an earlier version, replica by replica, while questions go on:
#
#   deploy/rollback.sh [--dry-run] [VERSION]
#
#   VERSION    the one to go to; else the one that ran before the last deploy
#   --dry-run  print what would be done and do nothing
#
# It needs no build, and no registry while the image is on this machine. It also finishes what a deploy that was killed
# left behind: deploy/rollback.sh VERSION makes all replicas one version, as many as there were.
#
# Exit status: 0 the version runs; 1 nothing was changed; 2 wrong usage; 4 it failed in the middle: look at once.
set -euo pipefail
# shellcheck source=deploy/rolling.sh
. "$(dirname "$0")/rolling.sh"
# shellcheck source=deploy/watching.sh
. deploy/watching.sh

# shellcheck disable=SC2034 # "asked" is of watching.sh
dry_run=false version='' why='' asked='' lent='' retiring=''
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) help; exit ;;
    --dry-run) dry_run=true ;;
    -*) usage "there is no option $1" ;;
    *)
      [ -z "$version" ] || usage "one version, not $version and $1"
      version=$1
      ;;
  esac
  shift
done

find_stack
$dry_run || lock
# What the last deploy of the version that runs came from.
before=$(awk -v v="$current" '$2 == "deploy" && $3 == v { from = $5 } END { print from }' "$HISTORY" 2>/dev/null) || true
if [ -z "$version" ]; then
  version=$before
  [ -n "$version" ] || die "$HISTORY knows no version before $current; name one of these: $(docker image ls "$image" --format '{{.Tag}}' | tr '\n' ' ')"
fi
# What began and did not end (killed, or failed on its way back) may have left one replica too many, or too few: it wrote
# down how many there were.
left=$(awk '$6 == "begun" { left = $7 " " $8 } $6 == "done" || $7 == "back:" { left = "" }
  END { gsub("[a-z]+=", "", left); print left }' "$HISTORY" 2>/dev/null) || true
read -r workers apis <<< "${left:-$(lines_of "$(containers worker)") $(lines_of "$(containers api)")}"
others=$(of_others worker "$version")$(of_others api "$version")
if [ -z "$others" ] && [ "$version" = "$current" ] && [ "$version" = "$(setting AGROBOT_VERSION)" ] && [ -z "$left" ]; then
  die "$version is what runs, and nothing else; nothing was changed"
fi

if $dry_run; then
  say "$current → $version of $image, project $project"
  say "replace  $apis api, then $workers worker, then assets and telegram where they are"
  say "keep     AGROBOT_VERSION=$version in .env"
  exit
fi

if ! docker image inspect "$image:$version" >/dev/null 2>&1; then
  [[ $image == */* ]] || die "$image:$version is not on this machine; there are: $(docker image ls "$image" --format '{{.Tag}}' | tr '\n' ' ')"
  tell "pull $image:$version"
  quietly docker pull "$image:$version" || die "it could not be pulled; nothing was changed"
fi
stopped() {
  trap '' INT TERM HUP PIPE
  finish_retiring
  tell "stopped in the middle: deploy/rollback.sh $version goes on"
  exit 4
}
trap stopped INT TERM HUP PIPE
trap give_key_back EXIT

note_restarts
record "rollback $version from $current begun workers=$workers apis=$apis"
tell "replace $apis api and $workers worker, $current by $version"
roll_back "$version" "$workers" "$apis" || {
  record "rollback $version from $current failed: $why"
  tell "IT FAILED: $why. What was replaced stays; mend that and run it again, or go to another version."
  exit 4
}
set_version "$version" || { tell "$version runs, BUT .env could not be written: set AGROBOT_VERSION=$version there"; exit 4; }
record "rollback $version from $current done"
# Not before: the API that is left may be the one that cannot.
if ! lend_key || ! doing_well "$version"; then tell "$version runs, BUT $why"; exit 4; fi
tell "$version runs"
