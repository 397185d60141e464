# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # "asked", "why" and "script" are of who reads this
# What is looked at while a version is rolled out; for deploy.sh and rollback.sh, which read it after rolling.sh.

# From this many on, failed questions are more than one that would have failed anyway.
MIN_FAILED=${MIN_FAILED:-3}
MAX_FAILED_PERCENT=${MAX_FAILED_PERCENT:-1}

# The figures are on the internal network only: one replica asks all. Prints "FAILED ENDED"; one that does not answer
# counts as nothing, for it is found by its end.
# shellcheck disable=SC2016
READ_ENDED='
const texts = process.argv.slice(1).map((at) => fetch(`http://${at}/metrics`).then((r) => r.text(), () => ""));
let failed = 0, ended = 0;
for (const text of await Promise.all(texts))
  for (const [, labels, count] of text.matchAll(/^agrobot_questions_total\{(.*)\} (\S+)$/gm)) {
    if (labels.includes(`status="failed"`)) failed += Number(count);
    if (!labels.includes(`status="cancelled"`)) ended += Number(count);
  }
console.log(failed, ended);'

# Where agrobot_questions_total of each replica of a version is read.
metrics_of() { # VERSION
  local id
  for id in $(of_version worker "$1"); do printf '%s:9465\n' "$(short "$id")"; done
  for id in $(of_version api "$1"); do printf '%s:9464\n' "$(short "$id")"; done
}

# How often a replica that stays was started anew before this began: a worker asks for it now and then. ID → number.
declare -A restarts=()
note_restarts() {
  local id
  for id in $(containers worker) $(containers api); do restarts[$id]=$(docker inspect -f '{{.RestartCount}}' "$id"); done
}

# Whether a version does well: none of its replicas has ended, its questions do not fail, known ones are answered right.
# Otherwise "why" says what was seen.
doing_well() { # VERSION
  local at=() id failed ended said
  for id in $(of_version worker "$1" all) $(of_version api "$1" all); do
    if [ "$(docker inspect -f '{{.State.Status}} {{.RestartCount}}' "$id")" != "running ${restarts[$id]:-0}" ]; then
      why="replica $(short "$id") of $1 ended: $(last_line "$id")"
      return 1
    fi
  done
  mapfile -t at < <(metrics_of "$1")
  # In a worker, for it has the memory.
  id=$(of_version worker "$1" | tail -n 1)
  read -r failed ended < <(docker exec "$id" node --input-type=module -e "$READ_ENDED" "${at[@]}") || true
  asked="${ended:-0} questions, ${failed:-0} failed"
  # Known questions are still asked below; that there is nothing else is told at the end.
  [ -n "${ended:-}" ] || asked='its figures could not be read'
  if [ "${failed:-0}" -ge "$MIN_FAILED" ] && [ $((failed * 100)) -gt $((ended * MAX_FAILED_PERCENT)) ]; then
    why="$failed of $ended questions that $1 ended have failed"
    return 1
  fi
  said=$(docker exec -e AGROBOT_API_KEY "$id" agrobot verify --url http://api:5017 --answers-only --mixed 2>&1) || {
    # These looks alone can be more than AGROBOT_RATE_LIMIT_PER_MINUTE allows one who asks.
    if [[ $said == *' refused with 429 '* ]] && ! grep '^FAIL' <<< "$said" | grep -qv ' refused with 429 '; then return 0; fi
    why="known questions are not answered right: $(printf '%s' "$said" | grep -v '^ok' | tr -s ' \n' ' ' | cut -c 1-400)"
    return 1
  }
}

# Where nobody asks without a key: one for the known questions, for as long as this runs. On failure "why" says so.
lend_key() {
  local made
  [ "$(setting AGROBOT_ACCESS)" = keys ] || return 0
  made=$(docker exec "$(containers api | head -n 1)" agrobot keys create "$script" --scopes ask,read --json) ||
    { why='no API key could be made for the known questions'; return 1; }
  AGROBOT_API_KEY=$(printf '%s' "$made" | sed -n 's/^ *"key": "\(.*\)",*$/\1/p')
  lent=$(printf '%s' "$made" | sed -n 's/^ *"id": "\(.*\)",*$/\1/p')
  export AGROBOT_API_KEY
}
give_key_back() {
  [ -z "${lent:-}" ] || docker exec "$(containers api | head -n 1)" agrobot keys revoke "$lent" >/dev/null 2>&1 ||
    tell "the API key $lent is left; take it away with: agrobot keys revoke $lent"
  lent=
}
