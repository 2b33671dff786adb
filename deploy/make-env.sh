#!/bin/sh
# Writes .env for docker-compose.yml with fresh secrets:
#   sh deploy/make-env.sh DOMAIN PUBLIC_ADDRESS [PRIVATE_ADDRESS]
# PRIVATE_ADDRESS: this machine's own address, where a cloud maps the public one onto it.
# An .env that is there already is never touched. ENV_FILE writes to another place.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
file=${ENV_FILE:-$root/.env}

fail() {
  echo "make-env: $1" >&2
  exit 64
}

[ $# -eq 2 ] || [ $# -eq 3 ] || fail 'sh deploy/make-env.sh fair.example.edu.cn 203.0.113.7 [10.0.0.5]'
domain=$1 public=$2 private=${3:-}
case $domain in
  '' | *[!0-9A-Za-z.-]*) fail "\"$domain\" is no host name; leave out https:// and the port" ;;
esac
for address in "$public" ${private:+"$private"}; do
  case $address in
    *[!0-9a-fA-F.:]* | '') fail "\"$address\" is no IP address" ;;
  esac
done
[ ! -e "$file" ] || fail "$file is there already; its secrets open the data you have, so it stays as it is"

secret() {
  od -An -N32 -tx1 /dev/urandom | tr -d ' \n'
}

workers=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
[ "$workers" -le 16 ] || workers=16

umask 077
awk -v domain="$domain" -v public="$public" -v private="$private" -v workers="$workers" -v auth="$(secret)" \
  -v postgres="$(secret)" -v app="$(secret)" -v redis="$(secret)" -v turn="$(secret)" '
  /^DOMAIN=/ { $0 = $0 domain }
  /^RTC_ANNOUNCED_ADDRESS=/ { $0 = $0 public }
  /^TURN_LISTEN_ADDRESS=/ { $0 = $0 private }
  /^AUTH_SECRET=/ { $0 = $0 auth }
  /^POSTGRES_PASSWORD=/ { $0 = $0 postgres }
  /^APP_DB_PASSWORD=/ { $0 = $0 app }
  /^REDIS_PASSWORD=/ { $0 = $0 redis }
  /^TURN_SECRET=/ { $0 = $0 turn }
  /^TURN_URLS=/ {
    $0 = $0 "turn:" domain ":3478?transport=udp,turn:" domain ":3478?transport=tcp,turns:" domain ":5349?transport=tcp"
  }
  /^RTC_WORKERS=/ { $0 = "RTC_WORKERS=" workers }
  { print }
' "$root/deploy/.env.example" >"$file"
echo "make-env: $file written, readable by you alone. Keep a copy away from this machine, apart from the backups."
