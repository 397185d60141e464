#!/usr/bin/env bash
# Puts a backup of deploy/backup.sh in the place of what Redis holds:
#
#   deploy/restore.sh [--overwrite] FILE
#   deploy/restore.sh --check FILE
#
#   --check       only look whether the file is whole and can be loaded, and say what is in it; nothing is touched
#   --overwrite   where Redis holds something already: back that up (to var/backups) and put the file in its place;
#                 without it nothing is changed
#
# The file is checked, loaded into a second Redis and written anew as an append-only file while everything still runs.
# Only then API and workers are stopped (their replicas finish first) and Redis is started with the new file; when its
# records are not those of the backup, what was there comes back. API and workers that ran run again at the end.
#
# What is over by now is not brought back: questions older than AGROBOT_RETENTION_HOURS. Conversations that were deleted
# after the backup are there again, until that time is over. Questions that were open in it fail at their deadline, which
# is past; endings that were on their way to a webhook may arrive there a second time.
#
# Exit status: 0 restored (or whole), 1 not (and all is as before), 2 not understood.
set -euo pipefail
umask 077
# shellcheck source=deploy/stack.sh
. "$(dirname "$0")/stack.sh"
STOP_SECONDS=45 HEALTHY_SECONDS=300

mode=restore overwrite='' file=''
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) help; exit ;;
    --check) mode=check ;;
    --overwrite) overwrite=yes ;;
    -*) usage "what is \"$1\"?" ;;
    *) [ -z "$file" ] || usage 'one file at a time'; file=$(absolute "$1") ;;
  esac
  shift
done
[ -n "$file" ] || usage 'which file? deploy/backup.sh wrote them to var/backups'
need_stack
[ "$mode" = check ] || lock

work=$(mktemp -d)
step=
trap 'undo' EXIT
undo() {
  local status=$?
  trap - EXIT
  # Whatever else happens (the terminal may be gone, and what is told here with it), this goes on to its end.
  trap '' INT TERM HUP PIPE
  set +e
  rm -rf "$work"
  [ -n "$step" ] || exit "$status"
  echo "$script: bringing back what was there" >&2
  # A stop that was broken off goes on by itself, and would end what is started again in the middle of it.
  docker stop -t "$STOP_SECONDS" "${stopped[@]}" "$redis_id" > /dev/null
  if [ "$step" = swapped ]; then
    if [ -z "$there" ]; then in_volume 'rm -rf /data/appendonlydir'
    # Where it was not moved away yet, it is in its place.
    else in_volume '[ ! -e /data/replaced ] || { rm -rf /data/appendonlydir; mv /data/replaced /data/appendonlydir; }'
    fi
  fi
  if [ -n "$ran" ]; then docker start "$redis_id" > /dev/null; fi
  if [ "${#stopped[@]}" -gt 0 ]; then docker start "${stopped[@]}" > /dev/null; fi
  exit 1
}
in_volume() {
  docker run --rm --user redis --network none --read-only --cap-drop ALL --volumes-from "$redis_id" --entrypoint sh \
    "$(redis_image)" -euc "$1"
}

# 1. Is it one of ours, and whole?
[ -r "$file" ] || die "cannot read $file"
if ! gzip -t "$file" 2> /dev/null ||
  [ "$(tar -tzf "$file" 2> /dev/null | sort | paste -sd ' ')" != 'SHA256SUMS feedback.jsonl manifest redis.rdb' ]; then
  die "$file is not whole, or no backup of deploy/backup.sh; nothing was changed"
fi
tar -C "$work" -xzf "$file" || die "cannot unpack $file into $work"
if [ "$(cut -c 67- "$work/SHA256SUMS" | sort | paste -sd ' ')" != 'feedback.jsonl manifest redis.rdb' ] ||
  ! (cd "$work" && sha256sum --check --strict --quiet SHA256SUMS > log 2>&1); then
  die "$file is damaged: its checksums do not fit; nothing was changed"
