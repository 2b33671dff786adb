#!/bin/sh
# Before a restore: renames the database cloudfair to cloudfair_<UTC time> and makes an empty one in its place.
# Nothing is deleted. It refuses while anybody is connected.
#   docker compose exec postgres /etc/postgresql/set-database-aside.sh
set -eu
export PGPASSWORD="${PGPASSWORD:-${POSTGRES_PASSWORD:?POSTGRES_PASSWORD is empty}}"
aside=cloudfair_$(date -u +%Y%m%dt%H%M%Sz)

psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --set aside="$aside" --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
ALTER DATABASE cloudfair RENAME TO :"aside";
CREATE DATABASE cloudfair OWNER cloudfair ENCODING 'UTF8' TEMPLATE template0;
REVOKE CONNECT ON DATABASE cloudfair FROM PUBLIC;
SQL
echo "the old database is $aside now; once all is well: DROP DATABASE $aside"
