#!/usr/bin/env bash
# Looks after an installation that runs, and changes nothing:
#
#   deploy/check.sh daily|weekly|monthly [--backups DIR]
#
#   daily      containers, alerts, preflight, queue, failed questions, disk, age of the newest backup
#   weekly     that, and certificate, whether the newest backup can be loaded, restarts, fullest Redis, unsure answers,
#              bad ratings, services outside
#   monthly    that, and age of images, passwords and API keys, newer versions, known holes in dependencies
#   --backups  where deploy/backup.sh writes to; var/backups if not given
#
# Each line is one look: "ok", "WARN" (look at it) or "FAIL" (mend it), below it what to do. The last line sums up. From
# cron, mailed only when something is to be mended:
#
#   0 8 * * *  cd /srv/agrobot && out=$(deploy/check.sh daily) || echo "$out"
#
# Exit status: 0 nothing to mend, 1 something to mend, 2 not understood.
set -euo pipefail
# shellcheck source=deploy/stack.sh
. "$(dirname "$0")/stack.sh"

period='' backups=var/backups
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) help; exit ;;
    daily | weekly | monthly) period=$1 ;;
    --backups) [ -n "${2:-}" ] || usage '--backups wants a folder'; backups=$(absolute "$2"); shift ;;
    *) usage "what is \"$1\"?" ;;
  esac
  shift
done
[ -n "$period" ] || usage 'daily, weekly or monthly?'
need_stack
DAY=86400 now=$(date +%s)
oks=0 warns=0 fails=0

ok() { oks=$((oks + 1)); printf 'ok    %-12s %s\n' "$1" "$2"; }
warn() { warns=$((warns + 1)); printf 'WARN  %-12s %s\n%19s→ %s\n' "$1" "$2" '' "$3"; }
fail() { fails=$((fails + 1)); printf 'FAIL  %-12s %s\n%19s→ %s\n' "$1" "$2" '' "$3"; }
over() { awk -v a="$1" -v b="$2" 'BEGIN { exit !(a > b) }'; }
# What grows from good to bad.
judge() { # NAME VALUE WARN_OVER FAIL_OVER "TEXT with %s for the value" ADVICE
  local text
  # shellcheck disable=SC2059
  text=$(printf "$5" "$2")
  if over "$2" "$4"; then fail "$1" "$text" "$6"
  elif over "$2" "$3"; then warn "$1" "$text" "$6"
  else ok "$1" "$text"; fi
}

prometheus=$(containers prometheus | head -n 1)
# Values of an expression, one a line; none where there is nothing to tell.
promql() {
  [ -z "$prometheus" ] || docker exec "$prometheus" promtool query instant http://localhost:9090 "$1" 2>/dev/null |
    sed -n 's/.*=> \(.*\) @\[.*/\1/p' | grep -v -e NaN -e Inf || true
}
percent() { promql "100 * ($1)" | awk '{ printf "%.1f", $1; exit }'; }
measure() { # NAME PROMQL_SHARE WARN_OVER FAIL_OVER TEXT ADVICE
  local value
  value=$(percent "$2")
  if [ -n "$value" ]; then judge "$1" "$value" "$3" "$4" "$5" "$6"
  elif [ -n "$prometheus" ]; then ok "$1" 'nothing was counted'; fi
}
# Days since a time that "date" reads.
days_since() { echo $(((now - $(date -d "$1" +%s)) / DAY)); }