fi
[ "$(number format < "$work/manifest")" = 1 ] || die "$file is of a newer AgroBot; restore it with that one"
what="the backup of $(number made < "$work/manifest") ($(summary < "$work/manifest"))"
if [ "$mode" = check ]; then
  read_snapshot count "$(redis_image)" < "$work/redis.rdb" > "$work/read" ||
    die "$file cannot be loaded by this Redis ($(redis_image))"
  say "whole: $what; restored now it brings $(summary < "$work/read")"
  exit
fi

# 2. What would it take the place of?
[ -n "$(containers redis all)" ] || compose up --no-start --no-recreate redis > "$work/log" 2>&1 ||
  die "cannot make the container of Redis: $(tail -n 1 "$work/log")"
redis_id=$(containers redis all | head -n 1)
ran=$(containers redis)
there='' held=''
if in_volume '[ -e /data/appendonlydir ]'; then there=yes; fi
if [ -n "$ran" ]; then
  held=$(redis eval "$count_records" 0 | tr -d '\r') || die 'Redis runs and does not answer: docker-compose logs redis'
  held=$(printf '%s\n' "$held" | summary)
  [[ $held =~ =[1-9] ]] || held=
elif [ -n "$there" ]; then held='a file that it has not loaded'
fi
if [ -n "$held" ] && [ -z "$overwrite" ]; then
  die "Redis holds $held. With --overwrite $what takes its place. Nothing was changed"
fi

# 3. The same as an append-only file, beside Redis' own.
mib=$(($(wc -c < "$work/redis.rdb") * 3 / 1048576 + 64))
in_volume "[ \"\$(df -Pm /data | awk 'NR == 2 { print \$4 }')\" -ge $mib ]" ||
  die "there are fewer than $mib MB free where Redis keeps its file; nothing was changed"
read_snapshot convert "$(redis_image)" --volumes-from "$redis_id" < "$work/redis.rdb" > "$work/read" || {
  in_volume 'rm -rf /data/copy'
  die "$file cannot be loaded by this Redis; nothing was changed"
}

# 4. In its place.
mapfile -t stopped < <(containers api)
mapfile -t -O "${#stopped[@]}" stopped < <(containers worker)
step=stopped
if [ "${#stopped[@]}" -gt 0 ]; then docker stop -t "$STOP_SECONDS" "${stopped[@]}" > /dev/null; fi
if [ -n "$ran" ] && [ -n "$held" ]; then deploy/backup.sh || die 'what is there could not be backed up'; fi
if [ -n "$ran" ]; then docker stop -t "$STOP_SECONDS" "$redis_id" > /dev/null; fi
in_volume 'rm -rf /data/replaced'
step=swapped
in_volume '[ ! -e /data/appendonlydir ] || mv /data/appendonlydir /data/replaced
  mv /data/copy/appendonlydir /data/appendonlydir; rm -rf /data/copy'
docker start "$redis_id" > /dev/null
await_healthy "$redis_id" "$HEALTHY_SECONDS" || die 'Redis does not become healthy with the new file'

# 5. Is all of it there?
redis eval "$count_records" 0 | tr -d '\r' > "$work/now"
for kind in feedback api_keys; do
  [ "$(number $kind < "$work/now")" = "$(number $kind < "$work/read")" ] || die "not all of $kind is there"
done
questions=$(number questions < "$work/now")
if [ "$questions" -lt "$(number lasting < "$work/read")" ] || [ "$questions" -gt "$(number questions < "$work/read")" ]; then
  die "there are $questions questions, and not those of the backup"
fi
[ "${#stopped[@]}" -eq 0 ] || docker start "${stopped[@]}" > /dev/null
step=
say "restored $what: now $(summary < "$work/now")"
if [ -n "$ran" ]; then in_volume 'rm -rf /data/replaced'
elif [ -n "$held" ]; then
  say 'What was in its place is in /data/replaced of the volume: docker-compose exec -T redis rm -r /data/replaced'
fi
if [ "${#stopped[@]}" -eq 0 ]; then
  say 'API and workers did not run: docker-compose up -d --scale worker=2 --scale api=2'
  exit
fi
for id in "${stopped[@]}"; do
  await_healthy "$id" "$HEALTHY_SECONDS" || die "restored, but not every container is healthy: docker-compose ps"
done
say 'API and workers run again'
