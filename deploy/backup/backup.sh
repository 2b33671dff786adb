#!/bin/sh
# Makes one backup: the database (pg_dump, custom format) and the files of DATA_DIR (tar), with their checksums, in
# BACKUP_DIR/<UTC time>. A backup that stands under its final name is whole and has been read back.
#   PGHOST PGUSER PGPASSWORD PGDATABASE   the database, as every PostgreSQL tool reads them
#   FILES_DIR, BACKUP_DIR                 what to keep, and where
#   BACKUP_KEEP_DAYS, BACKUP_KEEP_MIN     older ones go, but never below this number
set -eu
umask 077
: "${PGDATABASE:?PGDATABASE is empty: which database?}"
files=${FILES_DIR:-/data}
backups=${BACKUP_DIR:-/backups}
keep_days=${BACKUP_KEEP_DAYS:-14}
keep_min=${BACKUP_KEEP_MIN:-3}

fail() {
  echo "backup: $1" >&2
  exit 1
}

case $keep_days$keep_min in
  *[!0-9]*) fail 'BACKUP_KEEP_DAYS and BACKUP_KEEP_MIN are whole numbers' ;;
esac
[ "$keep_min" -ge 1 ] || fail 'BACKUP_KEEP_MIN is at least 1: a backup that deletes itself is none'
[ -d "$files" ] || fail "there is no folder $files"
mkdir -p "$backups"

exec 9>"$backups/.lock"
flock -n 9 || fail "another backup into $backups is running"

stamp=$(date -u +%Y%m%dT%H%M%SZ)
[ ! -e "$backups/$stamp" ] || fail "$backups/$stamp is there already"
partial=$backups/$stamp.partial
# Under the lock, what is still called partial is the rest of a backup that was cut short.
rm -rf "$backups"/*.partial
trap 'rm -rf "$partial"' EXIT
trap 'exit 1' HUP INT TERM
mkdir "$partial"

# The database first: files are written before the row that names them, so that every row in the dump has its file.
pg_dump --format=custom --no-owner --no-privileges --file="$partial/database.dump"
pg_restore --list "$partial/database.dump" >/dev/null

# 1 means that a file changed or went while it was read: an upload in progress, which no row names yet.
status=0
tar --create --gzip --file="$partial/files.tar.gz" --directory="$files" --anchored \
  --exclude=./postgres --exclude=./files/incoming --exclude=./lost+found . || status=$?
[ "$status" -le 1 ] || fail "tar ended with $status"
tar --list --gzip --file="$partial/files.tar.gz" >/dev/null

(cd "$partial" && sha256sum database.dump files.tar.gz >SHA256SUMS)
sync "$partial"/* "$partial"
mv "$partial" "$backups/$stamp"
sync "$backups"
echo "backup: $backups/$stamp ($(du -sh "$backups/$stamp" | cut -f1))"

# Names are times in UTC, so that the order of names is the order of time.
oldest_kept=$(date -u -d "-$keep_days days" +%Y%m%dT%H%M%SZ)
find "$backups" -mindepth 1 -maxdepth 1 -type d -name '????????T??????Z' -printf '%f\n' | sort -r |
  awk -v min="$keep_min" -v oldest="$oldest_kept" 'NR > min && $0 < oldest' |
  while read -r name; do
    rm -rf "${backups:?}/$name"
    echo "backup: removed $name, older than $keep_days days"
  done