daily() {
  local id name state health bad='' healthy=0 worker api open oldest status mark last
  while read -r id; do
    # One that a deploy has just taken away is not looked at.
    read -r name state health < <(docker inspect -f '{{.Name}} {{.State.Status}}/{{.State.ExitCode}} {{if .State.Health}}{{.State.Health.Status}}{{end}}' "$id" 2>/dev/null) || continue
    # One that has done its work and ended.
    [ "$state" != exited/0 ] || [ "$(docker inspect -f '{{.HostConfig.RestartPolicy.Name}}' "$id")" != no ] || continue
    if [ "$state" = running/0 ] && [[ $health =~ ^(healthy)?$ ]]; then healthy=$((healthy + 1))
    else bad="$bad ${name#/} ($state${health:+, $health})"; fi
  done < <(compose ps -aq)
  if [ -n "$bad" ]; then fail containers "not healthy:$bad" 'docker-compose logs --tail 50 SERVICE; docs/runbook.md'
  elif [ "$healthy" -eq 0 ]; then fail containers 'none runs' 'docker-compose up -d --scale worker=2 --scale api=2'
  else ok containers "$healthy healthy"; fi

  if [ -z "$prometheus" ]; then
    warn alerts 'Prometheus does not run: nobody watches' 'add the profile "monitoring" to COMPOSE_PROFILES in .env'
  elif ! last=$(docker exec "$prometheus" promtool query instant http://localhost:9090 'ALERTS{alertstate="firing"}' 2>&1); then
    fail alerts 'Prometheus does not answer: nobody watches' 'docker-compose logs --tail 50 prometheus'
  else
    bad=$(sed -n 's/.*alertname="\([^"]*\)".*/\1/p' <<< "$last" | sort | uniq -c | awk '{ printf " %s (%s)", $2, $1 }')
    if [ -n "$bad" ]; then fail alerts "firing:$bad" 'docs/runbook.md has a paragraph for each'
    else ok alerts 'none fires'; fi
  fi

  worker=$(containers worker | head -n 1)
  if [ -z "$worker" ]; then fail preflight 'no worker runs' 'docker-compose up -d --scale worker=2 worker'
  else
    status=0
    last=$(docker exec "$worker" agrobot preflight 2>&1) || status=$?
    mark=$(printf '%s\n' "$last" | sed -n 's/^\(FAIL\|WARN\)  //p' | paste -sd ';' | sed 's/  */ /g; s/;/; /g')
    if [ "$status" -ne 0 ]; then fail preflight "${mark:-ended with $status}" 'deploy/in.sh worker agrobot preflight'
    elif [ -n "$mark" ]; then warn preflight "$mark" 'deploy/in.sh worker agrobot preflight'
    else ok preflight "$(printf '%s\n' "$last" | tail -n 1)"; fi
  fi

  api=$(containers api | head -n 1)
  if [ -z "$api" ]; then fail queue 'no API runs' 'docker-compose up -d --scale api=2 api'
  else
    read -r status open oldest < <(docker exec "$api" node -e "
      fetch('http://127.0.0.1:5017/health').then((r) => r.json()).then(({ status, queue }) =>
        console.log(status, queue?.open ?? '-', Math.round(queue?.oldest_age_s ?? 0)))" 2>/dev/null || echo 'silent - 0')
    if [ "$status" != ok ]; then fail queue "/health says \"$status\"" 'docs/runbook.md: Redis lost, Redis full, AgrobotNoWorker'
    else judge queue "$oldest" 20 60 "$open open, the oldest for %s s" 'docs/runbook.md: AgrobotQueueOld'; fi
  fi
  measure failed 'sum(increase(agrobot_questions_total{status="failed"}[1d])) / sum(increase(agrobot_questions_total{status!="cancelled"}[1d]))' \
    0.2 1 '%s %% of the questions of a day failed' 'docs/runbook.md: AgrobotQuestionsFailing'

  last=$(docker info -f '{{.DockerRootDir}}')
  # The engine may be on another machine, or its folder closed to this user.
  [ -d "$last" ] || last=.
  judge disk "$(df -P "$last" | awk 'NR == 2 { print $5 + 0 }')" 75 85 "%s %% of the disk of $last is used" 'docs/runbook.md: disk full'

  last=$(newest_backup)
  if [ -z "$last" ]; then fail backup "there is none in $backups" 'deploy/backup.sh, every night (docs/operations.md)'
  else judge backup $(((now - $(stat -c %Y "$last")) / 3600)) 26 50 "the newest is %s hours old: $last" 'does the cron job of deploy/backup.sh run?'; fi
}
newest_backup() { { find "$backups" -maxdepth 1 -name 'agrobot-*.tar.gz' 2> /dev/null || true; } | sort | tail -n 1; }

weekly() {
  local file last
  certificate
  file=$(newest_backup)
  if [ -n "$file" ]; then
    if last=$(deploy/restore.sh --check "$file" 2>&1); then ok 'backup loads' "${last#whole: }"
    else fail 'backup loads' "$last" 'deploy/backup.sh; is the disk of the backups sound?'; fi
  fi
  last=$(promql 'round(sum(increase(max by (reason) (agrobot_worker_recycles_total)[7d:5m])))' | head -n 1)
  [ -z "$last" ] || judge restarts "$last" 20 100 'workers had to start anew %s times in seven days' 'docs/runbook.md: AgrobotWorkersRestarting'
  measure 'redis peak' 'max_over_time(max(agrobot_redis_memory_used_bytes)[7d:5m]) / max(agrobot_redis_memory_max_bytes)' \
    60 80 '%s %% of its memory at most in seven days' 'docs/runbook.md: Redis full'
  measure unsure 'sum(increase(agrobot_model_confidence_bucket{le="0.5"}[7d])) / sum(increase(agrobot_model_confidence_count[7d]))' \
    15 30 '%s %% of the answers of seven days were of an unsure model' 'docs/runbook.md: a model gone bad'
  measure services 'sum(increase(agrobot_upstream_requests_total{upstream!="webhook",outcome!~"ok|cancelled|no_answer|unusable|budget|busy"}[7d])) / sum(increase(agrobot_upstream_requests_total{upstream!="webhook",outcome!~"cancelled|budget|busy"}[7d]))' \
    2 5 '%s %% of the calls of services outside failed in seven days' 'docs/runbook.md: AgrobotUpstreamFailing'
  if last=$(redis eval "$count_ratings" 0 "$(date -u -d '7 days ago' +%s)000" 2>/dev/null | tr -d '\r' | paste -sd ' ') && [ -n "$last" ]; then
    if [ "${last% *}" -lt 10 ]; then ok ratings "${last% *} in seven days, ${last#* } of them bad: too few to tell"
    else judge ratings $((100 * ${last#* } / ${last% *})) 30 60 "%s %% of the ${last% *} ratings of seven days are bad" 'GET /v1/feedback?rating=down, then agrobot explain ID'; fi
  fi
}
# The one that is served, which need not be the one in the file.
certificate() {
  local nginx port served left
  nginx=$(containers nginx)
  port=$([ -z "$nginx" ] || docker port "$nginx" 8443/tcp 2>/dev/null | sed -n '1s/.*://p') || true
  [ -n "$port" ] || return 0
  if ! command -v openssl > /dev/null; then warn certificate 'there is no openssl here to ask' 'apt-get install openssl'; return; fi
  served=$(timeout 10 openssl s_client -connect "127.0.0.1:$port" < /dev/null 2>/dev/null | openssl x509 2>/dev/null) || true
  if [ -z "$served" ]; then fail certificate "none is served at port $port" 'docker-compose logs --tail 50 nginx'; return; fi
  if [ "$served" != "$(openssl x509 -in "$secrets/tls_certificate" 2>&1)" ]; then
    fail certificate "another one is served than $secrets/tls_certificate" 'docker-compose restart nginx'
    return
  fi
  left=$((-$(days_since "$(openssl x509 -enddate -noout <<< "$served" | cut -d = -f 2)")))
  if [ "$left" -lt 7 ]; then fail certificate "ends in $left days" 'renew it (docs/operations.md: TLS certificate)'
  elif [ "$left" -lt 21 ]; then warn certificate "ends in $left days" 'renew it (docs/operations.md: TLS certificate)'
  else ok certificate "ends in $left days"; fi
}
count_ratings="
local bad, all = 0, redis.call('ZRANGEBYSCORE', '$prefix:feedback-times', ARGV[1], '+inf')
for _, id in ipairs(all) do
  if string.find(redis.call('HGET', '$prefix:feedback', id) or '', '\"rating\":\"down\"', 1, true) then bad = bad + 1 end
end
return { #all, bad }"

monthly() {
  local file last
  judge_age images 40 90 nginx api worker redis telegram
  # Published only when there is something new, and partly named to the last number: being old is nothing to mend.
  judge_age 'watchers' 180 99999 prometheus alertmanager grafana
  for file in redis_password redis_operator_password; do
    judge passwords "$(days_since "@$(stat -c %Y "$secrets/$file")")" 365 730 "$secrets/$file is %s days old" 'deploy/rotate-redis-passwords.sh'
  done
  last=$(containers api | head -n 1)
  if [ -n "$last" ]; then
    last=$(docker exec "$last" node -e "
      const { execFileSync } = require('node:child_process');
      const keys = JSON.parse(execFileSync('agrobot', ['keys', 'list', '--json']));
      const old = keys.filter((key) => Date.parse(key.created_at) < Date.now() - 365 * 86400e3);
      console.log(keys.length, old.map((key) => key.name + ' ' + key.id).join(', '))" 2>/dev/null) || last='? '
    if [ -n "${last#* }" ] && [ "${last#* }" != "$last" ]; then
      warn 'API keys' "older than a year: ${last#* }" 'are they in use? docs/operations.md: API keys'
    else ok 'API keys' "${last% } in all, none older than a year"; fi
  fi
  if last=$(git describe --tags --abbrev=0 2>/dev/null); then
    file=$(git ls-remote --tags --refs origin 2>/dev/null | sed 's:.*/::' | sort -V | tail -n 1) || true
    if [ -z "$file" ]; then warn version "$last; which ones there are cannot be asked for" 'git fetch --tags'
    elif [ "$file" = "$last" ]; then ok version "$last is the newest"
    else warn version "$last; there is $file" 'read CHANGELOG.md, then deploy/deploy.sh VERSION'; fi
  else warn version 'this folder is no checkout of a release' 'git fetch --tags'; fi
  if ! command -v npm > /dev/null; then warn dependencies 'there is no npm here to ask' 'does the job "audit" of CI pass?'
  elif last=$(npm audit --omit=dev --audit-level=high 2>&1); then ok dependencies 'no known hole of level "high"'
  elif printf '%s' "$last" | grep -q 'severity'; then fail dependencies "$(printf '%s\n' "$last" | grep vulnerabilities | tail -n 1)" 'npm audit --omit=dev; docs/operations.md: dependencies'
  else warn dependencies 'the registry does not answer' 'npm audit --omit=dev'; fi
}
# The oldest image of those that run: a name may belong to a newer one by now.
judge_age() { # NAME WARN_OVER FAIL_OVER SERVICE…
  local look=$1 warn=$2 fail=$3 service id image age oldest=0 name=''
  shift 3
  for service in "$@"; do
    for id in $(containers "$service"); do
      image=$(docker inspect -f '{{.Image}}' "$id")
      age=$(days_since "$(docker image inspect -f '{{.Created}}' "$image")")
      if [ "$age" -ge "$oldest" ]; then oldest=$age name=$(docker inspect -f '{{.Config.Image}}' "$id"); fi
    done
  done
  [ -z "$name" ] || judge "$look" "$oldest" "$warn" "$fail" "the oldest is %s days old: $name" 'docs/operations.md: new base images'
}

daily
if [ "$period" != daily ]; then weekly; fi
if [ "$period" = monthly ]; then monthly; fi
say
say "$period: $oks ok, $warns to look at, $fails to mend"
[ "$fails" -eq 0 ]
