#!/bin/sh
# Makes the role and the database the app works with. The postgres image runs it once, on an empty volume.
# The role owns its database and is no superuser: a hole in the app is not a hole in the server.
set -eu
: "${APP_DB_PASSWORD:?APP_DB_PASSWORD is empty: set it in .env}"

psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
\getenv password APP_DB_PASSWORD
CREATE ROLE cloudfair LOGIN PASSWORD :'password';
CREATE DATABASE cloudfair OWNER cloudfair ENCODING 'UTF8' TEMPLATE template0;
REVOKE CONNECT ON DATABASE cloudfair FROM PUBLIC;
SQL
