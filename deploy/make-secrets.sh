#!/bin/sh
# Makes what docker-compose.yml mounts as secrets, in deploy/secrets, for this installation alone, and .env from its
# example. What is there stays.
set -eu
umask 077
root=$(dirname "$0")/..
dir=$root/deploy/secrets
mkdir -p "$dir"

make() { # NAME: writes standard input to it, unless it is there
  if [ -e "$dir/$1" ]; then echo "kept  $dir/$1"; cat >/dev/null
  else cat > "$dir/$1"; echo "made  $dir/$1"; fi
}

head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n' | make redis_password
password=$(cat "$dir/redis_password")
# For people with the runbook, not for the processes.
head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n' | make redis_operator_password
operator=$(cat "$dir/redis_operator_password")
printf 'redis://agrobot:%s@redis:6379' "$password" | make redis_url
# "agrobot" may do what the processes do, and nothing that ends or reconfigures Redis; "operator" may all. Nobody can be "default", but Redis
# reads its own append-only file as that user and drops the transactions in it that "default" may not do: at a restart
# that would be most of what is stored.
rm -f "$dir/redis_acl"
printf 'user default off resetpass ~* &* +@all\nuser agrobot on >%s ~{agrobot}:* &{agrobot}:* +@all -@dangerous -@admin +info +config|get +client|list\nuser operator on >%s ~* &* +@all\n' "$password" "$operator" | make redis_acl
head -c 16 /dev/urandom | od -An -tx1 | tr -d ' \n' | make grafana_password
# For the profiles "telegram" and "alerts": put the bot's token and the mail server's password in.
: | make telegram_token
: | make smtp_password
# The containers' users have to read them: in a folder that only their owner may enter.
chmod 0700 "$dir"
chmod 0444 "$dir"/*
# People write these two.
chmod 0644 "$dir/telegram_token" "$dir/smtp_password"
# nginx serves it to certificate authorities (deploy/nginx/tls.conf); the engine would make it root's.
install -d -m 0755 "$root/var/acme"
# docker-compose.yml hands it to the processes; every line of it is commented out at first but the version: a later
# checkout would have another default than what runs.
env=$root/.env
if [ -e "$env" ]; then echo "kept  $env"
else
  { cat "$env.example"; sed -n 's/^  "version": "\(.*\)",$/\nAGROBOT_VERSION=\1/p' "$root/package.json"; } > "$env"
  echo "made  $env"
fi
