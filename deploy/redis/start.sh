#!/bin/sh
# Starts Redis with the password from the environment. It goes in by standard input: an argument could be read by
# everybody who can list processes. Further options may follow as arguments.
set -eu
: "${REDIS_PASSWORD:?REDIS_PASSWORD is empty: set it in .env}"
conf=${REDIS_CONF:-$(dirname "$0")/redis.conf}

case $REDIS_PASSWORD in
  *[!0-9A-Za-z_-]*) echo 'redis: REDIS_PASSWORD may hold letters, digits, - and _ only' >&2; exit 64 ;;
esac

exec redis-server "$conf" "$@" - <<PASSWORD
requirepass $REDIS_PASSWORD
PASSWORD
