#!/usr/bin/env bash
# Writes down all that Redis holds, in one file, while everything runs:
#
#   deploy/backup.sh [--to DIR] [--keep N]
#
#   --to DIR   folder to write to, var/backups if not given; better one on another disk
#   --keep N   then delete all but the N newest backups of that folder; none is deleted if not given
#
# The file is agrobot-DATE.tar.gz (UTC), for its owner alone to read. In it: redis.rdb, a snapshot of one moment;
# feedback.jsonl, the ratings for reading, one a line as in GET /v1/feedback; a manifest with the number of records; and
# their SHA-256 sums. It gets its name only when the snapshot has been loaded into a second Redis and counted, which for
# a moment takes as much memory as Redis itself. deploy/restore.sh brings it back.
#
# It holds personal data: what people asked and were answered within AGROBOT_RETENTION_HOURS, their places to a
# kilometre, comments on answers, addresses of webhooks. It holds no password: keep .env and deploy/secrets elsewhere.
#
# Exit status: 0 written, 1 not (nothing of it is left, no older one is deleted), 2 not understood.
set -euo pipefail
umask 077
# shellcheck source=deploy/stack.sh
. "$(dirname "$0")/stack.sh"

to=var/backups keep=
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) help; exit ;;
    --to) [ -n "${2:-}" ] || usage '--to wants a folder'; to=$(absolute "$2"); shift 2 ;;
    --keep)
      [[ ${2:-} =~ ^[1-9][0-9]*$ ]] || usage '--keep wants a number from 1 on'
      keep=$2; shift 2 ;;
    *) usage "what is \"$1\"?" ;;
  esac
done
need_stack
mkdir -p "$to" || die "cannot make the folder $to"

made=$(date -u +%Y%m%dT%H%M%SZ)
file=$to/agrobot-$made.tar.gz
[ ! -e "$file" ] || die "$file is there already"
work=$(mktemp -d "$to/.agrobot-$made.XXXXXX") || die "cannot write to $to"
trap 'rm -rf "$work"' EXIT

[ -n "$(containers redis)" ] || die 'Redis does not run: docker-compose up -d redis'
# Asked for as a replica does: of one moment, and without a second file beside Redis' own. On a pipe a mark of the end
# follows the snapshot, whose length redis-cli tells.
redis --rdb - > "$work/redis.rdb" 2> "$work/log" ||
  die "Redis gave no snapshot: $(tail -n 1 "$work/log")"
bytes=$(sed -n 's/^Transfer finished with success after \([0-9]*\) bytes.*/\1/p' "$work/log")
[ -n "$bytes" ] || die "Redis gave no whole snapshot: $(tail -n 1 "$work/log")"
truncate -s "$bytes" "$work/redis.rdb"

read_snapshot list "$(redis_image)" < "$work/redis.rdb" > "$work/read" || die 'the snapshot cannot be loaded again'
sed '1,/^$/d' "$work/read" > "$work/feedback.jsonl"
{
  say format=1
  say "made=$made"
  say "agrobot=$(containers worker all | head -n 1 | xargs -r docker inspect -f '{{index .Config.Labels "org.opencontainers.image.version"}}')"
  say "redis=$(redis info server | tr -d '\r' | sed -n 's/^redis_version://p')"
  sed '/^$/,$d' "$work/read"
} > "$work/manifest"
(cd "$work" && sha256sum manifest redis.rdb feedback.jsonl > SHA256SUMS)
tar -C "$work" -czf "$work/file" manifest SHA256SUMS redis.rdb feedback.jsonl
sync "$work/file"
mv "$work/file" "$file"
say "wrote $file ($(du -h "$file" | cut -f 1)): $(summary < "$work/manifest")"

[ -n "$keep" ] || exit 0
find "$to" -maxdepth 1 -type f -regextype posix-extended -regex '.*/agrobot-[0-9]{8}T[0-9]{6}Z\.tar\.gz' |
  sort -r | tail -n "+$((keep + 1))" | while IFS= read -r old; do
  rm -- "$old"
  say "deleted $old"
done
