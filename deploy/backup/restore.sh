#!/bin/sh
# Puts one backup back: restore.sh FOLDER_OF_THE_BACKUP. Checks before it writes: the checksums are right, the database
# and the folder for files are empty, nobody else is connected. It never deletes anything.
#   PGHOST PGUSER PGPASSWORD PGDATABASE   the empty database
#   FILES_DIR                             the empty folder
set -eu
: "${PGDATABASE:?PGDATABASE is empty: which database?}"
files=${FILES_DIR:-/data}

fail() {
  echo "restore: $1" >&2
  exit 1
}

[ $# -eq 1 ] || fail 'say which backup: restore.sh /backups/20261123T033000Z'
backup=$1
[ -f "$backup/SHA256SUMS" ] || fail "$backup is no whole backup: it has no SHA256SUMS"
for part in database.dump files.tar.gz; do
  grep -q " $part\$" "$backup/SHA256SUMS" || fail "$backup/SHA256SUMS does not name $part"
done
(cd "$backup" && sha256sum --check --strict --quiet SHA256SUMS) || fail "$backup is damaged; nothing was changed"

ask() {
  psql --no-psqlrc --tuples-only --no-align --set ON_ERROR_STOP=1 --command "$1"
}

tables=$(ask "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'")
[ "$tables" = 0 ] || fail "database $PGDATABASE is not empty ($tables relations); make a new one as docs/DEPLOY.md says"
others=$(ask "SELECT count(*) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'")
[ "$others" = 0 ] || fail "$others others are connected to $PGDATABASE; stop the app first"

[ -d "$files" ] || fail "there is no folder $files"
[ -z "$(find "$files" -mindepth 1 ! -name lost+found -print -quit)" ] || fail "folder $files is not empty"

# All or nothing: an error leaves the database as empty as it was.
pg_restore --dbname="$PGDATABASE" --single-transaction --exit-on-error --no-owner --no-privileges "$backup/database.dump"
tar --extract --gzip --file="$backup/files.tar.gz" --directory="$files" --no-same-owner
ask ANALYZE >/dev/null
echo "restore: $backup is back: $(ask "SELECT count(*) FROM pg_stat_user_tables") tables," \
  "$(find "$files" -type f | wc -l) files"
