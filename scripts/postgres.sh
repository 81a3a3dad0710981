#!/usr/bin/env bash
# A PostgreSQL of its own for one command: starts a throw-away cluster on loopback,
# runs the command with KEEPWELL_TEST_POSTGRES set, and removes the cluster.
#   scripts/postgres.sh cargo nextest run
set -euo pipefail
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -x "${bin:-}/initdb" ] || { echo "PostgreSQL is missing: run scripts/install.sh" >&2; exit 1; }
folder=$(mktemp -d /tmp/keepwell-pg.XXXXXX)
run=()
# The server refuses to run as root.
if [ "$(id -u)" -eq 0 ]; then chown postgres "$folder"; run=(setpriv --reuid=postgres --regid=postgres --clear-groups); fi
port=$(( 20000 + RANDOM % 20000 ))
stop() { "${run[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate -s stop >/dev/null 2>&1 || true; rm -rf "$folder"; }
trap stop EXIT
cd "$folder"
"${run[@]}" "$bin/initdb" -D "$folder/data" -U keepwell -A trust -E UTF8 --locale=C >/dev/null
"${run[@]}" "$bin/pg_ctl" -D "$folder/data" -s -w -l "$folder/log" \
  -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=400" start \
  || { cat "$folder/log" >&2; exit 1; }
cd "$OLDPWD"
export KEEPWELL_TEST_POSTGRES="postgres://keepwell@127.0.0.1:$port/postgres"
"$@"
