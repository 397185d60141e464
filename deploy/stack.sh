# shellcheck shell=bash
# The stack of docker-compose.yml, for the scripts beside this file, which read it: . "$(dirname "$0")/stack.sh"
# What every key of Redis begins with; the ACL of deploy/make-secrets.sh allows no other.
prefix='{agrobot}'
secrets=deploy/secrets
# What deploy.sh and rollback.sh did, one step a line; also what is locked.
HISTORY=deploy/releases.log
script=$(basename "$0")
caller=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit

say() { printf '%s\n' "$*"; }
die() { printf '%s: %s\n' "$script" "$*" >&2; exit 1; }
usage() { printf '%s: %s (--help says how it is used)\n' "$script" "$*" >&2; exit 2; }
# The comment at the top of a script is its help.
help() { awk 'NR > 1 { if (!/^#/) exit; sub(/^# ?/, ""); print }' "deploy/$script"; }
# A path as whoever calls the script means it.
absolute() { case $1 in /*) printf '%s' "$1" ;; *) printf '%s/%s' "$caller" "$1" ;; esac; }

need_stack() {
  if [ -n "${COMPOSE_COMMAND:-}" ]; then read -ra compose_command <<< "$COMPOSE_COMMAND"
  elif docker compose version >/dev/null 2>&1; then compose_command=(docker compose)
  elif command -v docker-compose >/dev/null; then compose_command=(docker-compose)
  else die 'there is neither "docker compose" nor docker-compose; see https://docs.docker.com/compose/install/'
  fi
  docker version >/dev/null 2>&1 || die 'no Docker engine answers: start it, or run this as a user that may use it'
  if [ ! -f .env ] || [ ! -f "$secrets/redis_acl" ]; then
    die 'nothing is installed here yet: begin with deploy/make-secrets.sh'
  fi
}
compose() { "${compose_command[@]}" "$@"; }

# One script that changes the stack at a time; released by its end, however it ends.
lock() {
  exec 9>>"$HISTORY"
  flock -n 9 || die 'another deploy, rollback, restore or change of passwords is running; wait for its end'
}

# Compose alone knows the name of the project; each of its containers has it. None: nothing was ever started.
find_project() {
  local ids
  ids=$(compose ps -aq 2>/dev/null) || true
  project=${ids:+$(docker inspect -f '{{index .Config.Labels "com.docker.compose.project"}}' "${ids%%$'\n'*}")}
}

# Containers of a service, one "ID VERSION RUNNING" a line, the newest first, those that are stopped too.
replicas() { # SERVICE
  local ids
  [ -n "${project:-}" ] || find_project
  mapfile -t ids < <(docker ps -aq --no-trunc --filter "label=com.docker.compose.project=$project" \
    --filter "label=com.docker.compose.service=$1" --filter label=com.docker.compose.oneoff=False)
  # One may go in between: the others are told.
  [ "${#ids[@]}" -eq 0 ] || docker inspect -f '{{.Id}} {{.Config.Image}} {{.State.Running}}' "${ids[@]}" 2>/dev/null |
    sed "s|^\([^ ]*\) [^ ]*:|\1 |" || true
}
# Ids of those that run, one a line; with "all" of those that are stopped, too.
containers() { replicas "$1" | awk -v all="${2:-}" 'all || $3 == "true" { print $1 }'; } # SERVICE [all]

# Its own health check, asked now: the engine asks every ten seconds.
healthy() { # ID
  local probe
  mapfile -t probe < <(docker inspect -f '{{with .Config.Healthcheck}}{{range .Test}}{{println .}}{{end}}{{end}}' "$1" | sed '/^$/d')
  case ${probe[0]:-} in
    CMD-SHELL) docker exec "$1" sh -c "${probe[1]}" > /dev/null 2>&1 ;;
    CMD) docker exec "$1" "${probe[@]:1}" > /dev/null 2>&1 ;;
  esac
}
await_healthy() { # ID SECONDS
  local left=$2
  until healthy "$1"; do
    left=$((left - 1))
    [ "$left" -gt 0 ] || return 1
    sleep 1
  done
}

redis_image() {
  local id
  id=$(containers redis all | head -n 1)
  if [ -n "$id" ]; then docker inspect -f '{{.Image}}' "$id"
  else sed -n 's/^ *image: \(redis:.*\)/\1/p' docker-compose.yml
  fi
}

# redis-cli as the user for people, who may do everything.
redis() {
  local id
  id=$(containers redis | head -n 1)
  [ -n "$id" ] || return 1
  docker exec "$id" sh -c \
    'REDISCLI_AUTH="$(cat /run/secrets/redis_operator_password)" exec redis-cli --user operator --no-auth-warning "$@"' \
    sh "$@"
}

# What people would miss: records by kind, one "kind=number" a line. "lasting" are the questions that are still there in
# ten minutes.
count_records="
local function all(pattern) return redis.call('KEYS', '$prefix:' .. pattern) end
local lasting = 0
local questions = all('question:*')
for _, key in ipairs(questions) do
  local left = redis.call('PTTL', key)
  if left == -1 or left > 600000 then lasting = lasting + 1 end
end
return { 'questions=' .. #questions, 'lasting=' .. lasting, 'conversations=' .. #all('conversation:*'),
  'feedback=' .. redis.call('HLEN', '$prefix:feedback'), 'api_keys=' .. redis.call('HLEN', '$prefix:api-keys') }"
list_feedback="
local lines = {}
for _, id in ipairs(redis.call('ZRANGE', '$prefix:feedback-times', 0, -1)) do
  lines[#lines + 1] = redis.call('HGET', '$prefix:feedback', id)
end
return lines"

# Loads a snapshot from standard input into a second Redis, which nobody reaches, and counts what is in it. With "list"
# an empty line and the feedback follow; with "convert" the folder gets an appendonlydir of it: a Redis that writes an
# append-only file reads nothing else at its start, and a dump.rdb beside it not at all.
read_snapshot() { # count|list|convert IMAGE [docker run options]
  local mode=$1 image=$2
  shift 2
  docker run --rm -i --user redis --network none --read-only --cap-drop ALL --security-opt no-new-privileges:true \
    --entrypoint sh "$@" "$image" -euc '
      rm -rf /data/copy && mkdir /data/copy && cd /data/copy
      cat > copy.rdb
      redis-check-rdb copy.rdb > copy.log 2>&1 || { tail -n 3 copy.log >&2; exit 1; }
      redis-server --port 0 --unixsocket /data/copy/socket --dir /data/copy --dbfilename copy.rdb --save "" \
        --appendonly no > copy.log 2>&1 &
      cli() { redis-cli -s /data/copy/socket "$@"; }
      until [ "$(cli ping 2>/dev/null)" = PONG ]; do
        kill -0 $! 2>/dev/null || { tail -n 3 copy.log >&2; exit 1; }
        sleep 0.2
      done
      cli eval "$2" 0
      if [ "$1" = list ]; then echo; cli eval "$3" 0; fi
      if [ "$1" = convert ]; then
        cli config set appendonly yes > /dev/null
        while cli info persistence | grep -Eq "^aof_rewrite_(in_progress|scheduled):1"; do sleep 0.2; done
        cli info persistence | grep -q "^aof_last_bgrewrite_status:ok" || { tail -n 3 copy.log >&2; exit 1; }
      fi
      cli shutdown nosave || true
      wait
      rm -f copy.rdb copy.log' sh "$mode" "$count_records" "$list_feedback"
}
# One kind of record, and those that people know of, from such a count.
number() { sed -n "s/^$1=//p"; }
summary() { grep -E '^(questions|conversations|feedback|api_keys)=' | paste -sd ' '; }
