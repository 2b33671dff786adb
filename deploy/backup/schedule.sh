#!/bin/sh
# Runs backup.sh every BACKUP_EVERY_HOURS, counted from the last backup there is, so that a restart neither skips one
# nor makes one too many. "schedule.sh check" is the health check: it fails when the last backup is too old.
set -eu
backups=${BACKUP_DIR:-/backups}
every=$((${BACKUP_EVERY_HOURS:-24} * 3600))
retry=900

# Seconds since the newest whole backup; 2147483647 when there is none.
age() {
  newest=$(find "$backups" -mindepth 1 -maxdepth 1 -type d -name '????????T??????Z' -printf '%f\n' | sort | tail -n 1)
  [ -n "$newest" ] || { echo 2147483647; return; }
  made=$(date -u -d "$(echo "$newest" | sed 's/^\(....\)\(..\)\(..\)T\(..\)\(..\)\(..\)Z$/\1-\2-\3 \4:\5:\6/')" +%s)
  echo $(($(date -u +%s) - made))
}

if [ "${1:-}" = check ]; then
  # Two hours of grace for a big backup and for tries that failed.
  [ "$(age)" -le $((every + 7200)) ] && exit 0
  echo "backup: the last backup in $backups is older than ${BACKUP_EVERY_HOURS:-24} hours, or there is none" >&2
  exit 1
fi

trap 'exit 0' INT TERM
while true; do
  left=$((every - $(age)))
  if [ "$left" -le 0 ]; then
    if "$(dirname "$0")/backup.sh"; then continue; fi
    echo "backup: failed, next try in $((retry / 60)) minutes" >&2
    left=$retry
  fi
  # In pieces, so that a clock that is set or a machine that slept is noticed.
  [ "$left" -le 3600 ] || left=3600
  sleep "$left" &
  wait $!
done
