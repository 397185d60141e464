# shellcheck shell=bash
# Replaces replicas of the stack by those of another version one by one; for deploy.sh and rollback.sh, which read it:
# . "$(dirname "$0")/rolling.sh"
#
# Workers go first, for whoever reads has to know what others write: a new API may write jobs and records that an older
# worker cannot read (it puts them back), while what old APIs write every worker can. Back it is the other way round.
# shellcheck source=deploy/stack.sh
. "$(dirname "${BASH_SOURCE[0]}")/stack.sh"

# A worker loads model and figures in 3 s on two free cores; beside others it may take long.
READY_WITHIN_S=${READY_WITHIN_S:-120}
# Longer than what any service takes to stop (stop_grace_period).
STOP_WITHIN_S=60

# Nobody may be there to read it any more (a terminal that is gone, a pipe that was closed); the work goes on.
tell() { printf '%s  %s\n' "$(date -u +%H:%M:%S)" "$*" 2>/dev/null || true; }
short() { printf '%.12s' "$1"; }
lines_of() { if [ -z "$1" ]; then echo 0; else printf '%s\n' "$1" | wc -l; fi; }
# Output of a command only when it fails.
quietly() {
  local said
  said=$("$@" 2>&1) || { printf '%s\n' "$said" | tail -n 30 >&2; return 1; }
}

is_version() { [[ $1 =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]]; }
# Of the shell, else of .env.
setting() { # NAME
  local line=${!1:-}
  [ -n "$line" ] || line=$(sed -n "s/^$1=//p" .env | tail -n 1 | sed "s/^['\"]//; s/['\"]\$//")
  printf '%s' "$line"
}
compose_at() { # VERSION ARGUMENT…
  local version=$1
  shift
  AGROBOT_VERSION=$version compose "$@"
}

# Who runs: sets image (its name without the version), current (the version) and project.
find_stack() {
  local configured versions
  need_stack
  [ -z "${AGROBOT_VERSION:-}" ] || die 'AGROBOT_VERSION is set in this shell and would go before .env: unset AGROBOT_VERSION'
  configured=$(compose config 2>/dev/null | sed -n '/^  api:/,/^  [a-z]/s/^    image: *//p' | head -n 1 | tr -d "'\"") || true
  [ -n "$configured" ] || die '"docker-compose config" finds no service "api"; run it to see why'
  image=${configured%:*}
  find_project
  versions=$(replicas api | awk '$3 == "true" { print $2 }')
  [ -n "$versions" ] || die 'no API runs here, so there is nothing to replace; start with: docker-compose up -d'
  # Of what runs: .env may not name a version, and this checkout is already of the next. Where a deploy was killed there
  # are two, and .env names the one before.
  current=$(setting AGROBOT_VERSION)
  printf '%s\n' "$versions" | grep -qxF -e "$current" || current=${versions##*$'\n'}
}

record() { printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$*" >&9; }

# A replica that has ended is none that answers; "all" counts it, too.
of_version() { replicas "$1" | awk -v v="$2" -v all="${3:-}" '$2 == v && (all || $3 == "true") { print $1 }'; } # SERVICE VERSION [all]
of_others() { replicas "$1" | awk -v v="$2" '$2 != v { print $1 }'; } # SERVICE VERSION

# A new one is ready; one that has ended since it was started will not do. Otherwise "why" says what it did.
await_ready() { # ID
  local left=$READY_WITHIN_S
  while :; do
    [ "$(docker inspect -f '{{.State.Status}} {{.RestartCount}}' "$1" 2>/dev/null)" = 'running 0' ] ||
      { why="it ended at its start: $(last_line "$1")"; return 1; }
    ! healthy "$1" || return 0
    [ $((left -= 1)) -gt 0 ] || { why="it was not ready within $READY_WITHIN_S s: $(last_line "$1")"; return 1; }
    sleep 1
  done
}
last_line() { docker logs --tail 1 "$1" 2>&1 | tr -d '\r' | cut -c 1-300; }

# Gracefully: what it is doing it ends, or hands to the others. Until it is gone it still counts as one that runs:
# whoever is stopped in between has to finish this before counting.
retire() { # SERVICE ID
  retiring="$1 $2"
  docker stop -t "$STOP_WITHIN_S" "$2" >/dev/null 2>&1 || true
  docker rm -f "$2" >/dev/null 2>&1 || true
  tell "$1: $(short "$2") stopped"
  retiring=
}
# shellcheck disable=SC2086 # two words: service and id
finish_retiring() { [ -z "${retiring:-}" ] || retire $retiring; }

# One more replica; sets new.
start_one() { # SERVICE VERSION
  local before count
  # compose would start these, of whatever version they are.
  for new in $(replicas "$1" | awk '$3 != "true" { print $1 }'); do docker rm -f "$new" >/dev/null; done
  before=$(replicas "$1" | cut -d ' ' -f 1 | sort)
  count=$(($(lines_of "$before") + 1))
  quietly compose_at "$2" up -d --no-deps --no-build --no-recreate --scale "$1=$count" "$1" ||
    { why="compose did not start a replica of $1"; return 1; }
  new=$(comm -13 <(printf '%s\n' "$before") <(replicas "$1" | cut -d ' ' -f 1 | sort) | head -n 1)
  [ -n "$new" ] || { why="compose started no replica of $1"; return 1; }
}

# Until COUNT replicas of VERSION run and no other, from whatever is there: each new one is ready before an old one goes.
# CHECK is run after each that is ready; where it fails, so does this. On failure "why" says why.
roll() { # SERVICE VERSION COUNT [CHECK]
  local service=$1 version=$2 count=$3 check=${4:-true} old since
  while [ "$(lines_of "$(of_version "$service" "$version")")" -lt "$count" ]; do
    since=$SECONDS
    start_one "$service" "$version" || return 1
    await_ready "$new" || { why="$service $(short "$new") of $version: $why"; return 1; }
    tell "$service: $(short "$new") of $version is ready after $((SECONDS - since)) s"
    "$check" || return 1
    old=$(of_others "$service" "$version" | head -n 1)
    [ -z "$old" ] || retire "$service" "$old"
  done
  for old in $(of_others "$service" "$version") $(of_version "$service" "$version" | tail -n "+$((count + 1))"); do
    retire "$service" "$old"
  done
}

# What is there once: the files of the pages (those of before stay), and the bot, which has to be alone.
renew() { # SERVICE VERSION
  [ -n "$(replicas "$1")" ] || return 0
  quietly compose_at "$2" up -d --no-deps --no-build "$1" || { why="compose did not renew $1"; return 1; }
  tell "$1: of $2"
}

# Everything by VERSION, from the state that an unfinished roll leaves, too. On failure "why" says why.
roll_back() { # VERSION WORKERS APIS
  finish_retiring
  roll api "$1" "$3" && roll worker "$1" "$2" && renew assets "$1" && renew telegram "$1"
}

# For the next "docker-compose up". The whole file or nothing of it.
set_version() { # VERSION
  local new
  new=$(mktemp .env.XXXXXX) && cp -p .env "$new" && awk -v v="$1" '/^AGROBOT_VERSION=/ { if (!done) print "AGROBOT_VERSION=" v; done = 1; next } { print }
    END { if (!done) print "AGROBOT_VERSION=" v }' .env > "$new" &&
    mv "$new" .env
}
