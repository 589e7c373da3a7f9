#!/bin/bash
# Runs once, when PostgreSQL makes its data directory: a database and a role for each service, closed to all others.
set -e

psql() { command psql -v ON_ERROR_STOP=1 --quiet --username "${POSTGRES_USER:-postgres}" --no-password "$@"; }

for name in session health runner feedback; do
    # \getenv: a password on a command line could be read by every process here.
    PASSWORD_VARIABLE=DATABASE_${name^^}_PASSWORD
    if [ -z "${!PASSWORD_VARIABLE:-}" ]; then
        echo "$PASSWORD_VARIABLE is not set: run deploy/docker/prepare, remove the volume, start again." >&2
        exit 1
    fi
    psql --dbname postgres -v name="$name" -v variable="$PASSWORD_VARIABLE" <<'SQL'
\getenv password :variable
CREATE ROLE :"name" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
done
# PUBLIC may connect to every database unless told otherwise.
psql --dbname postgres <<'SQL'
REVOKE ALL ON DATABASE postgres FROM PUBLIC;
REVOKE ALL ON DATABASE template1 FROM PUBLIC;
SQL
