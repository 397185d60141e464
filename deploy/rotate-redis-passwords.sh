#!/usr/bin/env bash
# Gives the users of Redis new passwords, while questions are asked:
#
#   deploy/rotate-redis-passwords.sh [agrobot|operator]
#
#   agrobot    of API and workers: both passwords hold until every replica was started anew, one at a time
#   operator   of people and of the scripts here
#   (both, if none is named)
#
# The new ones are in deploy/secrets. Redis itself is not restarted, and where there is one API replica a second one
# helps out. Where it ends before its end, run it again.
#
# Exit status: 0 done, 1 not (the old password still holds), 2 not understood.
set -euo pipefail
umask 077
# shellcheck source=deploy/stack.sh
. "$(dirname "$0")/stack.sh"
STOP_SECONDS=45 HEALTHY_SECONDS=120

users=(agrobot operator)
case ${1:-} in
  --help | -h) help; exit ;;
  '') ;;
  agrobot | operator) users=("$1") ;;
  *) usage "there is no user \"$1\"" ;;
esac
[ $# -le 1 ] || usage 'one user at a time, or none for both'
need_stack
lock
[ "$(redis ping 2>&1)" = PONG ] || die 'Redis does not answer: docker-compose ps redis'

# Into the file that is there: a container sees that one, and none that is put in its place.
put() { # FILE, from standard input
  local text
  text=$(cat; printf .)
  chmod u+w "$secrets/$1"
  printf '%s' "${text%.}" > "$secrets/$1"
  chmod 0444 "$secrets/$1"
}

# SHA-256: a password itself would be seen in the list of processes.
hash_of() { printf '%s' "$1" | sha256sum | cut -d ' ' -f 1; }

# The line of a user in the file that Redis reads when it starts, with these passwords and no other.
hold() { # USER HASH…
  local user=$1
  shift
  awk -v user="$user" -v hashes="$*" '
    $1 == "user" && $2 == user {
      line = $1 " " $2
      n = split(hashes, each, " ")
      for (i = 3; i <= NF; i++) {
        if ($i ~ /^[>#]/) continue
        line = line " " $i
        if ($i == "on") for (j = 1; j <= n; j++) line = line " #" each[j]
      }
      found = 1
      print line
      next
    }
    { print }
    END { exit !found }' "$secrets/redis_acl" > "$work" || die "$secrets/redis_acl has no user \"$user\""
  put redis_acl < "$work"
}
accepts() { # USER PASSWORD
  [ "$(printf 'AUTH %s %s\n' "$1" "$2" | docker exec -i "$redis_id" redis-cli 2>&1)" = OK ]
}

work=$(mktemp) helped=''
trap end EXIT
end() {
  trap '' INT TERM HUP PIPE
  rm -f "$work"
  [ -z "$helped" ] || end_help
}
# Takes the second API away, unless it is the one that answers.
end_help() {
  local id
  helped=
  if ! healthy "${apis[0]}"; then say 'the second API stays: the first one is not healthy'; return; fi
  # Until nginx, which keeps addresses for two seconds, knows the first one.
  sleep 3
  for id in $(containers api | grep -vxF "${apis[0]}"); do
    docker stop -t "$STOP_SECONDS" "$id" > /dev/null
    docker rm "$id" > /dev/null
  done
}
redis_id=$(containers redis | head -n 1)
for user in "${users[@]}"; do
  file=redis_password
  [ "$user" = agrobot ] || file=redis_operator_password
  old=$(cat "$secrets/$file")
  new=$(head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n')

  redis acl setuser "$user" "#$(hash_of "$new")" > /dev/null
  hold "$user" "$(hash_of "$old")" "$(hash_of "$new")"
  accepts "$user" "$new" || die "Redis does not take the new password of \"$user\"; the old one holds"
  printf '%s' "$new" | put "$file"

  if [ "$user" = agrobot ]; then
    printf 'redis://agrobot:%s@redis:6379' "$new" | put redis_url
    mapfile -t apis < <(containers api)
    if [ "${#apis[@]}" -eq 1 ]; then
      helped=yes
      compose up -d --no-deps --no-build --no-recreate --scale api=2 api > "$work" 2>&1 ||
        die "cannot start a second API: $(tail -n 1 "$work"); the old password still holds"
      helper=$(containers api | grep -vxF "${apis[0]}")
      await_healthy "$helper" "$HEALTHY_SECONDS" || die "the second API does not become healthy: docker logs $helper"
      # Until nginx, which keeps addresses for two seconds, knows it.
      sleep 3
    fi
    # Workers before APIs, as with a new version.
    for id in $(containers worker) "${apis[@]}"; do
      replica=$(docker inspect -f '{{.Name}}' "$id")
      docker restart -t "$STOP_SECONDS" "$id" > /dev/null
      await_healthy "$id" "$HEALTHY_SECONDS" ||
        die "${replica#/} does not become healthy with the new password. Look at it (docker logs ${replica#/}), then run this again; the old password still holds"
      say "${replica#/} has it"
    done
    [ -z "$helped" ] || end_help
  fi

  redis acl setuser "$user" resetpass "#$(hash_of "$new")" > /dev/null
  hold "$user" "$(hash_of "$new")"
  ! accepts "$user" "$old" || die "Redis still takes the old password of \"$user\""
  say "\"$user\" has a new password, in $secrets/$file"
done
